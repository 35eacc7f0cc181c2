import { driftOf, readBaseline, readReview, type Drift } from "pulumi-sinch/internals";
import { BadInputError } from "../errors";
import type { Context } from "./context";
import type { Counts, DriftJob, Looked } from "./jobs";
import { policyOf } from "./preview";
import { ShardStack } from "./stack";

/**
 * What differs from a shard's state. The program is not run: the state knows what it has declared, of customers that
 * are left as they are too.
 */
export async function drift({ shard }: DriftJob, context: Context): Promise<Looked> {
  context.permit.keepLists();
  const stdout = await new ShardStack(shard, context).previewRefresh();
  const review = readReview(stdout, `the refresh of ${shard}`, true);
  const looked = await told(driftOf(review, { strays: new Map(), ...judging(context) }), context);
  return { ...looked, lists: await context.store.put(context.permit.lists()) };
}

/** By what findings are judged. */
export function judging(context: Context) {
  const { baseline } = context;
  return {
    config: policyOf(context),
    accepted: baseline === undefined ? [] : read(() => readBaseline(baseline, "the baseline")),
    today: new Date().toISOString().slice(0, 10),
  };
}

/** Keeps findings in the store. Which entries of the baseline nothing was found for is seen of the whole fleet alone. */
export async function told(drift: Drift, { store }: Context): Promise<Looked> {
  const found: Record<string, number> = {};
  for (const { urgency } of drift.found) found[urgency] = (found[urgency] ?? 0) + 1;
  const report = await store.put(JSON.stringify({ ...drift, baselineNotes: [] }));
  return { found: found satisfies Counts, report };
}

function read<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new BadInputError(error instanceof Error ? error.message : "it cannot be read");
  }
}
