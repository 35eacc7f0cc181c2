import { StepExecutor } from "./executor";
import { compare, StepGenerator, type UpdateOptions } from "./generator";
import { goalOf, needs, type Declaration, type Program, type Registered, type StackName } from "./program";
import type { EngineProvider, FrontEnd } from "./provider";
import { allDependenciesIn, deletionGroups, type Resource } from "./resource";
import type { Step } from "./steps";

/** What an operation of the engine did. */
export interface Deployed {
  readonly state: Resource[];
  readonly steps: readonly Step[];
  /** Why it did not succeed; none if it did. */
  readonly errors: readonly string[];
}

/** What the engine's parallel work depends on. */
export interface Parallel {
  /** A number from 0 up to 1. */
  readonly random: () => number;
  /** Whether nothing happens at the same time. */
  readonly isSerial: boolean;
}

interface Surroundings {
  readonly name: StackName;
  readonly frontEnd: FrontEnd;
  readonly provider: EngineProvider;
  readonly parallel: Parallel;
}

/** Runs a program against a state: deployment_executor.go. A program that is absent deletes everything. */
export async function deploy(
  prev: Resource[],
  program: Program,
  options: UpdateOptions,
  { name, frontEnd, provider, parallel }: Surroundings,
): Promise<Deployed> {
  const errors: string[] = [];
  const registered = new Map<string, Registered>();
  const keys = new Map<string, string>();
  const answer = (step: Step, kind: Registered["kind"]): void => {
    const key = keys.get(step.urn);
    if (key === undefined || !("new" in step)) return;
    registered.set(key, kind === "there" ? { kind, resource: step.new } : { kind, urn: step.urn });
  };
  const generator = new StepGenerator(prev, provider, options);
  const executor = new StepExecutor(provider, options, {
    onDone: (step) => {
      answer(step, step.op === "skip" ? "skipped" : "there");
    },
    onFailed: (step, error) => {
      errors.push(`${step.op} ${step.urn}: ${messageOf(error)}`);
      answer(step, "failed");
    },
    onSkipped: (step) => {
      answer(step, "failed");
    },
  });

  // Node.js registers what is ready in no order that a program could rely on.
  const waiting = parallel.isSerial ? [...program] : shuffled(program, parallel.random);
  const running = new Set<Promise<void>>();
  const isReady = (declaration: Declaration): boolean =>
    needs(declaration).every((key) => registered.has(key));
  while (!executor.isCancelled) {
    const ready = waiting.filter(isReady);
    const isHeldUp = running.size > 0 && (parallel.isSerial || parallel.random() < 0.3);
    const next = isHeldUp ? undefined : ready[0];
    if (next === undefined) {
      if (running.size === 0) break;
      await Promise.race(running);
      continue;
    }
    waiting.splice(waiting.indexOf(next), 1);
    try {
      const goal = goalOf(next, { name, frontEnd, registered, isPreview: options.isPreview });
      if ([...keys.keys()].includes(goal.urn)) throw new Error(`Duplicate resource URN '${goal.urn}'`);
      keys.set(goal.urn, next.key);
      const steps = await generator.register(goal);
      const chain: Promise<void> = executor.chain(steps).finally(() => running.delete(chain));
      running.add(chain);
    } catch (error) {
      errors.push(messageOf(error));
      executor.isCancelled = true;
    }
  }
  await Promise.all(running);
  if (!executor.isCancelled && waiting.length > 0) {
    const names = waiting.map(({ key }) => key).join(", ");
    if (executor.errored.length === 0) throw new Error(`nothing registers what ${names} need`);
    // With --continue-on-error, a delete that fails before a creation leaves the program without an answer: the
    // real update hangs, and somebody ends it.
    errors.push(`${names} wait for ever`);
    executor.isCancelled = true;
  }
  if (!executor.isCancelled) {
    await deleteTheRest(prev, { generator, executor, parallel }).catch((error: unknown) => {
      errors.push(messageOf(error));
    });
  }
  return { state: executor.state(prev), steps: executor.executed, errors };
}

/** `performPostSteps`. */
async function deleteTheRest(
  prev: Resource[],
  { generator, executor, parallel }: { generator: StepGenerator; executor: StepExecutor; parallel: Parallel },
): Promise<void> {
  const steps = new Map((await generator.deletes()).map((step) => [olds(step), step]));
  const left = new Set<Resource>();
  for (const group of deletionGroups(prev, [...steps.keys()])) {
    for (const step of executor.errored) {
      for (const one of resourcesOf(step)) {
        if (prev.includes(one)) for (const needed of allDependenciesIn(prev, one)) left.add(needed);
      }
    }
    const possible = shuffled(group, parallel.random).filter((one) => !left.has(one));
    await atOnce(possible, parallel, async (one) => {
      await executor.chain([steps.get(one)].filter((step) => step !== undefined));
    });
  }
}

interface RefreshSurroundings extends Pick<Surroundings, "provider" | "parallel"> {
  readonly targets?: ReadonlySet<string> | undefined;
}

/** Reads what the state knows, all of it or what is targeted, and takes the answers over. */
export async function refreshed(
  prev: Resource[],
  { provider, targets, parallel }: RefreshSurroundings,
): Promise<Deployed & { readonly differing: ReadonlyMap<string, readonly string[]> }> {
  const errors: string[] = [];
  const differing = new Map<string, readonly string[]>();
  const read = async (old: Resource): Promise<Resource | undefined> => {
    const { urn, ignoreChanges } = old;
    if (old.isPendingReplacement || targets?.has(urn) === false) return old;
    try {
      const { id, inputs, outputs } = await provider.read(urn, {
        id: old.id,
        inputs: old.inputs,
        outputs: old.outputs,
      });
      if (id === "") {
        differing.set(urn, ["id"]);
        return undefined;
      }
      const found = { ...old, id, inputs: inputs ?? old.inputs, outputs, initErrors: [] };
      const { changed } = await compare(provider, urn, {
        id,
        oldInputs: found.inputs,
        oldOutputs: found.outputs,
        newInputs: old.inputs,
        ignoreChanges,
      });
      differing.set(urn, changed);
      return found;
    } catch (error) {
      errors.push(`refresh ${urn}: ${messageOf(error)}`);
      return old;
    }
  };
  const found = new Map<Resource, Resource | undefined>();
  await atOnce(parallel.isSerial ? prev : shuffled(prev, parallel.random), parallel, async (old) => {
    found.set(old, await read(old));
  });
  const state = withoutDangling(prev.flatMap((old) => found.get(old) ?? []));
  return { state, steps: [], errors, differing };
}

/** `rebuildBaseState`: dependencies on what is gone go too. */
function withoutDangling(resources: readonly Resource[]): Resource[] {
  const there = new Set<string>();
  return resources.map((one) => {
    const isThere = (urn: string): boolean => there.has(urn);
    const dependencies = one.dependencies.filter(isThere);
    const pairs = Object.entries(one.propertyDependencies).map(
      ([key, urns]) => [key, urns.filter(isThere)] as const,
    );
    there.add(one.urn);
    return { ...one, dependencies, propertyDependencies: Object.fromEntries(pairs) };
  });
}

/** Works on items at the same time, more or less of them. */
async function atOnce<Item>(
  items: readonly Item[],
  { random, isSerial }: Parallel,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const running: Promise<void>[] = [];
  for (const item of items) {
    running.push(work(item));
    if (isSerial || random() < 0.3) await Promise.all(running);
  }
  await Promise.all(running);
}

function olds(step: Step): Resource {
  if ("new" in step) throw new Error(`a ${step.op} is no delete`);
  return step.old;
}

function resourcesOf(step: Step): Resource[] {
  return ["new" in step ? step.new : undefined, "old" in step ? step.old : undefined].filter(
    (one) => one !== undefined,
  );
}

export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => [random(), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
