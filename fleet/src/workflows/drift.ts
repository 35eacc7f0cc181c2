/** What somebody changed by hand, in the whole fleet: shard by shard, and beside all of them once an account. */
import { ActivityFailure, defineQuery, proxyActivities, setHandler } from "@temporalio/workflow";
import type { Activities, DriftReport, FoundIn } from "../activities";
import type { Looked } from "../job/jobs";
import { ShardFailure, Shards } from "./asks";
import { jobs, SMALL_RETRY } from "./jobs";

export interface DriftInput {
  readonly fleet: string;
  readonly atOnce: number;
}

export interface DriftProgress {
  readonly shards: number;
  readonly looked: number;
  readonly isEnded: boolean;
}

export const driftProgressQuery = defineQuery<DriftProgress>("progress");

const { fleetShards, reportDrift } = proxyActivities<Pick<Activities, "fleetShards" | "reportDrift">>({
  startToCloseTimeout: "5 minutes",
  retry: SMALL_RETRY,
});

export async function drift({ fleet, atOnce }: DriftInput): Promise<DriftReport> {
  const asked = new Shards(fleet);
  let progress: DriftProgress = { shards: 0, looked: 0, isEnded: false };
  setHandler(driftProgressQuery, () => progress);
  const shards = await fleetShards(fleet);
  progress = { ...progress, shards: shards.length };
  const found: FoundIn[] = [];
  /** What was listed for the shards, of which the look beside them need not ask again. */
  const lists = new Map<string | undefined, string[]>();
  await asked.each(shards, { atOnce, isSpread: true }, async ({ name: shard, account }) => {
    const look = async (): Promise<Looked> => {
      const seen = await asked.ask({ kind: "drift" as const, shard, account });
      if (seen.lists !== undefined) lists.set(account, [...(lists.get(account) ?? []), seen.lists]);
      return seen;
    };
    found.push(await looked(shard, account, look));
    progress = { ...progress, looked: progress.looked + 1 };
  });
  for (const account of new Set(shards.map(({ account }) => account))) {
    const own = lists.has(account) ? { lists: lists.get(account) } : {};
    found.push(
      await looked(undefined, account, () => jobs().leftovers({ kind: "leftovers", account, ...own })),
    );
  }
  const report = await reportDrift(fleet, found);
  progress = { ...progress, isEnded: true };
  return report;
}

/** What cannot be looked at is a finding. */
async function looked(
  shard: string | undefined,
  account: string | undefined,
  look: () => Promise<{ readonly report: string }>,
): Promise<FoundIn> {
  const where = { ...(shard !== undefined && { shard }), ...(account !== undefined && { account }) };
  try {
    return { ...where, report: (await look()).report };
  } catch (error) {
    if (shard !== undefined && !(error instanceof ShardFailure)) throw error;
    const cause = error instanceof ActivityFailure ? error.cause : error;
    return { ...where, failure: cause instanceof Error ? cause.message : String(cause) };
  }
}
