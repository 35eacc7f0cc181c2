import { deploy, refreshed, type Deployed, type Parallel } from "./engine/deployment";
import type { UpdateOptions } from "./engine/generator";
import { urnOf, type Declaration, type Program, type StackName } from "./engine/program";
import type { EngineProvider, FrontEnd } from "./engine/provider";
import { recording, type Call } from "./engine/recording";
import { copyOf, renamedIn, type Resource } from "./engine/resource";

/** What a command is told besides the program. */
export interface CommandOptions extends Omit<UpdateOptions, "isPreview"> {
  /** `--refresh`: reads before anything else, in the same process. */
  readonly refresh?: boolean;
}

/** What a command did. */
export interface Outcome extends Deployed {
  /** What the provider was asked, in the order in which it was. */
  readonly calls: readonly Call[];
  /** With `--refresh`: which inputs of which resources were found to differ. */
  readonly differing: ReadonlyMap<string, readonly string[]>;
}

/** A stack in the hands of a model of Pulumi's engine; each command is a new process of the provider. */
export class Stack {
  state: Resource[] = [];

  constructor(
    readonly name: StackName,
    readonly frontEnd: FrontEnd,
    readonly parallel: Parallel,
  ) {}

  urn(declaration: Declaration): string {
    return urnOf(this.name, this.frontEnd, declaration);
  }

  /** The state as a program finds it: what it gives an alias has its new URN. */
  known(program: Program): Resource[] {
    const urns = program.flatMap((declaration) => {
      const { type, aliases = [] } = declaration;
      return aliases.map(
        (place) => [urnOf(this.name, this.frontEnd, { type, ...place }), this.urn(declaration)] as const,
      );
    });
    return renamedIn(copyOf(this.state), urns);
  }

  /** Changes neither the state nor, if the provider is right, anything else. */
  async preview(program: Program, options: CommandOptions = {}): Promise<Outcome> {
    return await this.#run(program, { ...options, isPreview: true });
  }

  async up(program: Program, options: CommandOptions = {}): Promise<Outcome> {
    const outcome = await this.#run(program, { ...options, isPreview: false });
    this.state = outcome.state;
    return outcome;
  }

  async refresh(options: Pick<CommandOptions, "targets"> = {}): Promise<Outcome> {
    const { provider, calls } = this.#process();
    const found = await refreshed(copyOf(this.state), {
      provider,
      targets: options.targets,
      parallel: this.parallel,
    });
    this.state = found.state;
    return { ...found, calls };
  }

  async destroy(options: CommandOptions = {}): Promise<Outcome> {
    return await this.up([], options);
  }

  async #run(program: Program, options: CommandOptions & UpdateOptions): Promise<Outcome> {
    const { provider, calls } = this.#process();
    const state = this.known(program);
    const read = options.refresh
      ? await refreshed(state, { provider, targets: options.targets, parallel: this.parallel })
      : undefined;
    if (read !== undefined && read.errors.length > 0) return { ...read, calls };
    const { name, frontEnd, parallel } = this;
    const deployed = await deploy(read?.state ?? state, program, options, {
      name,
      frontEnd,
      provider,
      parallel,
    });
    return { ...deployed, calls, differing: read?.differing ?? new Map<string, readonly string[]>() };
  }

  #process(): { provider: EngineProvider; calls: Call[] } {
    return recording(this.frontEnd.process());
  }
}
