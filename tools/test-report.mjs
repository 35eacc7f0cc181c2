/** Sums up what the steps of `npm test` found. Nothing here runs anything. */

/** How tests/support/skip.ts writes the reason into the name of a skipped test. */
const SKIP_REASON = /^(.*) \[skipped: (.+)\]$/s;
const MESSAGE_LINES = 12;
/** The exit status of a check that cannot be made on a machine, as with Automake; its last line says why. */
export const SKIPPED = 77;

/**
 * What a step found.
 * @typedef {{ passed: number, failures: Failure[], skips: Skip[] }} Result
 * @typedef {{ name: string, message: string }} Failure
 * @typedef {{ name: string, reason: string }} Skip
 */

/** The result of a step that is one test by itself, such as the linter: of its exit status and its output. */
export function resultOfStatus(name, status, message = "") {
  if (status === 0) return { passed: 1, failures: [], skips: [] };
  const reason = message.trim().split("\n").at(-1);
  if (status === SKIPPED && reason) return { passed: 0, failures: [], skips: [{ name, reason }] };
  return { passed: 0, failures: [{ name, message }], skips: [] };
}

/**
 * The result of a run of jest: its `--json` report, or undefined if it left none. A run without tests has
 * failed, and so has a test that is skipped without a reason, such as all those beside a forgotten `test.only`.
 *
 * @returns {Result}
 */
export function resultOfJest(name, status, report) {
  if (!report) return resultOfStatus(name, 1, "jest ended without a report");
  const result = { passed: 0, failures: [], skips: [] };
  for (const suite of report.testResults) {
    if (suite.assertionResults.length === 0) {
      result.failures.push({ name: suite.name, message: suite.message || "no test in this file" });
    }
    for (const test of suite.assertionResults) addTest(result, test);
  }
  if (result.passed + result.failures.length + result.skips.length === 0) {
    result.failures.push({ name, message: "no test was run" });
  }
  if (status !== 0 && result.failures.length === 0) {
    result.failures.push({ name, message: `jest ended with status ${status}` });
  }
  return result;
}

function addTest(result, { status, fullName, failureMessages }) {
  if (status === "passed") {
    result.passed++;
    return;
  }
  const [, name, reason] = SKIP_REASON.exec(fullName) ?? [];
  if (status !== "failed" && reason) {
    result.skips.push({ name, reason });
    return;
  }
  const message = status === "failed" ? failureMessages.join("\n") : `${status} without a reason`;
  result.failures.push({ name: fullName, message });
}

/**
 * The end of the output: failures again, skips with their reasons, and the count as the last line.
 *
 * @param {Result[]} results
 * @returns {{ lines: string[], ok: boolean }}
 */
export function summary(results) {
  const failures = results.flatMap((result) => result.failures);
  const skips = results.flatMap((result) => result.skips);
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  if (passed + failures.length === 0) failures.push({ name: "npm test", message: "no test was run" });
  const skipped = skips.length > 0 ? `, ${skips.length} skipped` : "";
  const lines = [
    ...(failures.length > 0 ? ["", "Failures:"] : []),
    ...failures.map(({ name, message }) => `  ✗ ${name}${shortened(message)}`),
    ...(skips.length > 0 ? ["", "Skipped:"] : []),
    ...skips.map(({ name, reason }) => `  - ${name}: ${reason}`),
    "",
    `${passed} passed, ${failures.length} failed${skipped}`,
  ];
  return { lines, ok: failures.length === 0 };
}

function shortened(message) {
  const lines = message.trim().split("\n");
  const shown = lines.length > MESSAGE_LINES ? [...lines.slice(0, MESSAGE_LINES), "…"] : lines;
  return shown.map((line) => `\n      ${line}`).join("");
}
