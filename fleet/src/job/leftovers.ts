import {
  KnownResources,
  driftOf,
  lookInto,
  mayBeUntouched,
  resourcesOfState,
  strayUrn,
  textOf,
  withBesides,
  type KnownResource,
  type Leftover,
} from "pulumi-sinch/internals";
import { accountName } from "../model";
import type { Context } from "./context";
import { judging, told } from "./drift";
import type { LeftoversJob, Looked } from "./jobs";
import { RememberingClient } from "./listed";
import { ShardStack } from "./stack";

/** What an account holds beside all shards' states, and which countries are open. */
export async function leftovers({ account, lists = [] }: LeftoversJob, context: Context): Promise<Looked> {
  // Those that an attempt before this one has dropped are asked for again.
  const kept = await Promise.all(lists.map((hash) => context.store.get(hash).catch(() => "")));
  const client = new RememberingClient(kept);
  const known = async (): Promise<KnownResources> =>
    new KnownResources(await knownResources(account, context), client.projectId);
  const before = await known();
  let seen = await lookInto(client, before);
  let strays = seen.leftovers;
  if (strays.some(({ held }) => !mayBeUntouched(held))) {
    // What was listed for a shard may be gone by now; and what an update has made in the meantime is in its shard's
    // state by now, or will be at the next look.
    client.forget(new Set(strays.map(({ held }) => textOf(held.state.sipTrunkId))));
    seen = await lookInto(client, before);
    const now = await known();
    strays = seen.leftovers.filter(({ held }) => now.ownerOf(held.entity, held.id) === undefined);
  }
  const nothing = {
    form: "refresh",
    project: context.project,
    stack: `account ${accountName(account)}`,
  } as const;
  const review = withBesides({ ...nothing, changes: [], notLookedAt: [], errors: [] }, [
    { account, held: seen.held, leftovers: strays },
  ]);
  const byUrn = new Map(strays.map((stray) => [strayUrn(account, stray.held), strayOf(stray)]));
  const drift = driftOf(review, { strays: byUrn, ...judging(context) });
  // What the rules say of strays by themselves, without what they are attached to, means little.
  const looked = await told(
    { ...drift, found: drift.found.filter(({ more }) => more !== undefined) },
    context,
  );
  await context.store.drop(lists);
  return looked;
}

function strayOf({ held }: Leftover): { isUsual: boolean; commands: string[] } {
  const { entity, id, createTime } = held;
  const made = createTime === undefined ? [] : [`made ${createTime}`];
  return { isUsual: mayBeUntouched(held), commands: [...made, `${entity.name} ${id}`] };
}

/** One after the other: each is a process of Pulumi's. */
async function knownResources(account: string | undefined, context: Context): Promise<KnownResource[]> {
  const known: KnownResource[] = [];
  for (const record of await context.store.shards()) {
    if ((record.account ?? "") !== (account ?? "")) continue;
    const state = await new ShardStack(record.name, context).export();
    if (state !== undefined) known.push(...resourcesOfState(state, { stack: record.name }));
  }
  return known;
}
