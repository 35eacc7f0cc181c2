import type { JsonObject } from "../../../provider/json";
import { UNKNOWN } from "../../../provider/unknown";
import type { Goal } from "./program";
import type { DiffAnswer, DiffRequest, EngineProvider } from "./provider";
import { dependenciesOf, dependingOn, isEqual, type Resource } from "./resource";
import type { Step } from "./steps";

/** What the user asks an update to do besides. */
export interface UpdateOptions {
  readonly isPreview: boolean;
  /** `--target`: the URNs that are touched. */
  readonly targets?: ReadonlySet<string>;
  /** `--replace`. */
  readonly replaces?: ReadonlySet<string>;
  /** `--continue-on-error`. */
  readonly continueOnError?: boolean;
}

/** The update ends before any step of the resource. */
export class Refused extends Error {}

/** What the engine decides to do, registration by registration: step_generator.go. */
export class StepGenerator {
  readonly skippedCreates = new Set<string>();
  readonly #prev: readonly Resource[];
  readonly #olds: ReadonlyMap<string, Resource>;
  readonly #provider: EngineProvider;
  readonly #options: UpdateOptions;
  readonly #operated = new Set<string>();
  readonly #created = new Set<string>();
  readonly #deletes = new Set<string>();
  readonly #pendingDeletes = new Set<Resource>();

  constructor(prev: readonly Resource[], provider: EngineProvider, options: UpdateOptions) {
    this.#prev = prev;
    this.#olds = new Map(prev.filter((one) => !one.isCondemned).map((one) => [one.urn, one]));
    this.#provider = provider;
    this.#options = options;
  }

  /** `GenerateSteps` for one registration. */
  async register(goal: Goal): Promise<Step[]> {
    // Something untargeted that needed it, as the state has it, came before it: the real engine says no more either.
    if (this.#operated.has(goal.urn)) throw new Refused(`Duplicate resource URN '${goal.urn}'`);
    const steps = await this.#stepsOf(goal);
    const { targets, replaces } = this.#options;
    if (targets === undefined && replaces === undefined) return steps;
    for (const step of steps) {
      if (step.op === "skip" || !("new" in step)) continue;
      const missing = [...dependenciesOf(step.new)].find((urn) => this.skippedCreates.has(urn));
      if (missing !== undefined) throw new Refused(`${step.urn} needs ${missing}, which is not targeted`);
    }
    return targets?.has(goal.urn) ? [...this.#unregistered(goal), ...steps] : steps;
  }

  /** What a targeted resource needs and the program registers no more (`queueUntargetedDependencySames`). */
  #unregistered({ dependencies }: Goal): Step[] {
    return dependencies.flatMap((urn) => {
      const old = this.#isOperatedOn(urn) ? undefined : this.#olds.get(urn);
      return old === undefined ? [] : this.#untargeted(old);
    });
  }

  async #stepsOf(goal: Goal): Promise<Step[]> {
    const { urn } = goal;
    const old = this.#olds.get(urn);
    const isRecreated = this.#deletes.has(urn);
    const isTargeted = this.#options.targets?.has(urn) ?? true;
    const isFresh = isRecreated || this.#isToReplace(urn) || old === undefined;
    const inputs = !isTargeted
      ? (old?.inputs ?? {})
      : isFresh
        ? await this.#check(goal, {}, goal.inputs)
        : await this.#check(goal, old.inputs, ignoring(goal.inputs, old.inputs, goal.ignoreChanges));
    const made = newResource(goal, inputs);
    if (isRecreated && old !== undefined) {
      this.#deletes.delete(urn);
      this.#operated.add(urn);
      return [{ op: "create", urn, new: made, old, condemnsOld: false, changed: [] }];
    }
    if (old === undefined) {
      if (isTargeted) {
        this.#created.add(urn);
        return [{ op: "create", urn, new: made, condemnsOld: false, changed: [] }];
      }
      this.#operated.add(urn);
      this.skippedCreates.add(urn);
      return [{ op: "skip", urn, new: made }];
    }
    if (!isTargeted) return this.#untargeted(old);
    return await this.#compared(goal, made, old);
  }

  /**
   * What is not touched stays as it is, and before it, so that the state keeps its order, all that it needs and no
   * registration has come to (`getDependencySteps`).
   */
  #untargeted(old: Resource): Step[] {
    if (old.isCondemned) return [];
    this.#operated.add(old.urn);
    const needed = [...dependenciesOf(old)].filter((urn) => !this.#isOperatedOn(urn));
    const steps = needed.flatMap((urn) => {
      const other = this.#olds.get(urn);
      if (other === undefined)
        throw new Refused(`${urn}, which untargeted ${old.urn} needs, has no old state`);
      return this.#untargeted(other);
    });
    return [...steps, { op: "same", urn: old.urn, new: { ...old }, old }];
  }

  #isOperatedOn(urn: string): boolean {
    return this.#operated.has(urn) || this.#created.has(urn) || this.#deletes.has(urn);
  }

  /** `continueStepsFromDiff`: an update, a replacement, or nothing. */
  async #compared(goal: Goal, made: Resource, old: Resource): Promise<Step[]> {
    const { urn } = goal;
    const isTriggered =
      made.replacementTrigger !== undefined &&
      old.replacementTrigger !== undefined &&
      made.replacementTrigger !== old.replacementTrigger;
    const { hasChanges, replaces, deleteBeforeReplace, changed } = isTriggered
      ? BLAMELESS
      : this.#isToReplace(urn)
        ? { ...BLAMELESS, replaces: ["id"] }
        : await this.#diff(urn, {
            id: old.id,
            oldInputs: old.inputs,
            oldOutputs: old.outputs,
            newInputs: made.inputs,
            ignoreChanges: goal.ignoreChanges,
          });
    if (hasChanges || old.isPendingReplacement) {
      this.#operated.add(urn);
      if (replaces.length === 0 && !isTriggered && !old.isPendingReplacement) {
        return [{ op: "update", urn, new: made, old, changed }];
      }
      if (!this.#isToReplace(urn)) made.inputs = await this.#check(goal, {}, goal.inputs);
      if (!(goal.deleteBeforeReplace ?? deleteBeforeReplace)) {
        return [{ op: "create", urn, new: made, old, condemnsOld: true, changed }];
      }
      const deletes = await this.#deleteDependentsOf(old);
      if (!old.isPendingReplacement) deletes.push({ op: "delete", urn, old, isReplaced: true });
      return [...deletes, { op: "create", urn, new: made, old, condemnsOld: false, changed }];
    }
    this.#operated.add(urn);
    return old.initErrors.length > 0
      ? [{ op: "update", urn, new: made, old, changed }]
      : [{ op: "same", urn, new: made, old }];
  }

  async #deleteDependentsOf(old: Resource): Promise<Step[]> {
    const steps: Step[] = [];
    for (const dependent of (await this.#dependentReplacements(old)).reverse()) {
      if (this.#pendingDeletes.has(dependent)) continue;
      const { urn, isCondemned } = dependent;
      steps.push({ op: "delete", urn, old: dependent, isReplaced: !isCondemned });
      this.#deletes.add(urn);
      this.#pendingDeletes.add(dependent);
    }
    return steps;
  }

  /** `calculateDependentReplacements`: what has to go before a resource that is deleted first. */
  async #dependentReplacements(root: Resource): Promise<Resource[]> {
    const replaced = new Set([root.urn]);
    const found: Resource[] = [];
    const impossible = new Set([...this.#operated, ...this.#created, ...this.#deletes]);
    for (const one of dependingOn(this.#prev, root, (urn) => impossible.has(urn))) {
      const isAffected = (key: string): boolean =>
        one.propertyDependencies[key]?.some((urn) => replaced.has(urn)) ?? false;
      if (!Object.keys(one.inputs).some(isAffected)) continue;
      const newInputs = Object.fromEntries(
        Object.entries(one.inputs).map(([key, value]) => [key, isAffected(key) ? UNKNOWN : value]),
      );
      const { replaces } = await this.#diff(one.urn, {
        id: one.id,
        oldInputs: one.inputs,
        oldOutputs: one.outputs,
        newInputs,
        ignoreChanges: one.ignoreChanges,
      });
      if (replaces.length === 0) continue;
      replaced.add(one.urn);
      found.push(one);
    }
    return found;
  }

  /** `GenerateDeletes`: what was replaced, and what the program has no more; in no order. */
  async deletes(): Promise<Step[]> {
    const { targets, isPreview } = this.#options;
    const allowed = targets && (await this.#withDependents(targets));
    const steps: Step[] = [];
    for (const old of this.#prev) {
      const { urn, isCondemned, isPendingReplacement } = old;
      if (allowed?.has(urn) === false) continue;
      if (isCondemned ? this.#pendingDeletes.has(old) : this.#operated.has(urn)) continue;
      this.#deletes.add(urn);
      const isForgotten = !isCondemned && isPendingReplacement;
      steps.push(isForgotten ? { op: "forget", urn, old } : { op: "delete", urn, old, isReplaced: false });
    }
    const untargeted = steps.find(({ urn }) => targets?.has(urn) === false);
    if (untargeted !== undefined && !isPreview) {
      throw new Refused(`${untargeted.urn} would be deleted as well, and is not targeted`);
    }
    return steps;
  }

  /** `determineAllowedResourcesToDeleteFromTargets`. */
  async #withDependents(targets: ReadonlySet<string>): Promise<Set<string>> {
    const roots = this.#prev.filter(({ urn }) => targets.has(urn));
    const urns = new Set(
      [...roots, ...roots.flatMap((one) => dependingOn(this.#prev, one))].map(({ urn }) => urn),
    );
    for (const one of this.#prev.filter(({ urn }) => urns.has(urn))) {
      for (const { urn } of await this.#dependentReplacements(one)) urns.add(urn);
    }
    return urns;
  }

  async #check({ urn }: Goal, olds: JsonObject, news: JsonObject): Promise<JsonObject> {
    const { inputs, failures } = await this.#provider.check(urn, { olds, news });
    if (failures.length > 0) {
      const reasons = failures.map(({ property, reason }) => `${property} ${reason}`);
      throw new Refused(`${urn} is invalid: ${reasons.join("; ")}`);
    }
    return inputs;
  }

  async #diff(urn: string, request: DiffRequest): Promise<DiffAnswer> {
    return await compare(this.#provider, urn, request);
  }

  #isToReplace(urn: string): boolean {
    return this.#options.replaces?.has(urn) ?? false;
  }
}

const BLAMELESS: DiffAnswer = { hasChanges: true, replaces: [], deleteBeforeReplace: false, changed: [] };

/** `diffResource`: where the provider does not say whether something changed, inputs are compared. */
export async function compare(
  provider: EngineProvider,
  urn: string,
  request: DiffRequest,
): Promise<DiffAnswer> {
  const answer = await provider.diff(urn, request);
  if (answer.hasChanges !== undefined) return answer;
  const { oldInputs, ignoreChanges } = request;
  const news = ignoring(request.newInputs, oldInputs, ignoreChanges);
  const keys = [...new Set([...Object.keys(oldInputs), ...Object.keys(news)])];
  const changed = keys.filter((key) => !isEqual(oldInputs[key], news[key]));
  return { ...answer, hasChanges: changed.length > 0, changed };
}

/** `processIgnoreChanges`, for whole inputs. */
function ignoring(news: JsonObject, olds: JsonObject, ignoreChanges: readonly string[]): JsonObject {
  const kept = Object.entries(news).filter(([key]) => !ignoreChanges.includes(key));
  const old = Object.entries(olds).filter(([key]) => ignoreChanges.includes(key));
  return Object.fromEntries([...kept, ...old]);
}

function newResource(goal: Goal, inputs: JsonObject): Resource {
  const { urn, type, dependencies, propertyDependencies, ignoreChanges, replacementTrigger } = goal;
  return {
    urn,
    type,
    id: "",
    inputs,
    outputs: {},
    dependencies,
    propertyDependencies,
    ignoreChanges,
    replacementTrigger,
    initErrors: [],
    isCondemned: false,
    isPendingReplacement: false,
  };
}
