import type { Client } from "../client";
import type { JsonObject } from "../json";
import { undefinedIfGone } from "./gone";

/** A collection whose entities are read one by one, in whatever order Pulumi asks. */
export interface Collection {
  /** Where it is listed. */
  readonly path: string;
  /** The keys under which the answer may have the array. */
  readonly listKeys: readonly string[];
  /** What all collections of this kind of entity have in common: their lists have the same fields. */
  readonly kind: string;
  /** Reads one entity by its own id; absent where the API has no such call. */
  readonly get?: (id: string) => Promise<JsonObject>;
  /** The key with the id in a listed item. @default "id" */
  readonly idKey?: string;
}

/** So many entities of a kind are read singly before listing may pay. */
const SINGLE_READS = 2;

/** A snapshot that is older is taken anew. */
const MAX_AGE_MS = 60_000;

/** What is known of a kind's lists. */
interface Kind {
  reads: number;
  readonly samples: Map<string, JsonObject>;
  /** Whether a listed item was held against its own GET, and had all of it. */
  trust: "unknown" | "whole" | "partial";
}

/** What was read of a collection so far. */
interface Snapshot {
  readonly beganMs: number;
  readonly writes: number;
  readonly items: Map<string, JsonObject>;
  /** Pages there are, once the first is here. */
  pages: number;
  fetched: number;
  misses: number;
  pending: Promise<void> | undefined;
}

interface Memory {
  readonly kinds: Map<string, Kind>;
  readonly snapshots: Map<string, Snapshot>;
}

const memories = new WeakMap<Client, Memory>();

/**
 * Reads one entity with the fewest requests over all reads of a run: the first ones singly, further ones out of the
 * pages of their collection, as far as these cost less. A snapshot ends with any write of the process; what is not in
 * it is asked for by its id, so an entity that came or moved meanwhile is not missed; and a kind whose lists turn out
 * to have less than its single answers is read singly.
 *
 * @param notBeforeMs a snapshot that began earlier does not count
 */
export async function readOne(
  client: Client,
  collection: Collection,
  id: string,
  notBeforeMs = 0,
): Promise<JsonObject | undefined> {
  const { kinds, snapshots } = memoryOf(client);
  const kind = kinds.get(collection.kind) ?? { reads: 0, samples: new Map(), trust: "unknown" };
  kinds.set(collection.kind, kind);
  const { get } = collection;
  if (get === undefined) {
    const snapshot = currentSnapshot(client, snapshots, collection, notBeforeMs);
    await fetchPages(client, collection, snapshot, Infinity);
    return snapshot.items.get(id);
  }
  const single = async (): Promise<JsonObject | undefined> => await get(id).catch(undefinedIfGone);
  if (kind.trust === "partial" || kind.reads++ < SINGLE_READS) {
    const answer = await single();
    if (answer !== undefined && kind.samples.size < SINGLE_READS) {
      kind.samples.set(id, answer);
    }
    return answer;
  }
  const snapshot = currentSnapshot(client, snapshots, collection, notBeforeMs);
  await fetchPages(client, collection, snapshot, 1);
  if (!snapshot.items.has(id) && ++snapshot.misses >= snapshot.pages - snapshot.fetched) {
    await fetchPages(client, collection, snapshot, Infinity);
  }
  const listed = snapshot.items.get(id);
  if (listed === undefined) {
    return await single();
  }
  return (await hasWholeLists(kind, snapshot, { id, single })) ? listed : await single();
}

/** Holds one listed item against its own answer, the first time that a list of the kind is used. */
async function hasWholeLists(
  kind: Kind,
  { items }: Snapshot,
  { id, single }: { id: string; single: () => Promise<JsonObject | undefined> },
): Promise<boolean> {
  if (kind.trust === "unknown") {
    const [sampleId, sample] = [...kind.samples].find(([one]) => items.has(one)) ?? [id, await single()];
    kind.trust = hasAllOf(items.get(sampleId) ?? {}, sample ?? {}) ? "whole" : "partial";
  }
  return kind.trust === "whole";
}

function memoryOf(client: Client): Memory {
  const memory = memories.get(client) ?? {
    kinds: new Map<string, Kind>(),
    snapshots: new Map<string, Snapshot>(),
  };
  memories.set(client, memory);
  return memory;
}

function currentSnapshot(
  client: Client,
  snapshots: Map<string, Snapshot>,
  { path }: Collection,
  notBeforeMs: number,
): Snapshot {
  const nowMs = client.clock.now();
  const known = snapshots.get(path);
  if (
    known?.writes === client.writes &&
    known.beganMs >= notBeforeMs &&
    nowMs - known.beganMs <= MAX_AGE_MS
  ) {
    return known;
  }
  const fresh: Snapshot = {
    beganMs: nowMs,
    writes: client.writes,
    items: new Map(),
    pages: 1,
    fetched: 0,
    misses: 0,
    pending: undefined,
  };
  snapshots.set(path, fresh);
  return fresh;
}

/** Fetches pages up to a number, or to the end; callers at the same time share the requests. */
async function fetchPages(
  client: Client,
  collection: Collection,
  snapshot: Snapshot,
  upTo: number,
): Promise<void> {
  while (snapshot.fetched < Math.min(upTo, snapshot.pages)) {
    snapshot.pending ??= fetchPage(client, collection, snapshot).finally(
      () => (snapshot.pending = undefined),
    );
    await snapshot.pending;
  }
}

async function fetchPage(client: Client, collection: Collection, snapshot: Snapshot): Promise<void> {
  const { items, pages } = await client.page(collection.path, collection.listKeys, snapshot.fetched + 1);
  for (const item of items) {
    const id = item[collection.idKey ?? "id"];
    if (typeof id === "string") {
      snapshot.items.set(id, item);
    }
  }
  snapshot.pages = pages;
  snapshot.fetched++;
}

/** Whether a listed item has every value of the single answer: a list of other length counts as less. */
function hasAllOf(listed: JsonObject, single: JsonObject): boolean {
  return Object.entries(single).every(([key, value]) => {
    const other = listed[key];
    if (Array.isArray(value)) {
      return Array.isArray(other) && other.length === value.length;
    }
    return value === null || value === "" || JSON.stringify(other) === JSON.stringify(value);
  });
}
