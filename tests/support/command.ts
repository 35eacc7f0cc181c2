import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { killTree } from "../../tools/process-tree.cjs";

/** A command of a small stack takes 3 to 5 seconds; on a busy machine, several times that. */
const COMMAND_TIMEOUT_MS = 120_000;
/** What a developer may have set, and a test must not see. */
const DEVELOPERS_OWN = /^(SINCH_|PULUMI_|NODE_OPTIONS$)/;

/** How a command of the CLI ended. */
export interface CommandResult {
  /** The exit status; -1 if the command was killed. */
  status: number;
  stdout: string;
  stderr: string;
}

/** How to run a command of the CLI. */
export interface CommandOptions {
  /** The exit status to expect, or "any". Another one throws, with all that was printed. @default 0 */
  status?: number | "any";
  /** Kills the CLI and all that it has started when it is aborted, as a crash would. */
  signal?: AbortSignal;
  /** Interrupts the CLI when it is aborted, as Ctrl-C in a terminal does: SIGINT to its process group. */
  interrupt?: AbortSignal;
  /** Environment variables beside the harness's own. */
  env?: NodeJS.ProcessEnv;
  /** Kills the CLI after that. @default 120 s */
  timeoutMs?: number;
}

/** Runs the CLI in a project's folder, with nothing of the developer's own settings. */
export class PulumiCommands {
  readonly #running = new Set<ChildProcess>();

  constructor(
    readonly directory: string,
    /** The folder of the file backend. */
    readonly state: string,
  ) {}

  /** Runs one command to its end, without questions. */
  async run(args: string[], options: CommandOptions = {}): Promise<CommandResult> {
    return await this.runProgram("pulumi", [...args, "--non-interactive", "--color", "never"], options);
  }

  /** Runs a program that runs the CLI itself, such as a pipeline's step. */
  async runProgram(program: string, args: string[], options: CommandOptions = {}): Promise<CommandResult> {
    const { status: expected = 0 } = options;
    const result = await this.#spawn(program, args, options);
    if (expected === "any" || result.status === expected) return result;
    const ended = `${program} ${args.join(" ")} ended with status ${result.status}, not ${expected}`;
    throw new Error(`${ended}\n${result.stdout}\n${result.stderr}`);
  }

  /** Kills the commands that still run. */
  killAll(): void {
    for (const { pid } of this.#running) if (pid !== undefined) killTree(pid);
  }

  #spawn(
    program: string,
    args: string[],
    { signal, interrupt, env, timeoutMs = COMMAND_TIMEOUT_MS }: CommandOptions,
  ): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(program, args, {
        cwd: this.directory,
        env: { ...this.#environment(), ...env },
        stdio: ["ignore", "pipe", "pipe"],
        // In a process group of its own, as a shell starts it.
        detached: interrupt !== undefined,
      });
      this.#running.add(child);
      const kill = (): void => {
        if (child.pid !== undefined) killTree(child.pid);
      };
      const pressCtrlC = (): void => {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGINT");
      };
      const timer = setTimeout(kill, timeoutMs);
      signal?.addEventListener("abort", kill);
      interrupt?.addEventListener("abort", pressCtrlC);
      const result: CommandResult = { status: -1, stdout: "", stderr: "" };
      child.stdout.setEncoding("utf8").on("data", (text: string) => (result.stdout += text));
      child.stderr.setEncoding("utf8").on("data", (text: string) => (result.stderr += text));
      child.on("error", reject);
      child.on("close", (status) => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", kill);
        interrupt?.removeEventListener("abort", pressCtrlC);
        this.#running.delete(child);
        resolve({ ...result, status: status ?? -1 });
      });
    });
  }

  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(([name]) => !DEVELOPERS_OWN.test(name));
    return {
      ...Object.fromEntries(inherited),
      // The CLI is short-lived: collecting its garbage is a twentieth of what a command costs.
      GOGC: "400",
      NODE_OPTIONS: `--require ${JSON.stringify(join(__dirname, "fast-start.cjs"))}`,
      PULUMI_HOME: join(this.directory, "home"),
      PULUMI_BACKEND_URL: `file://${this.state}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    };
  }
}
