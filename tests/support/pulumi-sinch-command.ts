import { spawn } from "node:child_process";
import { join } from "node:path";
import type { Access } from "./by-hand";

const PROGRAM = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");

/** How the command ended. */
export interface CommandOutcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and as whom to run it. */
export interface CommandSurroundings {
  readonly cwd?: string;
  /** The account, as SINCH_* variables. */
  readonly emulator?: Access;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs the built `pulumi-sinch`, with nothing of the developer's own configuration. */
export function runCommand(args: string[], surroundings: CommandSurroundings = {}): Promise<CommandOutcome> {
  const { cwd, emulator, env } = surroundings;
  const inherited = Object.entries(process.env).filter(([name]) => !/^(SINCH_|PULUMI_)/.test(name));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: { ...Object.fromEntries(inherited), ...(emulator && accountVariables(emulator)), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, stdout, stderr });
    });
  });
}

/** An account as the variables that the commands read. */
export function accountVariables({ url, keyId, keySecret, projectId }: Access): Record<string, string> {
  return {
    SINCH_KEY_ID: keyId,
    SINCH_KEY_SECRET: keySecret,
    SINCH_PROJECT_ID: projectId,
    SINCH_API_URL: url,
    SINCH_AUTH_URL: url,
    SINCH_NUMBERS_URL: url,
  };
}
