/** Tests that only some machines can run. */

/** Like jest's `test(name, body, timeoutMs)`. */
export type TestFunction = (name: string, body: TestBody, timeoutMs?: number) => void;

type TestBody = (() => void) | (() => Promise<void>);

/**
 * `test` if the condition holds, else a stand-in that skips and puts the reason into the test's name, from where
 * `npm test` takes it. This is the only way to skip: a test skipped without a reason counts as failed.
 *
 * @example
 * const goTest = skipUnless(hasGo(), "Go is not installed");
 * goTest("the Go example builds", () => { … });
 */
export function skipUnless(condition: boolean, reason: string): TestFunction {
  if (condition) return test;
  const { skip } = test;
  return (name, body, timeoutMs) => {
    skip(`${name} [skipped: ${reason}]`, body, timeoutMs);
  };
}
