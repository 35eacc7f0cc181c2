import fc from "fast-check";
import { showProgress, showRate } from "../../bin/progress";

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

describe("the progress of records", () => {
  /** What is written while so many records are read, a tenth of a second each. */
  function rated(records: number, output: { isTTY?: boolean; columns?: number }, total?: number): string {
    let [text, nowMs] = ["", 0];
    const progress = showRate(
      "Reading",
      { now: () => nowMs },
      { ...output, write: (more: string) => (text += more) },
    );
    for (let done = 1; done <= records; done++) {
      nowMs += 100;
      progress.update(
        total === undefined ? { records: done, share: done / records } : { records: done, total },
      );
    }
    progress.end();
    return text;
  }

  test("tells on a terminal how many there are, how fast it goes and how long it takes, and is gone in the end", () => {
    const lines = rated(100, { isTTY: true, columns: 120 }, 100).split("\u001b[K");
    expect(lines[49]).toMatch(/^\rReading \[=+ +\] 50 of 100, 10\/s, 5 s left$/);
    expect(lines[99]).toMatch(/^\rReading \[=+\] 100 of 100, 10\/s$/);
    expect(lines.at(-2)).toBe("\r");
  });

  test("fits a narrow terminal", () => {
    for (const line of rated(50, { isTTY: true, columns: 40 }).split("\u001b[K")) {
      expect(line.replace("\r", "").length).toBeLessThan(40);
    }
  });

  test("on a log has ten lines at most, and never goes back where more turn up", () => {
    const lines = rated(1_000, {}).trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[4]).toBe("Reading: 500, 10/s, 50 s left");
    let text = "";
    const progress = showRate("Reading", { now: () => 0 }, { write: (more: string) => (text += more) });
    progress.update({ records: 50, total: 100 });
    progress.update({ records: 60, total: 1_000 });
    expect(text).toBe("Reading: 50 of 100\n");
  });

  test("without a total it only counts", () => {
    let text = "";
    const progress = showRate(
      "Reading",
      { now: () => 0 },
      { isTTY: true, columns: 100, write: (more: string) => (text += more) },
    );
    progress.update({ records: 50 });
    expect(text.replace("\u001b[K", "")).toMatch(/^\rReading \[ +\] 50$/);
  });
});
