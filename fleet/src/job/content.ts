import { createHash } from "node:crypto";
import { rawResourcesOfState, textOf } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Release, Row } from "../model";
import type { ShardRows } from "../plan";
import { declare, loadProgram, ownersOf, urnsToLeave, type OwnedResource } from "../program/run";
import type { Move } from "../store/moves";
import type { Context } from "./context";
import type { Program } from "./stack";

/** What a release brings to one shard. */
export interface Content extends ShardRows {
  /** As a plan tells it of the shard: equal where there is nothing to do. */
  readonly digest: string;
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
  return { digest: digestOf({ rows, left }, release), rows, left, program };
}

/** What a shard comes to with these rows, as a plan says it. */
export function digestOf({ rows, left }: ShardRows, { program, version }: Release): string {
  return hashOf([rows, left.map(({ customer }) => customer), program, version]);
}

/** A release with other rows for some shards. */
export async function releaseWith(
  { rows, program, version, shards }: Release,
  changed: Readonly<Record<string, ShardRows>>,
  { store, job: { account } }: Pick<Context, "store" | "job">,
): Promise<Release> {
  const hashes = { ...rows };
  for (const [shard, its] of Object.entries(changed)) hashes[shard] = await store.put(JSON.stringify(its));
  const others = shards.filter(({ name }) => !(name in changed));
  const own = Object.entries(changed).map(([name, its]) => ({ name, account, customers: idsOf(its) }));
  const all = [...others, ...own].sort((one, other) => (one.name < other.name ? -1 : 1));
  const content = { rows: hashes, program, version, shards: all };
  const release = { hash: hashOf(content), ...content };
  await store.saveRelease(release);
  return release;
}

/** Whom a shard's rows tell of. */
export function idsOf({ rows, left }: ShardRows): string[] {
  return [...new Set([...rows.map(({ id }) => id), ...left.map(({ customer }) => customer)])].sort();
}

/**
 * @throws BadInputError where another shard has one of the customers, who would be made a second time, or where a move has
 * not ended
 */
export async function requireAtHome(
  shard: string,
  rows: readonly Row[],
  { store }: Pick<Context, "store">,
): Promise<void> {
  const open = await store.moves.of(shard);
  if (open !== undefined) throw new BadInputError(halfMoved(open));
  const [other] = await store.elsewhere(
    shard,
    rows.map(({ id }) => id),
  );
  if (other === undefined) return;
  throw new BadInputError(
    `${other.customer} is in ${other.shard}, and this would make it in ${shard} again: plan anew`,
  );
}

/** What to do about a move that has not ended. */
export function halfMoved({ source, target, customers }: Move): string {
  return `a move from ${source} to ${target} has not ended: run it again (move ${target} ${customers.join(" ")})`;
}

function hashOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
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
