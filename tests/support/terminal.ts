import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";

/** Whether `script` can make a terminal here. */
export const hasTerminal = process.platform === "linux" && existsSync("/usr/bin/script");

/** What is asked, or a part of it, and the keys that are then pressed. */
export type Answer = readonly [question: string, keys: string];

/**
 * Runs a shell line at a terminal, and answers each question when it is there.
 *
 * @returns all that the terminal showed
 * @throws if it does not end with status 0 after all questions
 */
export async function atTerminal(
  line: string,
  { cwd, env, answers }: { cwd: string; env: NodeJS.ProcessEnv; answers: readonly Answer[] },
): Promise<string> {
  const child = spawn("script", ["--quiet", "--return", "--command", line, "/dev/null"], {
    cwd,
    env: { ...env, TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const open = [...answers];
  let shown = "";
  for await (const chunk of child.stdout) {
    shown += String(chunk);
    const [next] = open;
    if (next && shown.includes(next[0])) {
      open.shift();
      child.stdin.write(next[1]);
    }
  }
  await ended;
  if (child.exitCode !== 0 || open.length > 0) {
    throw new Error(`ended with ${String(child.exitCode)} before ${JSON.stringify(open)}:\n${shown}`);
  }
  return shown;
}
