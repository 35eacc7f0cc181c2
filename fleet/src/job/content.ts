import { createRequire } from "node:module";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { rawResourcesOfState } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Release, Row } from "../model";
import type { Context } from "./context";

/** What a release brings to one shard. */
export interface Content {
  readonly release: Release;
  readonly rows: readonly Row[];
  /** Customers that are left as they are, each with the reason. */
  readonly left: readonly { readonly customer: string; readonly text: string }[];
  /** Declares the rows. */
  readonly program: PulumiFn;
}

/** What runs a team's program. */
interface Programs {
  loadProgram(text: string, folder: string): unknown;
  declare(program: unknown, rows: readonly Row[]): Promise<void>;
  ownersOf(resources: readonly object[]): ReadonlyMap<string, string>;
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
export function spared(state: string | undefined, rows: readonly Row[]) {
  const resources = state === undefined ? [] : rawResourcesOfState(state, { stack: "" });
  const owners = programs().ownersOf(resources);
  const declared = new Set(rows.map(({ id }) => id));
  const others = [...owners].filter(([, customer]) => !declared.has(customer));
  return {
    exclude: others.map(([urn]) => urn),
    customers: [...new Set(others.map(([, customer]) => customer))].sort(),
  };
}
