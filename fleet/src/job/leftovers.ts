import {
  Client,
  KnownResources,
  clientOptions,
  driftOf,
  lookInto,
  mayBeUntouched,
  resourcesOfState,
  strayUrn,
  withBesides,
  type KnownResource,
  type Leftover,
} from "pulumi-sinch/internals";
import type { Context } from "./context";
import { judging, told } from "./drift";
import type { LeftoversJob, Looked } from "./jobs";
import { ShardStack } from "./stack";

/** What an account holds beside all shards' states, and which countries are open. */
export async function leftovers({ account }: LeftoversJob, context: Context): Promise<Looked> {
  const client = new Client(clientOptions({}, process.env), { say: () => undefined });
  const known = async (): Promise<KnownResources> =>
    new KnownResources(await knownResources(account, context), client.projectId);
  const seen = await lookInto(client, await known());
  // What an update has made in the meantime is in its shard's state by now, or will be at the next look.
  const now = seen.leftovers.length > 0 ? await known() : undefined;
  const strays = seen.leftovers.filter(({ held }) => now?.ownerOf(held.entity, held.id) === undefined);
  const nothing = {
    form: "refresh",
    project: context.project,
    stack: `account ${account ?? "main"}`,
  } as const;
  const review = withBesides({ ...nothing, changes: [], notLookedAt: [], errors: [] }, [
    { account, held: seen.held, leftovers: strays },
  ]);
  const byUrn = new Map(strays.map((stray) => [strayUrn(account, stray.held), strayOf(stray)]));
  const drift = driftOf(review, { strays: byUrn, ...judging(context) });
  // What the rules say of strays by themselves, without what they are attached to, means little.
  return await told({ ...drift, found: drift.found.filter(({ more }) => more !== undefined) }, context);
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
