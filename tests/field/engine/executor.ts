import type { EngineProvider } from "./provider";
import { InitError } from "./provider";
import { dependenciesOf, type Resource } from "./resource";
import { subjectOf, type Step } from "./steps";

/** What the executor tells while it works. */
export interface Listener {
  /** A registration is answered. */
  onDone(step: Step): void;
  onFailed(step: Step, error: unknown): void;
  onSkipped(step: Step): void;
}

/** Executes steps and keeps the state: step_executor.go, step.go and the snapshot manager. */
export class StepExecutor {
  /** A step has failed and the update does not go on. */
  isCancelled = false;
  readonly errored: Step[] = [];
  readonly executed: Step[] = [];
  readonly #skipped = new Set<string>();
  readonly #news: Resource[] = [];
  readonly #dones = new Set<Resource>();

  constructor(
    private readonly provider: EngineProvider,
    private readonly options: { readonly isPreview: boolean; readonly continueOnError?: boolean },
    private readonly listener: Listener,
  ) {}

  /** Steps one after the other, as far as they are not in vain. */
  async chain(steps: readonly Step[]): Promise<void> {
    for (const { urn } of this.errored) this.#skipped.add(urn);
    const possible = steps.filter((step) => {
      const isVain = [...dependenciesOf(subjectOf(step))].some((urn) => this.#skipped.has(urn));
      if (isVain) {
        this.#skipped.add(step.urn);
        this.listener.onSkipped(step);
      }
      return !isVain;
    });
    for (const step of possible) {
      if (this.isCancelled) return;
      try {
        await this.#apply(step);
        this.executed.push(step);
        this.listener.onDone(step);
      } catch (error) {
        this.errored.push(step);
        this.isCancelled ||= this.options.continueOnError !== true;
        this.listener.onFailed(step, error);
        return;
      }
    }
  }

  /** What the state is now: what was registered, then what is left of the state before. */
  state(prev: readonly Resource[]): Resource[] {
    return [...this.#news, ...prev].filter((one) => !this.#dones.has(one));
  }

  async #apply(step: Step): Promise<void> {
    switch (step.op) {
      case "same":
        step.new.id = step.old.id;
        step.new.outputs = step.old.outputs;
        this.#succeed(step.new, step.old);
        return;
      case "skip":
        return;
      case "create":
        await this.#create(step);
        return;
      case "update":
        await this.#update(step);
        return;
      case "delete":
        await this.#delete(step);
        return;
      case "forget":
        this.#dones.add(step.old);
        return;
    }
  }

  async #create({ urn, new: made, old, condemnsOld }: Step & { op: "create" }): Promise<void> {
    const { isPreview } = this.options;
    if (isPreview && !this.provider.supportsPreview) {
      made.outputs = made.inputs;
      this.#created(made, old, condemnsOld);
      return;
    }
    const failure = await this.provider.create(urn, { inputs: made.inputs, isPreview }).then(
      ({ id, outputs }) => {
        Object.assign(made, { id, outputs });
        return undefined;
      },
      (error: unknown) => {
        if (!(error instanceof InitError)) throw error;
        Object.assign(made, { id: error.id, outputs: error.outputs, initErrors: error.reasons });
        return error;
      },
    );
    this.#created(made, old, condemnsOld);
    if (failure !== undefined) throw failure;
  }

  #created(made: Resource, old: Resource | undefined, condemnsOld: boolean): void {
    if (old !== undefined && condemnsOld) old.isCondemned = true;
    this.#succeed(made, old?.isPendingReplacement ? old : undefined);
  }

  async #update({ urn, new: made, old }: Step & { op: "update" }): Promise<void> {
    const { isPreview } = this.options;
    made.id = old.id;
    if (isPreview && !this.provider.supportsPreview) {
      made.outputs = made.inputs;
      this.#succeed(made, old);
      return;
    }
    const request = {
      id: old.id,
      oldInputs: old.inputs,
      oldOutputs: old.outputs,
      newInputs: made.inputs,
      ignoreChanges: made.ignoreChanges,
      isPreview,
    };
    try {
      made.outputs = await this.provider.update(urn, request);
    } catch (error) {
      if (!(error instanceof InitError)) throw error;
      Object.assign(made, { inputs: old.inputs, outputs: error.outputs, initErrors: error.reasons });
      this.#succeed(made, old);
      throw error;
    }
    this.#succeed(made, old);
  }

  async #delete({ urn, old, isReplaced }: Step & { op: "delete" }): Promise<void> {
    const { id, inputs, outputs } = old;
    if (!this.options.isPreview) await this.provider.delete(urn, { id, inputs, outputs });
    old.isPendingReplacement ||= isReplaced;
    if (!old.isPendingReplacement) this.#dones.add(old);
  }

  #succeed(made: Resource, old: Resource | undefined): void {
    this.#news.push(made);
    if (old !== undefined) this.#dones.add(old);
  }
}
