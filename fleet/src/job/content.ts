import { createRequire } from "node:module";
import { rawResourcesOfState, type JsonObject } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Release, Row } from "../model";
import type { Context } from "./context";
import type { Program } from "./stack";

/** What a release brings to one shard. */
export interface Content {
  readonly release: Release;
  readonly rows: readonly Row[];
  /** Customers that are left as they are, each with the reason. */
  readonly left: readonly { readonly customer: string; readonly text: string }[];
  /** Declares the rows. */
  readonly program: Program;
}

/** What runs a team's program. */
interface Programs {
  loadProgram(text: string, folder: string): unknown;
  declare(program: unknown, rows: readonly Row[]): Promise<void>;
  /** The URNs of each customer. */
  ownersOf(resources: readonly JsonObject[]): ReadonlyMap<string, readonly string[]>;
  /** The URNs of all that is not of these customers. */
  urnsToLeave(resources: readonly JsonObject[], declared: ReadonlySet<string>): string[];
}

/** Loaded when it is needed. */
function programs(): Programs {
  return createRequire(__filename)("../program/run") as Programs;
}

/** @throws BadInputError where the store lacks something, or the program cannot be loaded */
export async function contentOf(shard: string, hash: string, { store, folder }: Context): Promise<Content> {
  const release = await store.release(hash);
  const rowsHash = release.rows[shard];
  if (rowsHash === undefined) throw new BadInputError(`the release has no rows for ${shard}`);
  const [rowsText, programText] = [await store.get(rowsHash), await store.get(release.program)];
  const { rows, left } = JSON.parse(rowsText) as Pick<Content, "rows" | "left">;
  const { loadProgram, declare } = programs();
  const program = async (): Promise<void> => {
    await declare(loadProgram(programText, folder), rows);
  };
  return { release, rows, left, program };
}

/** What a state has of customers that are not among the rows, whatever the reason: it stays as it is. */
export function spared(
  state: string | undefined,
  rows: readonly Row[],
): { readonly exclude: readonly string[]; readonly customers: readonly string[] } {
  const resources = state === undefined ? [] : rawResourcesOfState(state, { stack: "" });
  const declared = new Set(rows.map(({ id }) => id));
  const { ownersOf, urnsToLeave } = programs();
  return {
    exclude: urnsToLeave(resources, declared),
    customers: [...ownersOf(resources).keys()].filter((one) => !declared.has(one)).sort(),
  };
}
