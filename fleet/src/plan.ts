import { createHash } from "node:crypto";
import { nearest } from "pulumi-sinch/internals";
import { assign, type Assignment, readAssignment, shardsOf } from "./assignment";
import type { FleetConfig } from "./config";
import { BadInputError } from "./errors";
import type { Problem, Release, Row, ShardRecord } from "./model";
import { type Compiled, compileProgram } from "./program/compile";
import { rehearse, type RehearsalOptions } from "./program/rehearse";
import { readTable, type Table } from "./table";

/** Of the recorded customers, so many may be missing in a table that is taken. */
const MOST_MISSING = 0.01;

/** What the store has under the hash of a shard's rows. */
export interface ShardRows {
  /** Good rows, sorted by id: whom the program declares. */
  readonly rows: readonly Row[];
  /** Who is left exactly as it is. */
  readonly left: readonly { readonly customer: string; readonly text: string }[];
}

/** A customer that stays as it is, and why. */
export interface Left extends Problem {
  readonly customer: string;
  readonly shard: string;
}

export interface Plan {
  readonly release: Release;
  /** All texts that the release names, by hash: rows and the program. */
  readonly texts: ReadonlyMap<string, string>;
  /** To be written before the roll-out, and reviewed. */
  readonly assignment: Assignment;
  /** What each shard of the release comes to: recorded with it when it is done. */
  readonly digests: ReadonlyMap<string, string>;
  /** Shards whose recorded run was of something else, or failed. */
  readonly changed: readonly string[];
  /** Customers without a shard until now. */
  readonly added: readonly string[];
  /** Recorded or assigned customers that the table does not have. */
  readonly missing: readonly string[];
  readonly left: readonly Left[];
  /** All that is wrong: refused lines, missing customers, functions that throw. */
  readonly problems: readonly Problem[];
}

export interface PlanInput {
  readonly config: Pick<FleetConfig, "shardSize">;
  readonly table: Table;
  readonly program: Compiled;
  /** What the rehearsal of the table's rows has found. */
  readonly rehearsed: readonly Problem[];
  readonly assignment: Assignment;
  readonly records: readonly ShardRecord[];
  /** Of pulumi-sinch. */
  readonly version: string;
  /** Names in `sinch:accounts`, undefined for the one without a name; not compared where it is left out. */
  readonly accounts?: readonly (string | undefined)[] | undefined;
  /** The exact number of recorded customers that somebody knows to be missing. */
  readonly acceptMissing?: number | undefined;
}

/**
 * Reads, compiles and rehearses all that a fleet's folder says, without a request to the API.
 *
 * @throws BadInputError where nothing may be rolled out
 */
export async function planOf(
  config: FleetConfig,
  {
    memory,
    ...given
  }: Pick<PlanInput, "records" | "version" | "accounts" | "acceptMissing"> & Pick<RehearsalOptions, "memory">,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Plan> {
  const table = await readTable(config.customers, config.folder, env);
  const assignment = readAssignment(config.assignment);
  requireWhole(table, given);
  const program = await compileProgram(config.program);
  const known = shardsOf(assignment);
  const rehearsed = await rehearse(program, table.rows, { folder: config.folder, known, memory });
  return makePlan({ config, table, program, rehearsed, assignment, ...given });
}

/** What a roll-out would bring, and to which shards. @throws BadInputError where nothing may be rolled out */
export function makePlan(input: PlanInput): Plan {
  const { config, table, program, rehearsed, records, version, accounts } = input;
  requireWhole(table, input);
  requireRecorded(input);
  const unknown = table.rows.flatMap(({ row, line }) => {
    const text = unknownAccount(row.account, accounts);
    return text === undefined ? [] : [{ customer: row.id, line, text }];
  });
  const lineOf = new Map(table.rows.map(({ row, line }) => [row.id, line]));
  const bad = new Set([...rehearsed, ...unknown].map(({ customer }) => customer));
  const sound = table.rows.map(({ row }) => row).filter(({ id }) => !bad.has(id));
  const assigned = assign(sound, input.assignment, config);
  const elsewhere = assigned.problems.map((one) => ({ ...one, line: lineOf.get(one.customer ?? "") }));
  for (const { customer } of elsewhere) bad.add(customer);
  const good = new Map(sound.filter(({ id }) => !bad.has(id)).map((row) => [row.id, row]));
  if (good.size === 0) throw new BadInputError("no row of the table can be rolled out: nothing is done");

  const found = [...table.problems, ...unknown, ...rehearsed, ...elsewhere];
  const told = new Set([...lineOf.keys(), ...found.map(({ customer }) => customer)]);
  const known = new Set([
    ...assigned.assignment.customers.keys(),
    ...records.flatMap((one) => one.customers),
  ]);
  const missing = [...known].filter((customer) => !told.has(customer)).sort();
  const problems = [...found, ...missing.map((customer) => ({ customer, text: MISSING }))];
  const reasons = new Map<string, Problem>();
  for (const one of problems) {
    if (one.customer !== undefined && !reasons.has(one.customer)) reasons.set(one.customer, one);
  }

  const shards = shardsOf(assigned.assignment);
  const texts = new Map([[program.hash, program.text]]);
  const rows: Record<string, string> = {};
  const digests = new Map<string, string>();
  const left: Left[] = [];
  for (const { name, customers } of shards) {
    const its = customers.flatMap((customer): Left[] => {
      if (good.has(customer)) return [];
      const { line, text } = reasons.get(customer) ?? { text: MISSING };
      return [{ customer, shard: name, ...(line === undefined ? {} : { line }), text }];
    });
    left.push(...its);
    const own = customers.flatMap((customer) => good.get(customer) ?? []).map(sorted);
    const kept: ShardRows = { rows: own, left: its.map(({ customer, text }) => ({ customer, text })) };
    const text = JSON.stringify(kept);
    rows[name] = hashOf(text);
    texts.set(rows[name], text);
    const whom = its.map(({ customer }) => customer);
    digests.set(name, hashOf(JSON.stringify([own, whom, program.hash, version])));
  }
  const content = { rows, program: program.hash, version, shards };
  const recorded = new Map(records.map((record) => [record.name, record]));
  const changed = shards.filter(({ name, customers }) => {
    const record = recorded.get(name);
    return record === undefined
      ? customers.length > 0
      : record.outcome === "failed" || record.digest !== digests.get(name);
  });
  return {
    release: { hash: hashOf(JSON.stringify(content)), ...content },
    texts,
    assignment: assigned.assignment,
    digests,
    changed: changed.map(({ name }) => name),
    added: assigned.added,
    missing,
    left,
    problems,
  };
}

const MISSING = "is not in the table: it is left as it is; only retire deletes it";

/** That a table is not one of which a part got lost. */
function requireWhole(
  table: Table,
  { records, acceptMissing }: Pick<PlanInput, "records" | "acceptMissing">,
): void {
  if (table.rows.length === 0 && table.problems.length === 0) {
    throw new BadInputError("the table of customers has no row: nothing is done");
  }
  const there = new Set([
    ...table.rows.map(({ row }) => row.id),
    ...table.problems.map(({ customer }) => customer),
  ]);
  const recorded = new Set(records.flatMap(({ customers }) => customers));
  const missing = [...recorded].filter((customer) => !there.has(customer)).length;
  if (missing > recorded.size * MOST_MISSING && missing !== acceptMissing) {
    throw new BadInputError(
      `the table lacks ${missing} of ${recorded.size} recorded customers, more than 1 %: it may be cut, so nothing is ` +
        `done. Accept exactly ${missing} missing customers where that is right; they are left as they are`,
    );
  }
}

/** A customer that a shard's state has would be made a second time in another shard. */
function requireRecorded({ assignment, records }: PlanInput): void {
  for (const { name, account, customers } of records) {
    const wrong = customers.find((customer) => assignment.customers.get(customer) !== name);
    if (wrong !== undefined) {
      throw new BadInputError(
        `${wrong} was rolled out in ${name}, and the file of shards says ${assignment.customers.get(wrong) ?? "nothing"}` +
          ": restore the file, and move customers by the command move",
      );
    }
    if (customers.length > 0 && assignment.shards.get(name) !== account) {
      throw new BadInputError(
        `${name} was rolled out in another account than the file of shards says: restore it`,
      );
    }
  }
}

function unknownAccount(
  account: string | undefined,
  accounts: readonly (string | undefined)[] | undefined,
): string | undefined {
  if (accounts === undefined || accounts.includes(account)) return undefined;
  if (account === undefined) return "names no account, and there is none without a name";
  const [meant] = nearest(
    account,
    accounts.filter((one) => one !== undefined),
  );
  return `names an account that sinch:accounts does not have${meant === undefined ? "" : `: did you mean ${meant}?`}`;
}

/** With its columns in one order: another order of columns is no change. */
function sorted(row: Row): Row {
  return Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))) as unknown as Row;
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
