import type { ShardRecord } from "../model";
import type { ShardRows } from "../plan";
import type { Context } from "./context";
import { digestOf, releaseWith, requireAtHome } from "./content";
import type { RetireJob, Updated } from "./jobs";
import { requireApart, urnsOf } from "./owned";
import { settleAsRecorded } from "./settle-recorded";
import { ShardStack } from "./stack";

/** Deletes all that one customer has, by what the state knows: the program is not asked. */
export async function retire({ shard, customer }: RetireJob, context: Context): Promise<Updated> {
  const { store, lease } = context;
  await requireAtHome(shard, [], context);
  const stack = new ShardStack(shard, context);
  const settled = await settleAsRecorded(stack, context);
  const state = await stack.export();
  const urns = urnsOf(state, [customer]);
  requireApart(state, [customer], false);
  let counts = {};
  if (urns.length > 0) {
    const isOpen = (await store.begin(lease)) !== undefined;
    ({ counts } = await stack.destroy(urns, { isPutBack: isOpen }));
    // What was unfinished before may concern others.
    if (!isOpen) await store.finish(lease);
  }
  const record = await store.shard(shard);
  if (record !== undefined) await forget(customer, record, context);
  return { counts, left: record?.left.filter((one) => one !== customer) ?? [], settled };
}

async function forget(customer: string, record: ShardRecord, context: Context): Promise<void> {
  const { store, lease } = context;
  const customers = record.customers.filter((one) => one !== customer);
  if (customers.length === 0) {
    await store.forget(record.name);
    return;
  }
  const release = await store.release(record.release);
  const { rows, left } = JSON.parse(await store.get(release.rows[record.name] ?? "")) as ShardRows;
  const kept: ShardRows = {
    rows: rows.filter(({ id }) => id !== customer),
    left: left.filter((one) => one.customer !== customer),
  };
  const changed = await releaseWith(release, { [record.name]: kept }, context);
  const digest = record.digest === "" ? "" : digestOf(kept, changed);
  const others = record.left.filter((one) => one !== customer);
  await store.record({ ...record, release: changed.hash, digest, customers, left: others }, lease);
}
