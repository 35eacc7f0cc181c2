import type { ShardRecord } from "../model";
import type { Context } from "./context";
import { contentOf, requireAtHome, spared } from "./content";
import type { Updated, UpJob } from "./jobs";
import { prune } from "./prune";
import { hasPending, settle } from "./settle";
import { ShardStack } from "./stack";

/** Brings a shard's stack to a release. */
export async function up(
  { shard, release: hash, account, isPutBack }: UpJob,
  context: Context,
): Promise<Updated> {
  const { store, lease } = context;
  const { digest, rows, program, left: refused } = await contentOf(shard, hash, context);
  await requireAtHome(shard, rows, context);
  const stack = new ShardStack(shard, context);
  let state = await stack.export();
  if (state === undefined) await stack.create();
  const since = await store.begin(lease);
  const isOpen = state !== undefined && (since !== undefined || hasPending(state));
  let settled = 0;
  if (isOpen) {
    const excluded = (text: string): readonly string[] => spared(text, rows).exclude;
    settled = await settle(stack, { program, excluded, since, context });
    state = await stack.export();
  }
  const { exclude, customers } = spared(state, rows);
  const left = [...new Set([...refused.map(({ customer }) => customer), ...customers])].sort();
  const record = async (outcome: ShardRecord["outcome"]): Promise<void> => {
    const ids = [...rows.map(({ id }) => id), ...customers].sort();
    // What has failed is tried again: it is like nothing that a release brings.
    const reached = outcome === "done" ? digest : "";
    const what = { name: shard, account, digest: reached, release: hash, customers: ids, left };
    await store.record({ ...what, outcome, at: new Date().toISOString() }, lease);
  };
  try {
    const { counts } = await stack.up(program, { exclude, isPutBack: isOpen || isPutBack });
    await store.finish(lease);
    await record("done");
    // An old state that stays is no reason to do the update again.
    await prune(context.project, shard, process.env.PULUMI_BACKEND_URL).catch(() => undefined);
    return { counts, left, settled };
  } catch (error) {
    await record("failed");
    throw error;
  }
}
