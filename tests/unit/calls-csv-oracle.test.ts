import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { COLUMNS, cellsOf, line, told, useFiles } from "../support/call-files";

/*
 * csv-parse is strict where others guess, so it says what is right: the same cells of every well-formed file, and an
 * error for every one that is not. Its line numbers are not relied on: they run ahead after a CRLF within quotes.
 */

const SEED = Number(process.env.CSV_SEED ?? 1);
const RUNS = Number(process.env.CSV_RUNS ?? 250);
const file = useFiles();

const LINE_ENDS = ["\r\n", "\n", "\r"];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Texts with all that makes CSV hard; a number that was rounded is judged elsewhere. */
const texts = fc
  .array(fc.constantFrom('"', ",", "\n", "\r", "\r\n", ";", " ", "a", "é", "呼", "0", "+46", '""'), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(""));

/** How a cell is written: in quotes, or without where nothing in it asks for them. */
const cells = fc.tuple(texts, fc.boolean());
const ends = fc.constantFrom("\n", "\r\n", "\r");

interface FileOfRows {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, readonly [text: string, isQuoted: boolean]>>[];
  readonly ends: readonly string[];
  readonly isEnded: boolean;
  readonly hasMark: boolean;
}

const files: fc.Arbitrary<FileOfRows> = fc.record({
  columns: fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
  rows: fc.array(fc.record({ From: cells, To: cells, "Trunk Name": cells, "Trunk Id": cells }), {
    minLength: 1,
    maxLength: 6,
  }),
  ends: fc.array(ends, { minLength: 9, maxLength: 9 }),
  isEnded: fc.boolean(),
  hasMark: fc.boolean(),
});

function written(text: string, isQuoted: boolean): string {
  return isQuoted || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf({ columns, rows, ends: lineEnds, isEnded, hasMark }: FileOfRows): string {
  const all = rows.map((own, index) => {
    const usual = cellsOf(`call-${index}`);
    return columns.map((column) => written(...(own[column] ?? [usual[column] ?? "", true]))).join(",");
  });
  const text = [line(columns), ...all].map((one, index) => one + (lineEnds[index] ?? "\n")).join("");
  return (hasMark ? "\uFEFF" : "") + (isEnded ? text : text.replace(/(\r\n|\n|\r)$/, ""));
}

/** What csv-parse makes of a file: its rows by column, or undefined where it refuses it. */
function oracle(text: string): Record<string, string>[] | undefined {
  try {
    return parse(text, { bom: true, record_delimiter: LINE_ENDS, skip_empty_lines: true, columns: true });
  } catch {
    return undefined;
  }
}

/** A row as records tell it. */
function told5(one: Readonly<Record<string, string>>): unknown[] {
  return [one["Call Id"], one.From, one.To, one["Trunk Id"], one.Result];
}

test(`every well-formed file has the cells that csv-parse finds, in pieces of any size (CSV_SEED=${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(files, fc.integer({ min: 1, max: 300 }), async (content, chunkBytes) => {
      const text = textOf(content);
      const { records, bad } = await told(file(text, "good.csv"), { chunkBytes });
      expect(bad).toEqual([]);
      expect(records.map((one) => [one.id, one.from, one.to, one.trunkId, one.result])).toEqual(
        oracle(text)?.map(told5),
      );
    }),
    { seed: SEED, numRuns: RUNS },
  );
});

test(`a file with a wrong character anywhere is told, or has the cells that csv-parse finds (CSV_SEED=${SEED})`, async () => {
  const wrong = fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    isTaken: fc.boolean(),
    put: fc.constantFrom('"', ",", "\n", "\r", "x", ""),
  });
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      files,
      wrong,
      fc.integer({ min: 1, max: 300 }),
      async (content, { place, isTaken, put }, chunkBytes) => {
        // A mark in the middle is one of a joined file here, and nothing to csv-parse.
        const right = textOf({ ...content, hasMark: false });
        const at = Math.floor(place * right.length);
        const text = right.slice(0, at) + put + right.slice(isTaken ? at + 1 : at);
        const expected = oracle(text);
        const found = await told(file(text, "wrong.csv"), { chunkBytes }).catch(() => undefined);
        refused += expected === undefined ? 1 : 0;
        if (expected === undefined) {
          expect(found === undefined || found.bad.length > 0).toBe(true);
          return;
        }
        if (found === undefined || found.bad.length > 0) {
          // Not the form of a row, but what stands in it.
          expect(isAllRight(expected)).toBe(false);
          return;
        }
        expect(found.records.map((one) => [one.id, one.from, one.to, one.trunkId, one.result])).toEqual(
          expected.map(told5),
        );
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  expect(refused).toBeGreaterThan(RUNS / 20);
});

/** Whether nothing in rows that have a right form is wrong for a call. */
function isAllRight(rows: readonly Record<string, string>[]): boolean {
  return (
    COLUMNS.every((column) => rows.every((one) => one[column] !== undefined)) &&
    rows.every(
      (one) =>
        TIME.test(one.Timestamp ?? "") &&
        one["Call Id"] !== "" &&
        ["INBOUND", "OUTBOUND"].includes(one.Direction ?? "") &&
        /^\d*$/.test(one["Duration (s)"] ?? "") &&
        /^\d*$/.test(one["SIP Response Code"] ?? "") &&
        /^\d+\.\d+ [A-Z]{3}$/.test(one.Cost ?? ""),
    )
  );
}

test(`a broken row is told with its line, and no other row is lost (CSV_SEED=${SEED})`, async () => {
  const breaks = fc.constantFrom<(text: string) => string>(
    (text) => text.replace('"OUTBOUND"', '"OUTBOUND'),
    (text) => text.slice(0, -1),
    (text) => text.replace('"OUTBOUND"', '"OUTBOUND"x'),
    (text) => text.replace('"OUTBOUND"', 'OUT"BOUND'),
    (text) => text.replace('"OUTBOUND",', ""),
    (text) => text.replace('"OUTBOUND"', '"OUTBOUND",""'),
    (text) => text.replace("2026-02-03T", "2026-02-31T"),
  );
  const names = fc.array(fc.tuple(texts, ends), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(
      names,
      names,
      breaks,
      fc.integer({ min: 1, max: 300 }),
      async (before, after, spoil, chunkBytes) => {
        const rowOf = (id: string, name: string): string => {
          const usual = cellsOf(id, { "Trunk Name": name });
          return line(COLUMNS.map((column) => usual[column] ?? ""));
        };
        const begin =
          `${line(COLUMNS)}\n` +
          before.map(([name, end], index) => rowOf(`before-${index}`, name) + end).join("");
        const rest = after.map(([, end], index) => rowOf(`after-${index}`, "Voice") + end).join("");
        const text = `${begin}${spoil(rowOf("bad", "Voice"))}\n${rest}`;
        const { records, bad } = await told(file(text, "broken.csv"), { chunkBytes });
        expect(bad.map((one) => one.line)).toEqual([begin.split(/\r\n|\n|\r/).length]);
        expect(records).toHaveLength(before.length + after.length);
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
});
