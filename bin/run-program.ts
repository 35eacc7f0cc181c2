import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * Runs a program and returns what it prints. Its messages are shown where it fails.
 *
 * @param input what it reads: a secret stands on no command line, where others could read it
 */
export async function runProgram(program: string, args: readonly string[], input = ""): Promise<string> {
  const child = spawn(program, args, {
    stdio: ["pipe", "pipe", "pipe"],
    // npm is a script there.
    shell: process.platform === "win32",
  });
  let [stdout, all] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
    all += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (all += text));
  // A program that ends without reading says why by itself.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [status] = await ended(once(child, "close"), program);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed: ${all.trim()}`);
  return stdout;
}

/** The same, or nothing where it fails. */
export async function tryProgram(program: string, args: readonly string[]): Promise<string | undefined> {
  return await runProgram(program, args).catch(() => undefined);
}

async function ended(closed: Promise<unknown[]>, program: string): Promise<unknown[]> {
  try {
    return await closed;
  } catch (error) {
    const { code } = error as { code?: unknown };
    const reason = code === "ENOENT" ? "it is not on the PATH" : String(error);
    throw new Error(`${program} cannot be run: ${reason}`, { cause: error });
  }
}
