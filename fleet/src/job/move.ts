import { BadInputError, FleetError } from "../errors";
import type { Release, ShardRecord } from "../model";
import type { ShardRows } from "../plan";
import type { Move } from "../store/moves";
import type { Context } from "./context";
import { digestOf, halfMoved, releaseWith } from "./content";
import type { MoveJob } from "./jobs";
import { requireApart, stateWithout, urnsOf } from "./owned";
import { settleAsRecorded } from "./settle-recorded";
import { ShardStack } from "./stack";

/**
 * Moves customers' resources from one shard's state into another one's, and their rows with them.
 *
 * Pulumi writes the target first. Whoever dies in between leaves them in both: the move is noted, so that nothing else is
 * done in either shard, and a second run begins with what the source has.
 */
export async function move({ shard: source, to: target, customers }: MoveJob, context: Context) {
  const { store, lease } = context;
  const wanted: Move = { source, target, customers: [...customers].sort() };
  const open = await store.moves.of(source, target);
  if (open !== undefined && !isSame(open, wanted)) throw new BadInputError(halfMoved(open));
  const [from, to] = [new ShardStack(source, context), new ShardStack(target, context)];
  await settleAsRecorded(from, context);
  await settleAsRecorded(to, context);

  const [state, targetState] = [await from.export(), await to.export()];
  const moving = urnsOf(state, customers);
  const doubled = customers.filter(
    (one) => urnsOf(state, [one]).length > 0 && urnsOf(targetState, [one]).length > 0,
  );
  const record = await store.shard(source);
  if (moving.length > 0) {
    if (record === undefined)
      throw new BadInputError(`${source} was never rolled out to its end: do that first`);
    if (doubled.length > 0 && open === undefined)
      throw new BadInputError(`${doubled[0] ?? ""} is in the states of both ${source} and ${target}`);
    requireApart(state, customers, true);
    await store.moves.begin(wanted);
    if (targetState === undefined) await to.create();
    else if (doubled.length > 0) await to.import(stateWithout(targetState, doubled));
    await from.moveTo(target, moving);
  }
  const resources = urnsOf(await to.export(), customers).length;
  if (resources < moving.length)
    throw new FleetError(`${target} has only ${resources} of ${moving.length} resources`);
  if (record !== undefined) {
    const records = await movedRecords(wanted, record, context);
    await store.moves.end(wanted, { records, holder: lease.holder });
  }
  return { resources };
}

function isSame(one: Move, other: Move): boolean {
  const text = ({ source, target, customers }: Move) => JSON.stringify([source, target, customers]);
  return text(one) === text(other);
}

/** What is recorded of both shards afterwards: a plan finds them as they are, if it has found them so before. */
async function movedRecords(
  { source, target, customers }: Move,
  own: ShardRecord,
  context: Context,
): Promise<ShardRecord[]> {
  const { store } = context;
  const its = await store.shard(target);
  const isMoved = (id: string): boolean => customers.includes(id);
  const release = await store.release(own.release);
  const targetRelease = its === undefined ? release : await store.release(its.release);
  const before = await rowsOf(source, release, context);
  const stay: ShardRows = {
    rows: before.rows.filter(({ id }) => !isMoved(id)),
    left: before.left.filter(({ customer }) => !isMoved(customer)),
  };
  const after = its === undefined ? { rows: [], left: [] } : await rowsOf(target, targetRelease, context);
  const joined: ShardRows = {
    rows: merged([...before.rows.filter(({ id }) => isMoved(id)), ...after.rows], ({ id }) => id),
    left: merged(
      [...before.left.filter(({ customer }) => isMoved(customer)), ...after.left],
      ({ customer }) => customer,
    ),
  };
  const rows = { [source]: stay, [target]: joined };
  const changed = await releaseWith(release, rows, context);
  const isAlike = targetRelease.program === release.program && targetRelease.version === release.version;
  const targetChanged = isAlike ? changed : await releaseWith(targetRelease, rows, context);

  // Whatever was to be done before is to be done still, and in both.
  const isDone = own.digest !== "" && (await store.unfinished(source)) === undefined;
  const isTargetDone =
    isDone && isAlike && its?.digest !== "" && (await store.unfinished(target)) === undefined;
  const went = own.customers.filter(isMoved);
  const both = (mine: readonly string[], others: readonly string[] = []) =>
    [...new Set([...mine, ...others])].sort();
  return [
    {
      ...own,
      release: changed.hash,
      digest: isDone ? digestOf(stay, changed) : "",
      customers: own.customers.filter((one) => !isMoved(one)),
      left: own.left.filter((one) => !isMoved(one)),
    },
    {
      ...(its ?? own),
      name: target,
      release: targetChanged.hash,
      digest: isTargetDone ? digestOf(joined, targetChanged) : "",
      customers: both(went, its?.customers),
      left: both(own.left.filter(isMoved), its?.left),
    },
  ];
}

async function rowsOf(shard: string, release: Release, { store }: Context): Promise<ShardRows> {
  const hash = release.rows[shard];
  return hash === undefined ? { rows: [], left: [] } : (JSON.parse(await store.get(hash)) as ShardRows);
}

/** Sorted by id, each once. */
function merged<One>(all: readonly One[], idOf: (one: One) => string): One[] {
  const byId = new Map(all.toReversed().map((one) => [idOf(one), one]));
  return [...byId].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}
