import { readFileSync } from "node:fs";
import { z } from "zod";
import { BadInputError } from "./errors";
import { accountName, type Problem, type Row, type Shard } from "./model";

/** Which customer is in which shard, and of which account that is: a file that is reviewed as code. */
export interface Assignment {
  /** The account of each shard, by the shard's name; undefined for the account without a name. */
  readonly shards: ReadonlyMap<string, string | undefined>;
  /** The shard of each customer. */
  readonly customers: ReadonlyMap<string, string>;
}

const SCHEMA = z.strictObject({
  shards: z.record(z.string(), z.strictObject({ account: z.string().optional() })),
  customers: z.record(z.string(), z.string()),
});

/** Reads a file of assignments; none where it is not there. @throws BadInputError where it contradicts itself */
export function readAssignment(file: string): Assignment {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return { shards: new Map(), customers: new Map() };
    throw error;
  }
  return assignmentOf(text);
}

export function assignmentOf(text: string): Assignment {
  const parsed = SCHEMA.safeParse(jsonOf(text));
  if (!parsed.success)
    throw refused("it is no file of shards and customers: take it out of version control again");
  const shards = new Map(Object.entries(parsed.data.shards).map(([name, { account }]) => [name, account]));
  const customers = new Map(Object.entries(parsed.data.customers));
  const [lost] = [...customers].filter(([, shard]) => !shards.has(shard));
  if (lost !== undefined) throw refused(`${lost[0]} is in ${lost[1]}, which is no shard of it`);
  // JSON.parse takes the last of two, as a merge by hand may leave them; each stands on a line of its own.
  const keys = [...text.matchAll(/^ {4}("[^"]+"): /gm)].map(([, key]) => key);
  if (new Set(keys).size !== shards.size + customers.size || keys.length !== shards.size + customers.size) {
    throw refused("a customer or shard stands there twice, or its form was changed");
  }
  return { shards, customers };
}

/** The file's text: a line for each shard and customer, sorted, so that a change is its lines. */
export function assignmentText({ shards, customers }: Assignment): string {
  const block = (name: string, entries: readonly (readonly [string, unknown])[]) => {
    const lines = [...entries]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(name)}: {${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}}`;
  };
  const accounts = [...shards].map(
    ([name, account]) => [name, account === undefined ? {} : { account }] as const,
  );
  return `{\n${block("shards", accounts)},\n${block("customers", [...customers])}\n}\n`;
}

/** All shards with their customers. */
export function shardsOf({ shards, customers }: Assignment): Shard[] {
  const within = new Map<string, string[]>([...shards.keys()].map((name) => [name, []]));
  for (const [customer, shard] of customers) within.get(shard)?.push(customer);
  return [...shards]
    .map(([name, account]) => ({ name, account, customers: (within.get(name) ?? []).sort() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Gives each new customer a shard of its account: the fullest that has room, so that few shards change, else a new one.
 * Whoever has a shard keeps it; a row that now names another account is a problem.
 */
export function assign(
  rows: readonly Row[],
  assignment: Assignment,
  { shardSize }: { readonly shardSize: number },
): {
  readonly assignment: Assignment;
  readonly added: readonly string[];
  readonly problems: readonly Problem[];
} {
  const shards = new Map(assignment.shards);
  const customers = new Map(assignment.customers);
  const sizes = new Map(shardsOf(assignment).map((shard) => [shard.name, shard.customers.length]));
  const added: string[] = [];
  const problems: Problem[] = [];
  for (const { id, account } of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = customers.get(id);
    if (own !== undefined) {
      if (shards.get(own) !== account) problems.push({ customer: id, text: otherAccount(shards.get(own)) });
      continue;
    }
    const [roomy] = [...sizes]
      .filter(([name, size]) => shards.get(name) === account && size < shardSize)
      .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
    const shard = roomy?.[0] ?? newShardName({ shards, customers }, account);
    shards.set(shard, account);
    sizes.set(shard, (sizes.get(shard) ?? 0) + 1);
    customers.set(id, shard);
    added.push(id);
  }
  return { assignment: { shards, customers }, added, problems };
}

/** The next free name of a shard of an account. */
export function newShardName({ shards }: Assignment, account: string | undefined): string {
  for (let number = 1; ; number += 1) {
    const name = `${accountName(account)}-${String(number).padStart(3, "0")}`;
    if (!shards.has(name)) return name;
  }
}

/** The assignment after customers were moved into a shard of the same account, which may be a new one. */
export function moved(assignment: Assignment, ids: readonly string[], to: string): Assignment {
  const customers = new Map(assignment.customers);
  const shards = new Map(assignment.shards);
  for (const id of ids) {
    const from = customers.get(id);
    if (from === undefined) throw refused(`${id} is in no shard`);
    const account = shards.get(from);
    if (shards.has(to) && shards.get(to) !== account)
      throw refused(`${to} is a shard of another account than ${id}`);
    shards.set(to, account);
    customers.set(id, to);
  }
  return { shards, customers };
}

/** The assignment after customers were retired. */
export function without(assignment: Assignment, ids: readonly string[]): Assignment {
  const customers = new Map([...assignment.customers].filter(([id]) => !ids.includes(id)));
  return { ...assignment, customers };
}

function otherAccount(account: string | undefined): string {
  const own = account === undefined ? "the account without a name" : `the account ${account}`;
  return `belongs to ${own}, and its row names another one: retire it and add it under a new id`;
}

function refused(text: string): BadInputError {
  return new BadInputError(`the file of shards is not taken: ${text}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
