/** One shard: a stack does one thing at a time, and changes that arrive meanwhile are taken together. */
import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  getExternalWorkflowHandle,
  allHandlersFinished,
  condition,
  isCancellation,
  setHandler,
  workflowInfo,
} from "@temporalio/workflow";
import type { Job } from "../job/jobs";
import { answeredSignal, askSignal, withdrawSignal, type Answer, type Ask } from "./asks";
import { jobs } from "./jobs";

const STOPPED = { name: "StoppedError", text: "It was stopped." };

/** Runs until nobody wants anything of the shard any more. */
export async function shard(waiting: readonly Ask[] = []): Promise<void> {
  const queue = [...waiting];
  let running: { readonly asks: readonly Ask[]; readonly scope: CancellationScope } | undefined;
  setHandler(askSignal, (ask) => {
    if (![...queue, ...(running?.asks ?? [])].some(({ id }) => id === ask.id)) queue.push(ask);
  });
  setHandler(withdrawSignal, async ({ replyTo }) => {
    if (running?.asks.every((ask) => ask.replyTo === replyTo)) running.scope.cancel();
    const withdrawn = queue.filter((ask) => ask.replyTo === replyTo);
    queue.splice(0, queue.length, ...queue.filter((ask) => ask.replyTo !== replyTo));
    for (const { id } of withdrawn) await reply(replyTo, { id, error: STOPPED });
  });
  for (let asks = together(queue); asks[0] !== undefined; asks = together(queue)) {
    const scope = new CancellationScope();
    running = { asks, scope };
    const job = (asks.at(-1) ?? asks[0]).job;
    const answer = await scope.run(() => answered(job));
    running = undefined;
    for (const { id, replyTo } of asks) await reply(replyTo, { id, ...answer });
    if (workflowInfo().continueAsNewSuggested) {
      await condition(allHandlersFinished);
      await continueAsNew<typeof shard>(queue);
    }
  }
  await condition(allHandlersFinished);
}

/** Takes off the queue what one job does: the first, and with an update all other updates, of which the newest counts. */
function together(queue: Ask[]): Ask[] {
  const [first] = queue;
  if (first === undefined) return [];
  const isAlike = ({ job }: Ask): boolean =>
    job.kind === first.job.kind && (job.kind === "up" || JSON.stringify(job) === JSON.stringify(first.job));
  const asks = queue.filter(isAlike);
  queue.splice(0, queue.length, ...queue.filter((ask) => !asks.includes(ask)));
  return asks;
}

async function answered(job: Job): Promise<Omit<Answer, "id">> {
  try {
    // Each kind of job is an activity of that name.
    const run = jobs()[job.kind] as (job: Job) => Promise<unknown>;
    return { outcome: await run(job) };
  } catch (error) {
    if (isCancellation(error)) return { error: STOPPED };
    const cause = error instanceof ActivityFailure ? error.cause : error;
    const name = cause instanceof ApplicationFailure ? (cause.type ?? cause.name) : "JobDiedError";
    return { error: { name, text: cause instanceof Error ? cause.message : "It failed." } };
  }
}

async function reply(replyTo: string, answer: Answer): Promise<void> {
  try {
    await getExternalWorkflowHandle(replyTo).signal(answeredSignal, answer);
  } catch {
    // Whoever asked has ended.
  }
}
