/** Go, for programs that come as its modules, and which not every machine can build. */
import { run } from "./processes.mjs";

/**
 * Runs `go` in a module's folder, with the Go that is there only.
 *
 * @returns {Promise<{ stdout: string } | { isInstalled: boolean, reason: string }>} what it printed, or why it failed
 */
export async function go(cwd, args, timeoutMs, own = {}) {
  const env = { ...process.env, GOTOOLCHAIN: "local", GOFLAGS: "", ...own };
  const { status, stdout, stderr } = await run("go", args, {
    cwd,
    env,
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (status === 0) return { stdout };
  const [reason = "no reason given"] = stderr.trim().split("\n").slice(-1);
  return { isInstalled: status !== 127, reason };
}
