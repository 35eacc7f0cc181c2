import { contentOf, spared } from "./content";
import type { Context } from "./context";
import { hasPending, settle } from "./settle";
import type { ShardStack } from "./stack";

/**
 * Settles what is unfinished in a shard by what it was brought to last. The note of it stays, so that the next update
 * looks at what is there, also for what a later release had begun.
 *
 * @returns how much was found
 */
export async function settleAsRecorded(stack: ShardStack, context: Context): Promise<number> {
  const { store, lease } = context;
  const { name } = stack;
  const state = await stack.export();
  if (state === undefined) return 0;
  const known = await store.unfinished(name);
  if (known === undefined && !hasPending(state)) return 0;
  const since = known ?? (await store.begin({ ...lease, shard: name }));
  const record = await store.shard(name);
  const { rows, program } =
    record === undefined
      ? { rows: [], program: () => Promise.resolve() }
      : await contentOf(name, record.release, context);
  return await settle(stack, { program, excluded: (text) => spared(text, rows).exclude, since, context });
}
