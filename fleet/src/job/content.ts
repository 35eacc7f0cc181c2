import { createHash } from "node:crypto";
import { rawResourcesOfState, textOf } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Row } from "../model";
import { declare, loadProgram, ownersOf, urnsToLeave, type OwnedResource } from "../program/run";
import type { Context } from "./context";
import type { Program } from "./stack";

/** What a release brings to one shard. */
export interface Content {
  /** As a plan tells it of the shard: equal where there is nothing to do. */
  readonly digest: string;
  readonly rows: readonly Row[];
  /** Customers that are left as they are, each with the reason. */
  readonly left: readonly { readonly customer: string; readonly text: string }[];
  /** Declares the rows. */
  readonly program: Program;
}

/** @throws BadInputError where the store lacks something, or the program cannot be loaded */
export async function contentOf(shard: string, hash: string, { store, folder }: Context): Promise<Content> {
  const release = await store.release(hash);
  const rowsHash = release.rows[shard];
  if (rowsHash === undefined) throw new BadInputError(`the release has no rows for ${shard}`);
  const [rowsText, programText] = [await store.get(rowsHash), await store.get(release.program)];
  const { rows, left } = JSON.parse(rowsText) as Pick<Content, "rows" | "left">;
  const program = async (): Promise<void> => {
    await declare(loadProgram(programText, folder), rows);
  };
  const what = [rows, left.map(({ customer }) => customer), release.program, release.version];
  const digest = createHash("sha256").update(JSON.stringify(what)).digest("hex");
  return { digest, rows, left, program };
}

/** What a state has of customers that are not among the rows, whatever the reason: it stays as it is. */
export function spared(
  state: string | undefined,
  rows: readonly Row[],
): { readonly exclude: readonly string[]; readonly customers: readonly string[] } {
  const raw = state === undefined ? [] : rawResourcesOfState(state, { stack: "" });
  const resources = raw.map(({ urn, type, parent }): OwnedResource => {
    return { urn: textOf(urn), type: textOf(type), parent: textOf(parent) };
  });
  const declared = new Set(rows.map(({ id }) => id));
  return {
    exclude: urnsToLeave(resources, declared),
    customers: [...ownersOf(resources).keys()].filter((one) => !declared.has(one)).sort(),
  };
}
