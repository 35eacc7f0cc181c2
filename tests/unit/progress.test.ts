import fc from "fast-check";
import { showProgress } from "../../bin/progress";

/** What is written while something of so many parts is done. */
function written(total: number, output: { isTTY?: boolean; columns?: number }): string {
  let text = "";
  const progress = showProgress("Reading", { ...output, write: (more: string) => (text += more) });
  for (let done = 1; done <= total; done++) progress.update({ done, total, isTotalKnown: true });
  progress.end();
  return text;
}

test("a terminal has a bar that fills, fits the line and is gone in the end", () => {
  const text = written(2, { isTTY: true });
  expect(text).toBe(
    `\rReading [${"=".repeat(15)}${" ".repeat(15)}] 1/2\u001b[K` +
      `\rReading [${"=".repeat(30)}] 2/2\u001b[K` +
      "\r\u001b[K",
  );
  for (const line of written(500, { isTTY: true, columns: 20 }).split("\u001b[K")) {
    expect(line.replace("\r", "").length).toBeLessThan(20);
  }
});

test("a log has ten lines at most, without control characters, and none for what is short", () => {
  const lines = written(1_000, {}).trimEnd().split("\n");
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("Reading: 100 of 1000 lists");
  expect(written(9, {})).toBe("");
});

describe("a bar", () => {
  const columns = fc.integer({ min: 40, max: 120 });
  const lists = fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 3_000 }));

  test("fits a terminal of 40 columns or more with its counts, and never goes back when more lists turn up", () => {
    fc.assert(
      fc.property(columns, lists, (width, [first, more]) => {
        const lines: string[] = [];
        const output = { isTTY: true, columns: width, write: (text: string) => lines.push(text) };
        const progress = showProgress("Reading the project", output);
        for (let done = 1; done <= first; done++) {
          progress.update({ done, total: first, isTotalKnown: false });
        }
        for (let done = first + 1; done <= first + more; done++) {
          progress.update({ done, total: first + more, isTotalKnown: true });
        }
        const shown = lines.map((line) => line.replace("\r", "").replace("\u001b[K", ""));
        expect(shown.filter((line) => line.length >= width)).toEqual([]);
        const bars = shown.map((line) => /^Reading the project \[(=*) *\] \d+(\/\d+)?$/.exec(line)?.[1]);
        expect(bars).not.toContain(undefined);
        const filled = bars.map((bar = "") => bar.length);
        expect(filled).toEqual([...filled].sort((a, b) => a - b));
        expect(new Set(shown.map((line) => line.indexOf("]"))).size).toBe(1);
      }),
      { numRuns: 30 },
    );
  });
});

test("a log never names a smaller part after a larger one", () => {
  let text = "";
  const progress = showProgress("Reading", { write: (more: string) => (text += more) });
  for (let done = 1; done <= 12; done++) progress.update({ done, total: 12, isTotalKnown: false });
  for (let done = 13; done <= 120; done++) progress.update({ done, total: 120, isTotalKnown: true });
  const counts = [...text.matchAll(/: (\d+) of/g)].map(([, count]) => Number(count));
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  expect(counts.length).toBeLessThanOrEqual(10);
});
