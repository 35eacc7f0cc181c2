/** How workflows ask a shard's own workflow for something, and get its answer. */
import {
  ActivityCancellationType,
  condition,
  defineSignal,
  isCancellation,
  patched,
  CancellationScope,
  proxyActivities,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { Activities } from "../activities";
import type { Job, Outcomes } from "../job/jobs";
import { SMALL_RETRY } from "./jobs";

/** What a shard can be asked for. */
export type ShardJob = Extract<Job, { readonly shard: string }>;

/** One thing that a workflow wants done in a shard. */
export interface Ask {
  /** The same when it is asked again, since nobody may have got it. */
  readonly id: string;
  /** The id of the workflow that gets the answer. */
  readonly replyTo: string;
  readonly job: ShardJob;
}

export interface Answer {
  readonly id: string;
  readonly outcome?: unknown;
  readonly error?: { readonly name: string; readonly text: string };
}

export const askSignal = defineSignal<[Ask]>("ask");
export const withdrawSignal = defineSignal<[{ readonly replyTo: string }]>("withdraw");
export const answeredSignal = defineSignal<[Answer]>("answered");

/** After that long without an answer a shard is asked again: its workflow may have been terminated by hand. */
const ASK_AGAIN = "5 minutes";

/**
 * A job takes seconds of a processor before it sends its first request, and a few that send use up an account's rate:
 * many that begin at once would all be late.
 */
const BEGIN_EVERY_MS = 1_000;

const { askShard, withdraw } = proxyActivities<Pick<Activities, "askShard" | "withdraw">>({
  startToCloseTimeout: "30 seconds",
  // What is asked for arrives before it is withdrawn.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: SMALL_RETRY,
});

/** A shard could not do it; the name is that of a class in errors.ts. */
export class ShardFailure extends Error {
  constructor(
    readonly kind: string,
    text: string,
  ) {
    super(text);
  }
}

/** The shards, as one workflow asks them. */
export class Shards {
  readonly #fleet: string;
  readonly #answers = new Map<string, Answer | undefined>();
  #count = 0;

  constructor(fleet: string) {
    this.#fleet = fleet;
    setHandler(answeredSignal, (answer) => {
      if (this.#answers.has(answer.id)) this.#answers.set(answer.id, answer);
    });
  }

  /** @throws ShardFailure */
  async ask<K extends ShardJob["kind"]>(job: Extract<ShardJob, { kind: K }>): Promise<Outcomes[K]> {
    const { workflowId, runId } = workflowInfo();
    const id = `${runId}/${++this.#count}`;
    this.#answers.set(id, undefined);
    try {
      do {
        await askShard(this.#fleet, { id, replyTo: workflowId, job });
      } while (!(await condition(() => this.#answers.get(id) !== undefined, ASK_AGAIN)));
    } catch (error) {
      if (isCancellation(error)) {
        // Until it has ended: whoever is told that this was aborted finds recorded what it has changed.
        const isAnswered = (): boolean => this.#answers.get(id) !== undefined;
        await CancellationScope.nonCancellable(async () => {
          while (!isAnswered() && (await withdraw(this.#fleet, job.shard, workflowId))) {
            await condition(isAnswered, ASK_AGAIN);
          }
        });
      }
      throw error;
    }
    const answer = this.#answers.get(id);
    this.#answers.delete(id);
    if (answer?.error) throw new ShardFailure(answer.error.name, answer.error.text);
    return answer?.outcome as Outcomes[K];
  }

  /**
   * Asks for many things, so many at once; what fails is the caller's.
   *
   * @param isSpread whether the first of them begin one after another
   */
  async each<T>(
    items: readonly T[],
    { atOnce, isSpread }: { readonly atOnce: number; readonly isSpread: boolean },
    work: (item: T) => Promise<void>,
  ): Promise<void> {
    const left = [...items];
    const isNew = items.length > 1 && patched("begin one after another");
    const next = async (_: unknown, index: number): Promise<void> => {
      if (isSpread && isNew && index > 0) await condition(() => left.length === 0, index * BEGIN_EVERY_MS);
      for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
    };
    const all = Array.from({ length: Math.min(atOnce, items.length) }, next);
    // Whoever waits for its turn is cancelled at once, and those under way are still to end.
    if (isNew) await Promise.allSettled(all);
    await Promise.all(all);
  }
}
