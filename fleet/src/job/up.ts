import { shardDigest } from "../digest";
import type { ShardRecord } from "../model";
import type { Context } from "./context";
import { contentOf, spared } from "./content";
import type { Updated, UpJob } from "./jobs";
import { settle } from "./settle";
import { ShardStack } from "./stack";

/** Brings a shard's stack to a release. */
export async function up({ shard, release: hash, account }: UpJob, context: Context): Promise<Updated> {
  const { store, lease } = context;
  const content = await contentOf(shard, hash, context);
  const stack = new ShardStack(shard, context);
  const before = await stack.export();
  if (before === undefined) await stack.create();
  const { state, settled } = await settle(stack, before, context);
  const { exclude, customers } = spared(state, content.rows);
  const left = [...new Set([...content.left.map(({ customer }) => customer), ...customers])].sort();
  const record = async (outcome: ShardRecord["outcome"]): Promise<void> => {
    const ids = [...content.rows.map(({ id }) => id), ...customers].sort();
    // What has failed is tried again: it is like nothing that a release brings.
    const digest = outcome === "done" ? shardDigest(content.release, shard) : "";
    const what = { name: shard, account, digest, release: hash, customers: ids, left };
    await store.record({ ...what, outcome, at: new Date().toISOString() }, lease);
  };
  try {
    const { counts } = await stack.up(content.program, { exclude });
    await record("done");
    return { counts, left, settled };
  } catch (error) {
    await record("failed");
    throw error;
  }
}
