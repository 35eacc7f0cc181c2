import { spawn } from "node:child_process";

/** How a command of the Pulumi CLI ended. */
export interface Ran {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that failed. Its text has no output: that may hold anything. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";
  constructor(readonly ran: Ran) {
    super("a command of the Pulumi CLI failed");
  }
}

/** Of output that nobody reads so much is kept: enough to tell a lock. */
const TAIL = 64 * 1024;

/**
 * Runs the Pulumi CLI.
 *
 * @param isWhole whether all of standard output is kept
 * @param signal upon which the engine is asked to end what is under way
 */
export function pulumi(
  args: readonly string[],
  {
    cwd,
    env,
    signal,
    isWhole = true,
  }: {
    cwd: string;
    env?: Readonly<Record<string, string>> | undefined;
    signal?: AbortSignal | undefined;
    isWhole?: boolean;
  },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const all = { ...process.env, ...env, PULUMI_AUTOMATION_API: "true" };
    const child = spawn("pulumi", [...args, "--non-interactive"], {
      cwd,
      env: all,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const stop = (): void => void child.kill("SIGINT");
    signal?.addEventListener("abort", stop);
    if (signal?.aborted) stop();
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      stdout = isWhole ? stdout + part : (stdout + part).slice(-TAIL);
    });
    child.stderr.setEncoding("utf8").on("data", (part: string) => {
      stderr = (stderr + part).slice(-TAIL);
    });
    child.once("error", reject).once("close", (status, by) => {
      signal?.removeEventListener("abort", stop);
      resolve({ status, signal: by, stdout, stderr });
    });
  });
}
