/** Brings shards to a release: looks at all of them, then one, a tenth, the rest. */
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  proxyActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { Activities, Summary } from "../activities";
import { added, type Counts } from "../job/jobs";
import { ShardFailure, Shards } from "./asks";
import { SMALL_RETRY } from "./jobs";

export interface RollOutInput {
  readonly fleet: string;
  readonly release: string;
  readonly shards: readonly ShardOfRollOut[];
  /** More failed shards than these stop it until somebody resumes it. */
  readonly errorBudget: number;
  /** How many shards are asked at once; the workers' own number decides how many run. */
  readonly atOnce: number;
  /** Whether it goes on after the previews without being told. */
  readonly isApproved: boolean;
  /** Of the run before, when the history has become long. */
  readonly progress?: Progress;
}

export interface ShardOfRollOut {
  readonly name: string;
  readonly account?: string | undefined;
  /** Whether what was changed by hand is set back too. */
  readonly isPutBack?: boolean;
}

export type ShardState = "waiting" | "previewed" | "updating" | "done" | "failed";

export interface Progress {
  readonly phase: "preview" | "approval" | "waves" | "ended";
  readonly shards: Readonly<Record<string, ShardState>>;
  /** Why a shard failed last. */
  readonly failures: Readonly<Record<string, string>>;
  /** Reports by shard, by hash. */
  readonly reports: Readonly<Record<string, string>>;
  /** What the updates of all shards have done so far. */
  readonly counts: Counts;
  readonly summary?: Summary;
  /** When the first wave began, in milliseconds since 1970; the time left is told from it. */
  readonly wavesBeganMs?: number;
  /** Why it waits for `resume`; absent while it runs. */
  readonly paused?: string;
}

export interface RolledOut {
  readonly outcome: "done" | "aborted" | "refused";
  readonly shards: number;
  readonly failed: number;
  readonly counts: Counts;
}

export const pauseSignal = defineSignal("pause");
export const resumeSignal = defineSignal("resume");
export const abortSignal = defineSignal("abort");
export const progressQuery = defineQuery<Progress>("progress");

const { summarise, finishRollOut } = proxyActivities<Pick<Activities, "summarise" | "finishRollOut">>({
  startToCloseTimeout: "5 minutes",
  retry: SMALL_RETRY,
});

export async function rollOut(input: RollOutInput): Promise<RolledOut> {
  const shards = new Shards(input.fleet);
  const { phase, ...before } = input.progress ?? {
    ...{ phase: "preview" as const, failures: {}, reports: {}, counts: {} },
    shards: Object.fromEntries(input.shards.map(({ name }) => [name, "waiting" as const])),
  };
  const progress: Mutable<Progress> = { phase, ...before };
  let isApproved = input.isApproved;
  const whole = new CancellationScope();
  setHandler(progressQuery, () => progress);
  setHandler(pauseSignal, () => void (progress.paused ??= "paused by hand"));
  setHandler(resumeSignal, () => {
    if (progress.phase === "approval") isApproved = true;
    delete progress.paused;
    // What failed is tried again.
    for (const [name, state] of Object.entries(progress.shards)) {
      if (state === "failed") set(name, progress.reports[name] === undefined ? "waiting" : "previewed");
    }
    progress.failures = {};
  });
  setHandler(abortSignal, () => {
    whole.cancel();
  });
  const set = (name: string, state: ShardState): void => {
    progress.shards = { ...progress.shards, [name]: state };
  };
  const inState = (...states: ShardState[]): readonly ShardOfRollOut[] =>
    input.shards.filter(({ name }) => states.includes(progress.shards[name] ?? "waiting"));
  const failed = (name: string, error: unknown): void => {
    if (!(error instanceof ShardFailure)) throw error;
    set(name, "failed");
    progress.failures = { ...progress.failures, [name]: `${error.kind}: ${error.message}` };
  };
  /** Runs the shards; stops taking new ones while it is paused, and pauses it past the budget. */
  const all = async (
    names: () => readonly ShardOfRollOut[],
    { budget, isSpread }: { readonly budget: number; readonly isSpread: boolean },
    work: (shard: ShardOfRollOut) => Promise<void>,
  ): Promise<void> => {
    for (let batch = names(); batch.length > 0; batch = names()) {
      await shards.each(batch, { atOnce: input.atOnce, isSpread }, async (shard) => {
        await condition(() => progress.paused === undefined);
        try {
          await work(shard);
        } catch (error) {
          failed(shard.name, error);
        }
        const count = Object.keys(progress.failures).length;
        if (count > budget)
          progress.paused ??= count === 1 ? "1 shard has failed" : `${count} shards have failed`;
      });
      await condition(() => progress.paused === undefined);
      if (workflowInfo().continueAsNewSuggested) {
        await continueAsNew<typeof rollOut>({ ...input, isApproved, progress });
      }
    }
  };
  const preview = async (shard: ShardOfRollOut): Promise<void> => {
    const { report } = await shards.ask({
      ...{ kind: "preview" as const, shard: shard.name, release: input.release },
      ...{ account: shard.account, isPutBack: shard.isPutBack },
    });
    progress.reports = { ...progress.reports, [shard.name]: report };
    set(shard.name, "previewed");
  };
  const update = async (shard: ShardOfRollOut): Promise<void> => {
    set(shard.name, "updating");
    const { counts } = await shards.ask({
      ...{ kind: "up" as const, shard: shard.name, release: input.release },
      ...{ account: shard.account, isPutBack: shard.isPutBack },
    });
    progress.counts = added(progress.counts, counts);
    set(shard.name, "done");
  };

  const ended = async (outcome: RolledOut["outcome"]): Promise<RolledOut> => {
    const result = {
      ...{ outcome, shards: inState("done").length, failed: inState("failed").length },
      counts: progress.counts,
    };
    await finishRollOut({ release: input.release, ...result });
    // Whoever sees this finds it recorded.
    progress.phase = "ended";
    return result;
  };

  try {
    return await whole.run(async () => {
      if (progress.phase === "preview") {
        // A shard that cannot even be looked at stops everything: nothing has been changed yet.
        await all(() => inState("waiting"), { budget: 0, isSpread: false }, preview);
        progress.summary = await summarise({ release: input.release, reports: progress.reports });
        if (progress.summary.mandatory > 0) {
          await ended("refused");
          throw ApplicationFailure.nonRetryable(
            `${progress.summary.mandatory} mandatory ${progress.summary.mandatory === 1 ? "finding" : "findings"} of the policy pack: nothing was changed`,
            "PolicyError",
          );
        }
        progress.phase = "approval";
      }
      await condition(() => isApproved);
      progress.phase = "waves";
      progress.wavesBeganMs ??= Date.now();
      for (const count of waves(input.shards.length)) {
        // With what failed in the waves before, once somebody has resumed it.
        const names = new Set(input.shards.slice(0, count).map(({ name }) => name));
        // No failure of the first one is within a budget.
        const budget = count === 1 ? 0 : input.errorBudget;
        await all(
          () => inState("previewed", "updating").filter(({ name }) => names.has(name)),
          { budget, isSpread: true },
          update,
        );
      }
      return await ended("done");
    });
  } catch (error) {
    if (!isCancellation(error)) throw error;
    return await CancellationScope.nonCancellable(() => ended("aborted"));
  }
}

/** One shard, a tenth of all, the rest: how many have had their turn after each wave. */
export function waves(shards: number): number[] {
  return [...new Set([1, 1 + Math.ceil(shards / 10), shards].map((count) => Math.min(count, shards)))];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
