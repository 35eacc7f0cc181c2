import type { Client } from "../api/client";
import type { JsonObject } from "../json";

/** A snapshot that is older is taken anew. */
const MAX_AGE_MS = 60_000;

/** What was read of a collection so far. */
export interface Snapshot {
  readonly beganMs: number;
  readonly writes: number;
  readonly items: Map<string, JsonObject>;
  /** Pages there are, as the last one said; one before the first is here. */
  pages: number;
  fetched: number;
  /** Entities that were looked for and are not in the pages so far. */
  misses: number;
  pending: Promise<void> | undefined;
  readonly onPage: () => void;
}

/** The snapshots of a run, by the paths of their collections. */
export type Snapshots = Map<string, Snapshot>;

/** Where a collection is listed, and how to tell its items apart. */
export interface Listing {
  readonly path: string;
  /** The keys under which the answer may have the array. */
  readonly listKeys: readonly string[];
  /** The key with the id in a listed item. @default "id" */
  readonly idKey?: string;
}

/** The snapshot of a collection, unless it is too old or the process has begun or ended a write since. */
export function currentSnapshot(
  { clock, writes }: Client,
  snapshots: Snapshots,
  path: string,
  notBeforeMs = 0,
): Snapshot | undefined {
  const known = snapshots.get(path);
  const leastMs = Math.max(notBeforeMs, clock.now() - MAX_AGE_MS);
  return known?.writes === writes && known.beganMs >= leastMs ? known : undefined;
}

/** Begins a snapshot, in the place of an earlier one. */
export function newSnapshot(
  { clock, writes }: Client,
  snapshots: Snapshots,
  path: string,
  onPage: () => void = () => undefined,
): Snapshot {
  const fresh: Snapshot = {
    beganMs: clock.now(),
    writes,
    items: new Map(),
    pages: 1,
    fetched: 0,
    misses: 0,
    pending: undefined,
    onPage,
  };
  snapshots.set(path, fresh);
  return fresh;
}

/** Fetches pages up to a number, or to the end; callers at the same time share the requests. */
export async function fetchPages(
  client: Client,
  listing: Listing,
  snapshot: Snapshot,
  upTo: number,
): Promise<void> {
  while (snapshot.fetched < Math.min(upTo, snapshot.pages)) {
    snapshot.pending ??= fetchPage(client, listing, snapshot).finally(() => (snapshot.pending = undefined));
    await snapshot.pending;
  }
}

async function fetchPage(
  client: Client,
  { path, listKeys, idKey = "id" }: Listing,
  snapshot: Snapshot,
): Promise<void> {
  const { items, pages } = await client.page(path, listKeys, snapshot.fetched + 1);
  for (const item of items) {
    const id = item[idKey];
    if (typeof id === "string") {
      snapshot.items.set(id, item);
    }
  }
  snapshot.pages = pages;
  snapshot.fetched++;
  snapshot.onPage();
}
