import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { EngineEvent, PulumiCommand, StepEventStateMetadata, Stack } from "@pulumi/pulumi/automation";
import { BadInputError, JobDiedError, StoppedError } from "../errors";
import { CommandFailed, OLDEST_CLI, pulumi, type Ran } from "./command";
import type { Context } from "./context";
import { failureOf } from "./failures";

/** What an operation of the engine led to. */
export interface Operation {
  /** How many resources are created, updated, …, as Pulumi counts them. */
  readonly counts: Readonly<Record<string, number>>;
  readonly stdout: string;
}

/** Declares resources, in this process. */
export type Program = () => Promise<void>;

interface How {
  /** The URNs of resources that the operation leaves alone. */
  readonly exclude: readonly string[];
  /** Whether it looks first at what is there, so that what was changed by hand is set back. */
  readonly isPutBack?: boolean | undefined;
}

/** The stack of a shard, by Pulumi's Automation API, in the job's own folder. */
export class ShardStack {
  readonly name: string;
  readonly #context: Context;
  readonly #env: Readonly<Record<string, string>>;

  /** @param backend another one than the fleet's */
  constructor(name: string, context: Context, backend?: string) {
    this.name = name;
    this.#context = context;
    this.#env = backend === undefined ? {} : { PULUMI_BACKEND_URL: backend };
    const project = { name: context.project, runtime: "nodejs" };
    writeFileSync(join(context.workDir, "Pulumi.yaml"), JSON.stringify(project));
  }

  /**
   * The state as `pulumi stack export` prints it; nothing where there is no such stack.
   *
   * @param how with secrets encrypted, as they are, or in clear
   */
  async export({ areSecretsShown = false } = {}): Promise<string | undefined> {
    const ran = await this.#cli(["stack", "export", ...(areSecretsShown ? ["--show-secrets"] : [])]);
    if (ran.status === 0) return ran.stdout;
    if (/no stack named/.test(ran.stderr)) return undefined;
    throw new CommandFailed(ran);
  }

  async create(): Promise<void> {
    const { secretsProvider } = this.#context;
    const how = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
    await this.#done(["stack", "init", "--no-select", ...how]);
  }

  async import(state: string): Promise<void> {
    const file = join(this.#context.workDir, "state.json");
    writeFileSync(file, state, { mode: 0o600 });
    await this.#done(["stack", "import", "--file", file]);
  }

  /** Moves resources into another shard's state, which is written first; what is pending in either is lost. */
  async moveTo(target: string, urns: readonly string[]): Promise<void> {
    const args = ["state", "move", "--yes", "--source", this.name, "--dest", target, ...urns];
    const ran = await this.#unlocked(args, { cwd: this.#context.workDir });
    if (ran.status !== 0) throw new CommandFailed(ran);
  }

  /** Deletes resources, without running the program. */
  async destroy(
    target: readonly string[],
    { isPutBack: refresh = false }: Pick<How, "isPutBack">,
  ): Promise<Operation> {
    return await this.#operation(undefined, [], async (stack, onEvent) => {
      const { signal } = this.#context;
      await stack.destroy({ target: [...target], refresh, continueOnError: true, onEvent, signal });
    });
  }

  async up(program: Program, { exclude, isPutBack: refresh = false }: How): Promise<Operation> {
    return await this.#operation(program, [], async (stack, onEvent) => {
      const { signal } = this.#context;
      await stack.up({ exclude: [...exclude], refresh, continueOnError: true, onEvent, signal });
    });
  }

  /** What a preview says that is going to be made, with all inputs but for secret ones. */
  async creates(program: Program, { exclude }: How): Promise<StepEventStateMetadata[]> {
    const found: StepEventStateMetadata[] = [];
    await this.#operation(program, [], async (stack, onEvent) => {
      await stack.preview({
        exclude: [...exclude],
        signal: this.#context.signal,
        onEvent: (event) => {
          onEvent(event);
          const { op, new: made } = event.resourcePreEvent?.metadata ?? {};
          if (made !== undefined && (op === "create" || op === "create-replacement")) found.push(made);
        },
      });
    });
    return found;
  }

  /** @returns with what `pulumi preview --json` prints */
  async preview(program: Program, { exclude, isPutBack: refresh = false }: How): Promise<Operation> {
    const more = ["--json", "--show-sames", "--show-replacement-steps"];
    return await this.#operation(program, more, async (stack, onEvent) => {
      const { signal } = this.#context;
      await stack.preview({ exclude: [...exclude], refresh, onEvent, signal });
    });
  }

  /**
   * By the CLI alone: a night looks at all shards, and the Automation API would be a tenth of that.
   *
   * @returns what `pulumi refresh --preview-only --json` prints, which changes nothing
   */
  async previewRefresh(): Promise<string> {
    const ran = await this.#cli(["refresh", "--preview-only", "--json"]);
    if (ran.signal !== null) throw new JobDiedError("Pulumi's engine was killed");
    if (this.#context.signal.aborted) throw new StoppedError(`${this.name}: stopped`);
    if (ran.status !== 0)
      throw failureOf(this.name, [{ diagnosticEvent: { message: ran.stdout + ran.stderr } }]);
    return ran.stdout;
  }

  async #operation(
    program: Program | undefined,
    more: readonly string[],
    run: (stack: Stack, onEvent: (event: EngineEvent) => void) => Promise<unknown>,
  ): Promise<Operation> {
    const { signal, workDir } = this.#context;
    let counts: Record<string, number> = {};
    const events: EngineEvent[] = [];
    let ran: Ran | undefined;
    const command = this.#command(more, (one) => (ran = one));
    let thrown: unknown;
    const watched =
      program &&
      (async (): Promise<void> => {
        try {
          await program();
        } catch (error) {
          thrown = error;
          throw error;
        }
      });
    const automation = await import("@pulumi/pulumi/automation/index.js");
    const stack = await automation.Stack.select(
      this.name,
      await automation.LocalWorkspace.create({
        ...{ workDir, envVars: { ...this.#env }, pulumiCommand: command },
        ...(watched && { program: watched }),
      }),
    );
    try {
      await run(stack, (event) => {
        counts = event.summaryEvent?.resourceChanges ?? counts;
        // The others hold all inputs of every resource.
        if (event.diagnosticEvent?.severity === "error" || event.resOpFailedEvent) events.push(event);
      });
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error;
      // Not by our wish, which is SIGINT and ends with a status.
      if (error.ran.signal !== null) throw new JobDiedError("Pulumi's engine was killed");
      if (signal.aborted) throw new StoppedError(`${this.name}: stopped; what was under way is in the state`);
      // Its text may quote the row.
      if (thrown !== undefined)
        throw thrown instanceof BadInputError
          ? thrown
          : new BadInputError(`${this.name}: the program throws`);
      throw failureOf(this.name, events);
    }
    return { counts, stdout: ran?.stdout ?? "" };
  }

  /**
   * What the Automation API runs as the CLI. It adds options that the API does not have, and keeps what is printed; what
   * the API asks besides, the stack's outputs with all secrets in clear among it, nobody needs.
   */
  #command(more: readonly string[], onRan: (ran: Ran) => void): PulumiCommand {
    const run = async (args: string[], cwd: string, env: Record<string, string>): Promise<unknown> => {
      const [first = "", second = ""] = args;
      if (first === "stack" && second === "select") return { stdout: "", stderr: "", code: 0 };
      if (first === "stack") return { stdout: second === "history" ? "[]" : "{}", stderr: "", code: 0 };
      const isWhole = more.includes("--json");
      const ran = await this.#unlocked([...args, ...more], { cwd, env, isWhole });
      onRan(ran);
      if (ran.status !== 0) throw new CommandFailed(ran);
      return { stdout: "", stderr: "", code: 0 };
    };
    // Which one is installed is looked at when a worker starts.
    const version = { toString: () => OLDEST_CLI };
    // Its constructor is private, and what is called of it is marked as internal.
    return { command: "pulumi", version, run } as unknown as PulumiCommand;
  }

  async #done(args: readonly string[]): Promise<void> {
    const ran = await this.#cli(args);
    if (ran.status !== 0) throw new CommandFailed(ran);
  }

  async #cli(args: readonly string[]): Promise<Ran> {
    const { workDir: cwd } = this.#context;
    return await this.#unlocked([...args, "--stack", this.name], { cwd, env: this.#env });
  }

  /** Whoever has left a lock is dead, since we have the lease: it is removed, and the command run again. */
  async #unlocked(args: readonly string[], how: Parameters<typeof pulumi>[1]): Promise<Ran> {
    const { signal } = this.#context;
    const ran = await pulumi(args, { ...how, signal });
    if (ran.status === 0 || signal.aborted || !/currently locked by/.test(ran.stdout + ran.stderr))
      return ran;
    await pulumi(["cancel", "--yes", "--stack", this.name], { cwd: this.#context.workDir });
    return await pulumi(args, { ...how, signal });
  }
}
