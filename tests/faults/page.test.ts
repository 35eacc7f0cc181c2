import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { SILENT_WAIT_MS } from "../../provider/api/patience";
import { MAX_ATTEMPTS, MAX_DELAY_MS, MAX_TOTAL_WAIT_MS } from "../../provider/api/retry";
import { SECOND_LOOK_MS } from "../../provider/api/retry";
import { MAX_JOB_MS } from "../../provider/routes/number-job";
import { MAX_LOOKS, MAX_NOT_FOUND, MAX_POSTS } from "../../provider/routes/post-once";
import { TIMEOUT_MS } from "../../provider/api/transport";
import { MAX_OPERATION_MS } from "./cell";
import { NOT_THERE, OPERATIONS } from "./operations";
import { HEADING, line, pageLines } from "./page";

const seconds = (ms: number): string => `${ms / 1000} s`;

test.each([
  `not whole within ${seconds(TIMEOUT_MS)} counts`,
  `is sent again ${MAX_ATTEMPTS} times in all`,
  `No single wait is longer than ${seconds(MAX_DELAY_MS)}`,
  `A request takes ${seconds(MAX_TOTAL_WAIT_MS)} at most`,
  `A wait of ${seconds(SILENT_WAIT_MS)} or more is told in one line`,
  `when it comes twice, ${seconds(SECOND_LOOK_MS)} apart`,
  `is sent ${MAX_NOT_FOUND} times`,
  `${MAX_POSTS} POSTs at most`,
  `looks ${MAX_LOOKS} times then, and fails`,
  `waited for up to ${seconds(MAX_JOB_MS)}`,
  `no operation waited longer than ${seconds(MAX_OPERATION_MS)}`,
])("docs/reliability.md gives the figure of the code: %s", (words) => {
  expect(pageLines("reliability").join(" ").replaceAll(/\s+/g, " ")).toContain(words);
});

const SENTENCES = line(["what holds", "in `provider/`"]);

describe("each sentence in the tables of docs/reliability.md", () => {
  const lines = pageLines("reliability");
  const rows = lines.flatMap((one, index) => (one === SENTENCES ? rowsFrom(lines.slice(index + 2)) : []));

  test("has one test of its words", () => {
    const names = readdirSync(__dirname)
      .filter((file) => file.startsWith("sentences-"))
      .flatMap((file) => [...readFileSync(join(__dirname, file), "utf8").matchAll(/^holds\(\s*"(.*)",/gm)])
      .map(([, name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.sort()).toEqual(rows.map(([sentence]) => sentence).sort());
  });

  test.each(rows)("%s", (_sentence, file) => {
    expect(existsSync(join(__dirname, "..", "..", "provider", file.replaceAll("`", "")))).toBe(true);
  });
});

/** The rows of a table that begins with these lines. */
function rowsFrom(lines: readonly string[]): [sentence: string, file: string][] {
  const end = lines.findIndex((one) => !one.startsWith("| "));
  return lines.slice(0, end).map((one) => {
    const [, sentence = "", file = ""] = /^\| (.*) \| (\S+) \|$/.exec(one) ?? [];
    return [sentence, file];
  });
}

test("docs/reliability-figures.md has a line for each operation that there is", () => {
  const lines = pageLines("reliability-figures");
  expect(lines).toContain(line(HEADING));
  const rows = lines.map((one) => one.split(" | ")[0]?.replace("| ", ""));
  expect(rows).toEqual(expect.arrayContaining(OPERATIONS.map(({ row }) => row)));
  expect(rows.filter((row) => NOT_THERE.some((missing) => missing.row === row))).toEqual([]);
});

test("the last line of the table is the sum of the others", () => {
  const lines = pageLines("reliability-figures");
  const begin = lines.indexOf(line(HEADING)) + 2;
  const total = lines.findIndex((one) => one.startsWith("| all | "));
  const tried = lines.slice(begin, total).map((one) => one.split(" | ").at(-3)?.split("/").map(Number));
  const sums = [0, 1].map((part) => tried.reduce((sum, pair) => sum + (pair?.[part] ?? 0), 0));
  expect(lines[total]?.split(" | ").at(-3)).toBe(sums.join("/"));
});
