import type { Client } from "../api/client";
import type { JsonObject } from "../json";
import { undefinedIfGone } from "./absence";
import type { Look } from "./operations";
import { kindOf, memoryOf, type Collection, type Kind } from "./reading-memory";
import { currentSnapshot, fetchPages, newSnapshot } from "./snapshots";
import type { Snapshot, Snapshots } from "./snapshots";

/** So many entities of a kind are read singly before listing may pay. */
const SINGLE_READS = 2;

/** No further listing of a kind is begun once its pages have cost so many requests more than they saved. */
const MAX_LOSS = 8;

type SingleRead = () => Promise<JsonObject | undefined>;

/**
 * Reads one entity with the fewest requests over all reads of a run: the first ones singly, further ones out of the
 * pages of their collection, as far as these cost less. A snapshot ends with any write of the process; what is not in
 * it is asked for by its id, so an entity that came or moved meanwhile is not missed; and a kind whose lists turn out
 * to have less than its single answers is read singly.
 */
export async function readOne(
  client: Client,
  collection: Collection,
  id: string,
  { notBeforeMs = 0, expected = [] }: Look = {},
): Promise<JsonObject | undefined> {
  const { kinds, snapshots } = memoryOf(client);
  const { get } = collection;
  if (get === undefined) {
    const snapshot =
      currentSnapshot(client, snapshots, collection.path, notBeforeMs) ??
      newSnapshot(client, snapshots, collection.path);
    await fetchPages(client, collection, snapshot, Infinity);
    return snapshot.items.get(id);
  }
  const kind = kindOf(kinds, collection);
  const single = (): Promise<JsonObject | undefined> => get(id).catch(undefinedIfGone);
  if (kind.reads++ < SINGLE_READS) {
    const answer = single();
    kind.samples.set(id, answer);
    return await answer;
  }
  // A second look is at the entity itself: a list may lag behind.
  if (kind.isPartial || notBeforeMs > 0) {
    return await single();
  }
  const snapshot = await snapshotFor(client, { kind, snapshots, collection }, id);
  const listed = snapshot?.items.get(id);
  if (snapshot === undefined || listed === undefined) {
    return await single();
  }
  if (expected.some((key) => listed[key] === undefined)) {
    const answer = await single();
    kind.isPartial ||= answer !== undefined && !hasAllOf(listed, answer);
    return answer;
  }
  if (!(await hasWholeLists(kind, snapshot, { id, single }))) {
    return await single();
  }
  kind.answered++;
  return listed;
}

/** A snapshot with as many pages as it pays to fetch in search of an entity; none if no listing pays. */
async function snapshotFor(
  client: Client,
  { kind, snapshots, collection }: { kind: Kind; snapshots: Snapshots; collection: Collection },
  id: string,
): Promise<Snapshot | undefined> {
  let snapshot = currentSnapshot(client, snapshots, collection.path);
  if (snapshot === undefined) {
    if (kind.pages - kind.answered > MAX_LOSS) {
      return undefined;
    }
    snapshot = newSnapshot(client, snapshots, collection.path, () => kind.pages++);
  }
  await fetchPages(client, collection, snapshot, 1);
  if (!snapshot.items.has(id) && ++snapshot.misses >= snapshot.pages - snapshot.fetched) {
    await fetchPages(client, collection, snapshot, Infinity);
  }
  return snapshot;
}

/** Holds one listed item against its own answer, the first time that a list of the kind is used. */
async function hasWholeLists(
  kind: Kind,
  snapshot: Snapshot,
  own: { id: string; single: SingleRead },
): Promise<boolean> {
  kind.comparison ??= compare(kind, snapshot, own).then((isWhole) => {
    if (isWhole === undefined) {
      kind.comparison = undefined;
    }
    kind.isPartial ||= isWhole === false;
    return isWhole === true;
  });
  return (await kind.comparison) && !kind.isPartial;
}

/** `undefined` if there is nothing to compare with: the sample is gone, or could not be read. */
async function compare(
  { samples }: Kind,
  { items }: Snapshot,
  { id, single }: { id: string; single: SingleRead },
): Promise<boolean | undefined> {
  const sampleId = [...samples.keys()].find((one) => items.has(one)) ?? id;
  const sample = await (samples.get(sampleId) ?? single()).catch(() => undefined);
  return sample && hasAllOf(items.get(sampleId) ?? {}, sample);
}

/** Whether a listed item has every value of the single answer; of a list inside of it, as many elements. */
function hasAllOf(listed: JsonObject, single: JsonObject): boolean {
  return Object.entries(single).every(([key, value]) => {
    const other = listed[key];
    if (Array.isArray(value)) {
      return Array.isArray(other) && other.length === value.length;
    }
    return JSON.stringify(other) === JSON.stringify(value);
  });
}
