import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { BadInputError } from "../errors";
import type { Problem } from "../model";
import type { PlacedRow } from "../table";
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
}

/**
 * Calls the program's function for each row in processes of its own, with the checks of pulumi-sinch and without engine
 * and API, and tells for whom it would fail: the row is refused, the function throws, rejects, hangs or ends the process,
 * or two customers would have the same name, number or country.
 *
 * @throws BadInputError where no customer could be declared, since the program itself is wrong
 */
export async function rehearse(
  program: { readonly text: string },
  rows: readonly PlacedRow[],
  { folder, limitMs = LIMIT_MS }: RehearsalOptions,
): Promise<Problem[]> {
  const batches: (readonly PlacedRow[])[] = [];
  for (let start = 0; start < rows.length; start += BATCH) batches.push(rows.slice(start, start + BATCH));
  const failed = new Map<string, string>();
  const claims = new Map<string, { readonly customer: string; readonly what: string }[]>();
  let patience = PATIENCE;

  const take = (rehearsed: Rehearsed) => {
    for (const [customer, text] of rehearsed.failed) failed.set(customer, text);
    for (const [customer, its] of rehearsed.claims) {
      for (const { key, what } of its) claims.set(key, [...(claims.get(key) ?? []), { customer, what }]);
    }
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

  for (const [customer, text] of shared(claims)) if (!failed.has(customer)) failed.set(customer, text);
  return rows.flatMap(({ row, line }): Problem[] => {
    const text = failed.get(row.id);
    return text === undefined ? [] : [{ customer: row.id, line, text: masked(text, row) }];
  });
}

/** Whoever has something that another one has too: nobody knows whose it is. */
function shared(
  claims: ReadonlyMap<string, readonly { customer: string; what: string }[]>,
): Map<string, string> {
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
