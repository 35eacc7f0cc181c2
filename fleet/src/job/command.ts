import { spawn } from "node:child_process";
import { BadInputError } from "../errors";

/** The oldest Pulumi CLI that has all that jobs use of it. */
export const OLDEST_CLI = "3.248.0";

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

/** @throws BadInputError where there is no Pulumi CLI on the PATH, or one that is too old */
export async function requirePulumi(cwd: string): Promise<void> {
  const needed = `the Pulumi CLI ${OLDEST_CLI} or later has to be on the PATH of each worker`;
  const { stdout } = await pulumi(["version"], { cwd }).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "ENOENT") throw error;
    throw new BadInputError(`${needed}, and there is none`);
  });
  const version = stdout.trim().replace(/^v/, "");
  const isNew =
    /^\d+\.\d+\.\d/.test(version) && version.localeCompare(OLDEST_CLI, "en", { numeric: true }) >= 0;
  if (!isNew) throw new BadInputError(`${needed}, and this one says "${version}"`);
}
