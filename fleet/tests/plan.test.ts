import {
  assign,
  type Assignment,
  assignmentOf,
  assignmentText,
  moved,
  shardsOf,
  without,
} from "../src/assignment";
import type { Problem, Row, ShardRecord } from "../src/model";
import { makePlan, type Plan, type PlanInput, type ShardRows } from "../src/plan";

const NONE: Assignment = { shards: new Map(), customers: new Map() };
const rowsOf = (...ids: string[]): Row[] => ids.map((id) => ({ id }));
const tableOf = (rows: readonly Row[], problems: readonly Problem[] = []) => ({
  rows: rows.map((row, index) => ({ row, line: index + 2 })),
  problems,
});
const many = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `c-${index + 1000}` }));

const plan = (given: Partial<PlanInput> & Pick<PlanInput, "table">): Plan =>
  makePlan({
    config: { shardSize: 2 },
    program: { text: "program", hash: "hash-of-program" },
    rehearsed: [],
    assignment: NONE,
    records: [],
    version: "1.0.0",
    ...given,
  });

/** As if all of a plan had been rolled out. */
const recordsOf = ({ release, digests }: Plan): ShardRecord[] =>
  release.shards.map(({ name, account, customers }) => {
    const digest = digests.get(name) ?? "";
    return {
      name,
      account,
      digest,
      release: release.hash,
      customers,
      left: [],
      outcome: "done",
      at: "2026-01-01",
    };
  });
const after = (first: Plan) => ({ assignment: first.assignment, records: recordsOf(first) });
const shard = ({ release, texts }: Plan, name: string) =>
  JSON.parse(texts.get(release.rows[name] ?? "") ?? "") as ShardRows;

describe("the assignment of customers to shards", () => {
  it("fills a shard of the account, then the next, and keeps everybody in place", () => {
    const first = assign([...rowsOf("b", "a"), { id: "n", account: "north" }], NONE, { shardSize: 2 });
    const second = assign(rowsOf("0", "a"), first.assignment, { shardSize: 2 });
    expect(second.added).toEqual(["0"]);
    expect(shardsOf(second.assignment)).toEqual([
      { name: "main-001", account: undefined, customers: ["a", "b"] },
      { name: "main-002", account: undefined, customers: ["0"] },
      { name: "north-001", account: "north", customers: ["n"] },
    ]);
  });

  it("is a file with a line for each, which reads as it was written", () => {
    const { assignment } = assign([...rowsOf("b", "a"), { id: "n", account: "north" }], NONE, {
      shardSize: 2,
    });
    const text = assignmentText(assignment);
    expect(text).toBe(
      '{\n  "shards": {\n    "main-001": {},\n    "north-001": {"account":"north"}\n  },\n' +
        '  "customers": {\n    "a": "main-001",\n    "b": "main-001",\n    "n": "north-001"\n  }\n}\n',
    );
    expect(assignmentText(assignmentOf(text))).toBe(text);
    expect(assignmentOf(assignmentText(NONE))).toEqual(NONE);
  });

  it.each([
    ["no JSON", "{"],
    [
      "a customer twice",
      assignmentText(assign(rowsOf("a", "b"), NONE, { shardSize: 2 }).assignment).replace('"b"', '"a"'),
    ],
    ["a shard that is none", '{\n  "shards": {},\n  "customers": {\n    "a": "main-001"\n  }\n}\n'],
  ])("is refused with %s", (_, text) => {
    expect(() => assignmentOf(text)).toThrow("the file of shards is not taken");
  });

  it("lets customers move within their account only, and go", () => {
    const { assignment } = assign([...rowsOf("a", "b"), { id: "n", account: "north" }], NONE, {
      shardSize: 2,
    });
    expect(shardsOf(moved(assignment, ["b"], "main-002")).map(({ customers }) => customers)).toEqual([
      ["a"],
      ["b"],
      ["n"],
    ]);
    expect(() => moved(assignment, ["n"], "main-001")).toThrow(
      "main-001 is a shard of another account than n",
    );
    expect(without(assignment, ["b"]).customers.has("b")).toBe(false);
  });
});

describe("a plan", () => {
  it("brings new shards, and nothing when nothing has changed, whatever the order of rows and columns", () => {
    const first = plan({ table: tableOf([{ id: "a", x: 1, y: 2 }, { id: "b" }, { id: "c" }]) });
    expect([first.changed, first.added]).toEqual([
      ["main-001", "main-002"],
      ["a", "b", "c"],
    ]);
    const second = plan({
      table: tableOf([{ id: "c" }, { y: 2, x: 1, id: "a" }, { id: "b" }]),
      ...after(first),
    });
    expect(second).toMatchObject({ changed: [], added: [], left: [], problems: [] });
    expect(second.release.hash).toBe(first.release.hash);
  });

  it.each<[string, Partial<PlanInput>, string[]]>([
    ["a row", { table: tableOf([{ id: "a", x: 1 }, ...rowsOf("b", "c")]) }, ["main-001"]],
    ["the program", { program: { text: "other", hash: "other" } }, ["main-001", "main-002"]],
    ["the version", { version: "1.0.1" }, ["main-001", "main-002"]],
  ])("changes shards for %s", (_, given, changed) => {
    const table = tableOf(rowsOf("a", "b", "c"));
    expect(plan({ table, ...after(plan({ table })), ...given }).changed).toEqual(changed);
  });

  it("tries a failed shard again", () => {
    const table = tableOf(rowsOf("a"));
    const { assignment, records } = after(plan({ table }));
    const failed = records.map((record): ShardRecord => ({ ...record, outcome: "failed" }));
    expect(plan({ table, assignment, records: failed }).changed).toEqual(["main-001"]);
  });

  it("leaves whose row is refused or fails in the rehearsal, each with its line", () => {
    const first = plan({ table: tableOf(rowsOf("a", "b", "c")) });
    const table = tableOf(rowsOf("a", "b"), [{ customer: "c", line: 9, text: "is bad" }]);
    const second = plan({ table, rehearsed: [{ customer: "b", line: 3, text: "throws" }], ...after(first) });
    expect(second.left).toEqual([
      { customer: "b", shard: "main-001", line: 3, text: "throws" },
      { customer: "c", shard: "main-002", line: 9, text: "is bad" },
    ]);
    expect(shard(second, "main-001")).toEqual({
      rows: [{ id: "a" }],
      left: [{ customer: "b", text: "throws" }],
    });
    expect(second.problems).toHaveLength(2);
  });

  it("gives no shard to a new customer whose row is bad", () => {
    const rehearsed = [{ customer: "b", line: 3, text: "throws" }];
    const made = plan({ table: tableOf(rowsOf("a", "b")), rehearsed });
    expect([made.added, made.left, made.problems]).toEqual([["a"], [], rehearsed]);
  });

  it("leaves a customer whose row names another account, or one that there is not", () => {
    const first = plan({
      table: tableOf([
        { id: "a", account: "north" },
        { id: "b", account: "north" },
      ]),
    });
    const table = tableOf([
      { id: "a", account: "south" },
      { id: "b", account: "nort" },
      { id: "c", account: "north" },
    ]);
    const accounts = ["north", "south"];
    const { left } = plan({ table, accounts, ...after(first) });
    expect(left.map(({ customer, line, text }) => `${line ?? "?"} ${customer} ${text}`)).toEqual([
      "2 a belongs to the account north, and its row names another one: retire it and add it under a new id",
      "3 b names an account that sinch:accounts does not have: did you mean north?",
    ]);
  });

  it("leaves what is missing, up to one of a hundred, and stops for more unless exactly so many are accepted", () => {
    const rows = many(200);
    const first = plan({ config: { shardSize: 50 }, table: tableOf(rows) });
    const second = plan({ config: { shardSize: 50 }, table: tableOf(rows.slice(2)), ...after(first) });
    expect(second.missing).toEqual(["c-1000", "c-1001"]);
    expect(second.left.map(({ customer }) => customer)).toEqual(second.missing);
    const few = { table: tableOf([...rows.slice(3), ...many(400).slice(200)]), ...after(first) };
    expect(() => plan(few)).toThrow("lacks 3 of 200 recorded customers, more than 1 %");
    expect(() => plan({ ...few, acceptMissing: 2 })).toThrow("Accept exactly 3");
    expect(plan({ ...few, acceptMissing: 3 }).missing).toHaveLength(3);
  });

  it("stops for an empty table, and for one without a good row", () => {
    const first = after(plan({ table: tableOf(rowsOf("a")) }));
    expect(() => plan({ table: tableOf([]), ...first })).toThrow("has no row");
    const table = tableOf([], [{ customer: "a", line: 2, text: "is bad" }]);
    expect(() => plan({ table, ...first })).toThrow("no row of the table can be rolled out");
  });

  it("stops where the file of shards does not know what was rolled out", () => {
    const table = tableOf(rowsOf("a"));
    const { records } = after(plan({ table }));
    expect(() => plan({ table, records })).toThrow(
      "a was rolled out in main-001, and the file of shards says nothing",
    );
  });
});
