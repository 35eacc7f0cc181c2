import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { z } from "zod";
import { assign } from "../src/assignment";
import type { Problem, ShardRecord } from "../src/model";
import { makePlan, type Plan, type ShardRows } from "../src/plan";
import { rowBySchema } from "../src/program/schema";
import { readTable, type Table } from "../src/table";

/** As a team's program has one: strict, so that a column of a broken header is known to nobody. */
const SCHEMA = z.strictObject({ id: z.string(), name: z.string(), numbers: z.string() });

const folder = mkdtempSync(join(tmpdir(), "fleet-broken-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Customer {
  readonly id: string;
  readonly name: string;
  readonly numbers: string;
}

const FORMATS: Readonly<Record<string, (customers: readonly Customer[]) => string>> = {
  csv: (customers) =>
    ["id,name,numbers", ...customers.map(({ id, name, numbers }) => `${id},"${name}",${numbers}`), ""].join(
      "\n",
    ),
  yaml: (customers) =>
    [
      ...customers.map(({ id, name, numbers }) => `- id: ${id}\n  name: "${name}"\n  numbers: "${numbers}"`),
      "...",
      "",
    ].join("\n"),
  jsonl: (customers) => customers.map((customer) => JSON.stringify(customer)).join("\n"),
};

const customers = fc
  .uniqueArray(fc.integer({ min: 0, max: 999 }), { minLength: 3, maxLength: 12 })
  .map((all) => all.map((n) => ({ id: `c-${n}`, name: `Customer ${n}`, numbers: `+1202555${n + 1000}` })));

/** Takes a table's text and three positions; what comes out is what editors, transfers and scripts make of tables. */
const BREAKS: Readonly<Record<string, (text: string, at: number, other: number) => string>> = {
  cut: (text, at) => text.slice(0, at % text.length),
  "cut to whole lines": (text, at) =>
    `${text
      .split("\n")
      .slice(0, at % text.split("\n").length)
      .join("\n")}\n`,
  "drop a line": (text, at) =>
    withLines(text, (lines) => lines.filter((_, index) => index !== at % lines.length)),
  "double a line": (text, at) =>
    withLines(text, (lines) => lines.toSpliced(at % lines.length, 0, lines[at % lines.length] ?? "")),
  "swap two lines": (text, at, other) =>
    withLines(text, (lines) => {
      const [a, b] = [at % lines.length, other % lines.length];
      return lines.with(a, lines[b] ?? "").with(b, lines[a] ?? "");
    }),
  "swap two cells": (text, at, other) => {
    const cells = text.match(/c-\d+|Customer \d+|\+\d+/g) ?? [];
    const [a = "", b = ""] = [cells[at % cells.length], cells[other % cells.length]];
    return text.replace(new RegExp(`\\b(${a.slice(1)}|${b.slice(1)})\\b`, "g"), (cell) =>
      cell === a.slice(1) ? b.slice(1) : a.slice(1),
    );
  },
  "drop a character": (text, at) => text.slice(0, at % text.length) + text.slice((at % text.length) + 1),
  "put in a quote": (text, at) => `${text.slice(0, at % text.length)}"${text.slice(at % text.length)}`,
  "put in a line end": (text, at) => `${text.slice(0, at % text.length)}\n${text.slice(at % text.length)}`,
};

function withLines(text: string, change: (lines: string[]) => string[]): string {
  return change(text.split("\n")).join("\n");
}

/** What was rolled out before the table broke. */
async function rolledOut(table: Table): Promise<{ plan: Plan; records: ShardRecord[] }> {
  const rows = table.rows.map(({ row }) => row);
  const { assignment } = assign(rows, { shards: new Map(), customers: new Map() }, { shardSize: 4 });
  const plan = await planned(table, { assignment, records: [] });
  const records = plan.release.shards.map(({ name, customers: its }): ShardRecord => {
    const digest = plan.digests.get(name) ?? "";
    return {
      name,
      digest,
      release: plan.release.hash,
      customers: its,
      left: [],
      outcome: "done",
      at: "2026-01-01",
    };
  });
  return { plan, records };
}

async function planned(
  table: Table,
  { assignment, records }: Pick<Parameters<typeof makePlan>[0], "assignment" | "records">,
) {
  const program = { text: "program", hash: "program" };
  const config = { shardSize: 4 };
  const rehearsed: Problem[] = [];
  for (const { row, line } of table.rows) {
    const read = await rowBySchema(SCHEMA, row);
    if ("refused" in read) rehearsed.push({ customer: row.id, line, text: read.refused });
  }
  // Missing customers are accepted here: that they stop a roll-out is another test.
  for (let acceptMissing = 0; ; acceptMissing += 1) {
    try {
      return makePlan({
        config,
        table,
        program,
        rehearsed,
        assignment,
        records,
        version: "1",
        acceptMissing,
      });
    } catch (error) {
      if (!(error as Error).message.includes("Accept exactly") || acceptMissing > 20) throw error;
    }
  }
}

const rowsOf = ({ release, texts }: Plan) =>
  Object.values(release.rows).flatMap((hash) => (JSON.parse(texts.get(hash) ?? "") as ShardRows).rows);

async function read(name: string, text: string): Promise<Table> {
  writeFileSync(join(folder, name), text);
  return await readTable({ file: name }, folder, {});
}

describe.each(Object.keys(FORMATS))("a broken table in %s", (format) => {
  it.each(Object.keys(BREAKS))("never changes others and drops nobody in silence: %s", async (kind) => {
    await fc.assert(
      fc.asyncProperty(customers, fc.nat(), fc.nat(), async (all, at, other) => {
        const text = FORMATS[format]?.(all) ?? "";
        const before = await read(`t.${format}`, text);
        const { plan: first, records } = await rolledOut(before);
        const broken = BREAKS[kind]?.(text, at, other) ?? "";
        let plan;
        try {
          plan = await planned(await read(`t.${format}`, broken), { assignment: first.assignment, records });
        } catch (error) {
          // Stopped before the first request.
          expect(error).toMatchObject({ name: "BadInputError" });
          return;
        }
        const good = new Map(rowsOf(plan).map((row) => [row.id, row]));
        const left = new Set(plan.left.map(({ customer }) => customer));
        for (const customer of all) {
          const now = good.get(customer.id);
          // Good or left, and never neither or both.
          expect([now !== undefined, left.has(customer.id)].filter(Boolean)).toHaveLength(1);
          // A line of somebody else's changes nobody.
          if (now !== undefined && isIntact(format, broken, customer)) expect(now).toEqual(customer);
        }
        for (const { customer, text: why } of plan.left) expect([customer, why]).not.toContain("");
      }),
      { numRuns: 60 },
    );
  });
});

/** Whether a customer's own lines stand as before, with nothing more that could be theirs. */
function isIntact(format: string, broken: string, customer: Customer): boolean {
  const lines = (FORMATS[format]?.([customer]) ?? "").split("\n");
  const own = { csv: lines.slice(1, 2), yaml: lines.slice(0, 3), jsonl: lines }[format] ?? [];
  const [, after] = `\n${broken}\n`.split(`\n${own.join("\n")}\n`);
  return after !== undefined && (format !== "yaml" || /^(- id|\.\.\.)/.test(after));
}
