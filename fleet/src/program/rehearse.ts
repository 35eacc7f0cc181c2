import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { VERSION } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Problem, Row, Shard } from "../model";
import type { PlacedRow } from "../table";
import { trunksOf, type Claim } from "./claims";
import { masked } from "./masking";
import type { Batch, Rehearsed } from "./rehearsal-process";

const PROCESS = join(__dirname, "rehearsal-process.js");
const BATCH = 250;
const LIMIT_MS = 30_000;
/** Batches that may hang or die: after so many, the rows of the others that do are not looked at one by one. */
const PATIENCE = 24;

export interface RehearsalOptions {
  /** From which the program's requires are resolved. */
  readonly folder: string;
  /** Of a process for each batch of rows. */
  readonly limitMs?: number;
  /** Who is in which account already, whatever the table says of them. @default nobody */
  readonly known?: readonly Pick<Shard, "account" | "customers">[];
  /** What earlier rehearsals have found. @default nothing */
  readonly memory?: Memory | undefined;
}

/** Keeps what rehearsals of rows with which nothing was wrong have found. */
export interface Memory {
  recall(keys: readonly string[]): Promise<ReadonlyMap<string, readonly Claim[]>>;
  keep(found: ReadonlyMap<string, readonly Claim[]>): Promise<void>;
}

/**
 * Calls the program's function for each row in processes of its own, with the checks of pulumi-sinch and without engine
 * and API, and tells for whom it would fail: the row is refused, the function throws, rejects, hangs or ends the process,
 * two customers would have the same name, host name, number or username, or decide of the same countries, or one would
 * decide to which countries another one's trunks may call.
 *
 * @throws BadInputError where no customer could be declared, since the program itself is wrong
 */
export async function rehearse(
  program: { readonly text: string },
  rows: readonly PlacedRow[],
  { folder, limitMs = LIMIT_MS, known: there = [], memory }: RehearsalOptions,
): Promise<Problem[]> {
  const keys = new Map(rows.map(({ row }) => [row.id, keyOf(program.text, row)]));
  const known = (await memory?.recall([...keys.values()])) ?? new Map<string, readonly Claim[]>();
  const knownOf = (customer: string) => known.get(keys.get(customer) ?? "");
  const fresh = rows.filter(({ row }) => knownOf(row.id) === undefined);
  const batches: (readonly PlacedRow[])[] = [];
  for (let start = 0; start < fresh.length; start += BATCH) batches.push(fresh.slice(start, start + BATCH));
  const failed = new Map<string, string>();
  const claimed = new Map<string, readonly Claim[]>();
  for (const { row } of rows) claimed.set(row.id, knownOf(row.id) ?? []);
  let patience = PATIENCE;

  const take = (rehearsed: Rehearsed) => {
    for (const [customer, text] of rehearsed.failed) failed.set(customer, text);
    for (const [customer, its] of rehearsed.claims) claimed.set(customer, its);
  };

  const work = async () => {
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const ended = await inProcess(
        { text: program.text, folder, rows: batch.map(({ row }) => row) },
        limitMs,
      );
      if ("failed" in ended) {
        if (ended.program !== undefined) throw new BadInputError(masked(ended.program, { id: "" }));
        take(ended);
      } else if (batch.length > 1 && patience-- > 0) {
        const half = Math.ceil(batch.length / 2);
        batches.unshift(batch.slice(0, half), batch.slice(half));
      } else {
        for (const { row } of batch) failed.set(row.id, ended.died);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4) }, work));

  const passed = fresh.filter(({ row }) => !failed.has(row.id));
  if (passed.length > 0) {
    const found = passed.map(({ row }) => [keys.get(row.id) ?? "", claimed.get(row.id) ?? []] as const);
    await memory?.keep(new Map(found));
  }
  for (const problems of [shared(claimed), ruling(claimed, there)]) {
    for (const [customer, text] of problems) if (!failed.has(customer)) failed.set(customer, text);
  }
  return rows.flatMap(({ row, line }): Problem[] => {
    const text = failed.get(row.id);
    return text === undefined ? [] : [{ customer: row.id, line, text: masked(text, row) }];
  });
}

/** The form of what is remembered: of an older one, rows are rehearsed again. */
const FORM = "2";

/** What decides how a row is declared. */
function keyOf(program: string, row: Row): string {
  const hash = createHash("sha256").update(program).update(VERSION).update(FORM);
  return hash.update(JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).digest("hex");
}

/** Whoever has something that another one has too: nobody knows whose it is. */
function shared(claimed: ReadonlyMap<string, readonly Claim[]>): Map<string, string> {
  const claims = new Map<string, { readonly customer: string; readonly what: string }[]>();
  for (const [customer, its] of claimed) {
    for (const { key, what } of its.filter(({ isShared }) => !isShared))
      claims.set(key, [...(claims.get(key) ?? []), { customer, what }]);
  }
  const problems = new Map<string, string>();
  for (const claimants of claims.values()) {
    const customers = [...new Set(claimants.map(({ customer }) => customer))].sort();
    if (customers.length < 2) continue;
    for (const { customer, what } of claimants) {
      const others = customers.filter((one) => one !== customer).slice(0, 3);
      problems.set(customer, `has ${what} that ${others.join(", ")} has too: only one of them can`);
    }
  }
  return problems;
}

/** Whoever has trunks, and decides of those of others in passing: what calls to which countries may do. */
function ruling(
  claimed: ReadonlyMap<string, readonly Claim[]>,
  known: RehearsalOptions["known"] = [],
): Map<string, string> {
  const holders = new Map<string, Set<string>>();
  const hold = (key: string, customer: string): void => {
    holders.set(key, (holders.get(key) ?? new Set()).add(customer));
  };
  for (const [customer, its] of claimed) {
    for (const { key } of its.filter(({ isShared }) => isShared)) hold(key, customer);
  }
  // Whoever is left as it is, since its row is bad, gone or of another account by now, still has its trunk there.
  for (const { account = "", customers } of known) {
    for (const customer of customers) hold(trunksOf(account), customer);
  }
  const problems = new Map<string, string>();
  for (const [customer, its] of claimed) {
    for (const { rules, what } of its) {
      if (rules === undefined || !its.some(({ key }) => key === rules)) continue;
      const others = [...(holders.get(rules) ?? [])].filter((one) => one !== customer).sort();
      if (others.length === 0) continue;
      const names = others.slice(0, 3).join(", ");
      problems.set(
        customer,
        `decides of ${what}, where ${names} may have trunks too: it needs an account of its own`,
      );
    }
  }
  return problems;
}

/** One batch in a process that ends with it; `died` where it hangs, ends by itself, or has a rejection of nobody's. */
function inProcess(batch: Batch, limitMs: number): Promise<Rehearsed | { readonly died: string }> {
  return new Promise((resolve) => {
    // What the program prints is nobody's to read here.
    const child = fork(PROCESS, [], { stdio: ["ignore", "ignore", "ignore", "ipc"], execArgv: [] });
    let answer: Rehearsed | { readonly died: string } | undefined;
    let limit: NodeJS.Timeout | undefined;
    child.on("message", (message: Rehearsed | { readonly stray: string } | { readonly isReady: true }) => {
      if ("isReady" in message) {
        limit = setTimeout(() => {
          answer ??= { died: `its function has not ended within ${Math.round(limitMs / 1000)} s` };
          child.kill("SIGKILL");
        }, limitMs);
        child.send(batch, () => undefined);
        return;
      }
      answer ??=
        "stray" in message
          ? { died: `its function leaves an error behind that nobody catches: ${message.stray}` }
          : message;
      child.kill("SIGKILL");
    });
    child.once("error", () => undefined);
    child.once("close", () => {
      clearTimeout(limit);
      resolve(answer ?? { died: "its function ends the process" });
    });
  });
}
