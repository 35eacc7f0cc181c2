import { showProgress } from "../../bin/progress";

/** What is written while something of so many parts is done. */
function written(total: number, output: { isTTY?: boolean; columns?: number }): string {
  let text = "";
  const progress = showProgress("Reading", { ...output, write: (more: string) => (text += more) });
  for (let done = 1; done <= total; done++) progress.update({ done, total });
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
