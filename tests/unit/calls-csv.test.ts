import { gzipSync } from "node:zlib";
import { HEADER, COLUMNS, line, lines, row, told, useFiles } from "../support/call-files";
import { errorOf } from "./account";

const file = useFiles();

async function idsIn(text: string): Promise<string[]> {
  return (await told(file(text))).records.map(({ id }) => id);
}

/** Line numbers and problems of a file's bad rows. */
async function badIn(text: string | Uint8Array): Promise<string[]> {
  return (await told(file(text))).bad.map(({ line: number, problem }) => `${number}: ${problem}`);
}

test("a row of the export becomes a record with all that it tells", async () => {
  const { records, summary } = await told(file(lines(HEADER, row("one"))));
  expect(records).toEqual([
    {
      id: "one",
      timeMs: Date.parse("2026-02-03T09:00:00.250Z"),
      direction: "outbound",
      from: "sip:+12025550190@203.0.113.21",
      to: "+46701740605",
      trunkId: "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
      seconds: 58,
      result: "COMPLETED",
      isAnswered: true,
      response: 200,
      cost: 0.018,
      currency: "USD",
      fromCountry: "US",
      toCountry: "SE",
      group: "one",
    },
  ]);
  expect(summary).toEqual({
    records: 1,
    bad: expect.objectContaining({ count: 0 }) as object,
    notes: [],
    lacks: [],
  });
});

test("a cell that says nothing is not known, and an empty answer time is no answer", async () => {
  const nothing = {
    "Answer Time": "",
    "Duration (s)": "",
    Cost: "null",
    "SIP Response Code": "null",
    "Group Id": "",
  };
  const { records } = await told(file(lines(HEADER, row("one", { ...nothing, "To Country": "null" }))));
  expect(records[0]).toMatchObject({ id: "one", isAnswered: false, fromCountry: "US" });
  const { seconds, cost, currency, response, group, toCountry } = records[0] ?? {};
  expect([seconds, cost, currency, response, group, toCountry]).toEqual(Array(6).fill(undefined));
});

test("two records of one forwarded call have one group", async () => {
  const { records } = await told(file(lines(HEADER, row("one"), row("two", { "Group Id": "one" }))));
  expect(records.map(({ group }) => group)).toEqual(["one", "one"]);
});

test("columns are found by their names, in whatever order, and what is not there is told as lacking", async () => {
  const columns = ["To", "From", "Result", "Direction", "Trunk Id", "Call Id", "Other", "Timestamp"];
  const { records, summary } = await told(file(lines(line(columns), row("one", {}, columns))));
  expect(records).toMatchObject([
    { id: "one", to: "+46701740605", direction: "outbound", result: "COMPLETED" },
  ]);
  expect(summary.lacks).toEqual(["response", "countries", "group", "answer", "duration", "cost"]);
});

test.each([
  ["2026-02-03T09:00:00Z", "2026-02-03T09:00:00.000Z"],
  ["2026-02-03T09:00:00", "2026-02-03T09:00:00.000Z"],
  ["2026-02-03 09:00:00.123456789", "2026-02-03T09:00:00.123Z"],
  ["2026-02-03T10:00:01+0100", "2026-02-03T09:00:01.000Z"],
  ["2026-02-03T00:30:00-08:30", "2026-02-03T09:00:00.000Z"],
  ["2026-02-03T10:00+01", "2026-02-03T09:00:00.000Z"],
  ["2024-02-29T00:00:00z", "2024-02-29T00:00:00.000Z"],
])("the time %s is %s", async (Timestamp, expected) => {
  const { records } = await told(file(lines(HEADER, row("one", { Timestamp }))));
  expect(records.map(({ timeMs }) => new Date(timeMs).toISOString())).toEqual([expected]);
});

test.each([
  "03.02.2026 09:00:00",
  "2/3/26 9:00",
  "2026-02-03",
  "2026-02-30T09:00:00Z",
  "2026-13-01T09:00:00Z",
  "2025-02-29T09:00:00Z",
  "2026-02-03T24:00:00Z",
  "2026-02-03T09:60:00Z",
  "2026-02-03T09:00:61Z",
  "2026-02-03T09:00:00.Z",
  "2026-02-03T09:00:00Zulu",
  "2026-02-03T09:00:00+1",
  "46056.375",
  "",
])("what is no ISO time, such as %j, makes a bad row", async (Timestamp) => {
  expect(await badIn(lines(HEADER, row("one", { Timestamp }), row("two")))).toEqual([
    `2: Timestamp is no ISO time: "${Timestamp}", not such as 2026-02-03T09:15:27.118Z`,
  ]);
});

test.each([
  [{ "Call Id": "" }, "Call Id is empty"],
  [{ Direction: "SIDEWAYS" }, 'Direction is "SIDEWAYS", neither INBOUND nor OUTBOUND'],
  [{ "Duration (s)": "-5" }, 'Duration (s) is "-5", not whole seconds'],
  [{ "SIP Response Code": "OK" }, 'SIP Response Code is "OK", not a SIP status'],
  [{ Cost: "0,0040 USD" }, 'Cost is "0,0040 USD", not such as "0.0040 USD"'],
  [{ To: "4.67E+10" }, "To is 4.67E+10: a spreadsheet has rounded the number, and its digits are lost"],
])("a cell that is not what it should be makes a bad row: %j", async (cells, problem) => {
  expect(await badIn(lines(HEADER, row("one"), row("two", cells), row("three")))).toEqual([`3: ${problem}`]);
});

test("line ends within cells count, so that a bad row after them has the right number", async () => {
  const name = 'The "old"\nand\r\nthe\rnew';
  const text = lines(HEADER, row("one", { "Trunk Name": name }), row("two", { Direction: "" }), row("three"));
  expect(await badIn(text)).toEqual(['6: Direction is "", neither INBOUND nor OUTBOUND']);
  expect(await idsIn(text)).toEqual(["one", "three"]);
});

test("rows with too few and too many cells are told, and those about them are read", async () => {
  const short = row("short").replace(/,"null"$/, "");
  expect(await badIn(lines(HEADER, row("one"), short, `${row("long")},""`, row("two")))).toEqual([
    "3: 25 cells, where the columns are 26",
    "4: 27 cells, where the columns are 26",
  ]);
});

test.each([
  ["a quote that is not closed", row("bad").replace('"Voice"', '"Voice'), "text follows a closing quote"],
  ["a last quote that is not closed", row("bad").slice(0, -1), "text follows a closing quote"],
  ["text after a closing quote", row("bad").replace('"Voice"', '"Voice" '), "text follows a closing quote"],
  ["a quote within", row("bad").replace('"Voice"', 'Vo"ice'), "a quote stands within a cell without quotes"],
])("%s spoils its own line alone", async (_what, bad, problem) => {
  const text = lines(HEADER, row("one"), bad, row("two"), row("three"));
  expect(await badIn(text)).toEqual([`3: ${problem}`]);
  expect(await idsIn(text)).toEqual(["one", "two", "three"]);
});

test("a quote that is not closed in the last line is told there", async () => {
  const text = lines(HEADER, row("one")) + row("two").slice(0, -1);
  expect(await badIn(text)).toEqual(["3: a quote is not closed"]);
});

test("a quote that is not closed is not looked for through the whole file", async () => {
  const bare = (id: string): string => row(id).replaceAll('"', "");
  const many = Array.from({ length: 2_000 }, (_, index) => bare(`call-${index}`));
  const text = lines(HEADER, `"${bare("bad")}`, ...many);
  expect(await badIn(text)).toEqual(["2: a quote is not closed"]);
  expect(await idsIn(text)).toHaveLength(2_000);
});

test("a line that is longer than any row is told, and passed over", async () => {
  const text = lines(HEADER, `"${"x".repeat(700_000)}`, row("one"));
  expect(await badIn(text)).toEqual(["2: a quote is not closed"]);
  expect(await idsIn(text)).toEqual(["one"]);
});

test.each([
  ["LF", "\n"],
  ["CRLF", "\r\n"],
  ["CR", "\r"],
])("lines may end with %s, also where each byte comes alone", async (_name, end) => {
  const text = [
    HEADER,
    row("one"),
    "",
    row("two", { "Trunk Name": `a${end}b` }),
    row("bad").slice(1),
    row("three"),
  ].join(end);
  for (const chunkBytes of [1, 2, 3, 7, 100_000]) {
    const { records, bad } = await told(file(text), { chunkBytes });
    expect(records.map(({ id }) => id)).toEqual(["one", "two", "three"]);
    expect(bad).toEqual([{ line: 6, problem: "a quote stands within a cell without quotes" }]);
  }
});

test("exports that were joined may differ in order of columns, line ends and byte order marks", async () => {
  const other = [...COLUMNS.slice(0, 20)].reverse();
  const first = `\uFEFF${[HEADER, row("one"), ""].join("\r\n")}`;
  const second = `\uFEFF${lines(line(other), row("two", { To: "+12025550101" }, other), row("three", {}, other).slice(1))}`;
  const { records, bad, summary } = await told(file(first + second), { chunkBytes: 5 });
  expect(records).toMatchObject([{ id: "one" }, { id: "two", to: "+12025550101", response: 200 }]);
  expect(bad.map(({ line: number }) => number)).toEqual([5]);
  expect(summary.lacks).toEqual([]);
});

test("a second header that cannot be used is refused, with its line", async () => {
  const text = lines(HEADER, row("one"), line(["Timestamp", "Call Id", "From"]));
  expect((await errorOf(told(file(text, "joined.csv")))).message).toBe(
    'joined.csv has a header in line 3 that cannot be used: it has no column "To", "Trunk Id", "Direction", ' +
      '"Result": export the calls again, with all columns',
  );
});

test("a call that stands there twice is counted once, and that is said", async () => {
  const { records, summary } = await told(
    file(lines(HEADER, row("one"), row("two"), HEADER, row("two"), row("three"))),
  );
  expect(records.map(({ id }) => id)).toEqual(["one", "two", "three"]);
  expect(summary.notes).toEqual([
    "1 record stands there more than once, by the call id: each call is counted once.",
  ]);
});

test.each<[string, string | Uint8Array, RegExp]>([
  ["nothing", "", /is empty: an export without calls has a line with the columns/],
  ["no header", lines(row("one")), /has no header: the first line of the API's export names the columns/],
  ["a header twice over", lines(`${HEADER},"To"`), /line 1 that cannot be used: two columns are called "To"/],
  ["UTF-16", Buffer.from(`\uFEFF${HEADER}`, "utf16le"), /is in UTF-16: convert it with "iconv/],
  ["UTF-16 without a mark", Buffer.from(HEADER, "utf16le"), /is in UTF-16/],
  ["a compressed file", gzipSync(HEADER), /is compressed: run "gunzip" on it first/],
  ["a spreadsheet's own file", "PK\u0003\u0004", /is a ZIP file or a spreadsheet's own file, not CSV/],
  ["a page of a proxy", "<html>\n<body>Please log in</body>", /has no header/],
])("a file that is %s is refused, with what to do", async (_what, content, message) => {
  expect((await errorOf(told(file(content)))).message).toMatch(message);
});

test("an export without calls has no records, and nothing is wrong with it", async () => {
  for (const text of [HEADER, lines(HEADER), `\uFEFF${lines(HEADER, "", "")}`]) {
    const { summary } = await told(file(text));
    expect([summary.records, summary.bad.count, summary.notes]).toEqual([0, 0, []]);
  }
});

test("of many bad rows the first hundred are kept, and all are counted and told", async () => {
  const { bad, summary } = await told(file(lines(HEADER, ...Array.from({ length: 150 }, () => "x"))));
  expect([bad.length, summary.bad.count, summary.bad.first.length]).toEqual([150, 150, 100]);
  expect(summary.bad.first.at(-1)?.line).toBe(101);
});

test("progress never goes back, and ends with all", async () => {
  const shares: number[] = [];
  const onProgress = ({ share = NaN }: { share?: number }): void => void shares.push(share);
  await told(file(lines(HEADER, row("one"), row("two"))), { chunkBytes: 100, onProgress });
  expect(shares).toEqual([...shares].sort((one, other) => one - other));
  expect(shares.at(-1)).toBe(1);
});
