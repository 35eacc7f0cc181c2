import { execFileSync } from "node:child_process";
import { join } from "node:path";

const REPORT = join(__dirname, "..", "..", "tools", "test-report.mjs");

interface JestTest {
  status: string;
  fullName: string;
  failureMessages?: string[];
}

/** The end of `npm test`'s output for one run of jest with these tests. */
function summaryOf(tests: JestTest[], status = 0): { lines: string[]; ok: boolean } {
  const assertionResults = tests.map((test) => ({ failureMessages: [], ...test }));
  const report = { testResults: tests.length === 0 ? [] : [{ name: "a.test.ts", assertionResults }] };
  const script = `const tool = await import(${JSON.stringify(REPORT)});
    const result = tool.resultOfJest("tests: unit", ${status}, ${JSON.stringify(report)});
    console.log(JSON.stringify(tool.summary([result])));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return JSON.parse(output) as { lines: string[]; ok: boolean };
}

test("the last line counts what passed and failed", () => {
  const { lines, ok } = summaryOf([{ status: "passed", fullName: "adds" }]);
  expect(lines.at(-1)).toBe("1 passed, 0 failed");
  expect(ok).toBe(true);
});

test("a failure is repeated with its message above the last line", () => {
  const { lines, ok } = summaryOf(
    [
      { status: "failed", fullName: "adds", failureMessages: ["Expected 2"] },
      { status: "passed", fullName: "b" },
    ],
    1,
  );
  expect(lines.join("\n")).toContain("✗ adds\n      Expected 2");
  expect(lines.at(-1)).toBe("1 passed, 1 failed");
  expect(ok).toBe(false);
});

test("a skipped test is counted, with its reason above", () => {
  const { lines, ok } = summaryOf([
    { status: "pending", fullName: "go builds [skipped: Go is not installed]" },
    { status: "passed", fullName: "b" },
  ]);
  expect(lines).toContain("  - go builds: Go is not installed");
  expect(lines.at(-1)).toBe("1 passed, 0 failed, 1 skipped");
  expect(ok).toBe(true);
});

test("a test skipped without a reason has failed", () => {
  const { lines } = summaryOf([{ status: "pending", fullName: "adds" }]);
  expect(lines.at(-1)).toBe("0 passed, 1 failed");
});

test("a run without tests has failed", () => {
  expect(summaryOf([]).ok).toBe(false);
});

test("a run in which jest itself failed has failed", () => {
  expect(summaryOf([{ status: "passed", fullName: "adds" }], 1).lines.at(-1)).toBe("1 passed, 1 failed");
});

test("a check that a machine cannot make is skipped, with the last line of its output as the reason", () => {
  const script = `const tool = await import(${JSON.stringify(REPORT)});
    console.log(JSON.stringify([77, 1].map((status) =>
      tool.summary([tool.resultOfStatus("workflows", status, "Looking.\\nGo is not installed\\n")]).lines)));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  const [skipped, failed] = JSON.parse(output) as string[][];
  expect(skipped).toContain("  - workflows: Go is not installed");
  expect(failed?.at(-1)).toBe("0 passed, 1 failed");
});
