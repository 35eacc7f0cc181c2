import type { Client } from "../api/client";
import { SinchError } from "../errors";
import type { JsonObject } from "../json";
import { readOne } from "./reading";
import { kindOf, memoryOf, type Collection } from "./reading-memory";
import { fetchPages, newSnapshot } from "./snapshots";

/*
 * What a change is put on top of: the API replaces whole objects, so each change carries what it does not touch.
 */

/** So many that are not in the first page are asked for by their ids before all pages are read. */
const MAX_MISSES = 2;

/**
 * What the API holds of an entity that is about to be changed. Pages that were read in this run serve until that
 * entity itself is written; where the entity is not in the first page, and going through the others does not pay, it
 * is asked for by its id.
 *
 * @throws when it is gone
 */
export async function liveOf(
  client: Client,
  collection: Collection,
  id: string,
  expected: readonly string[],
): Promise<JsonObject> {
  const { kinds, snapshots, written: changed } = memoryOf(client);
  const { get, path } = collection;
  const kind = kindOf(kinds, collection);
  const isWritten = changed.get(path)?.has(id) === true;
  if (!isWritten && !kind.isPartial) {
    const snapshot = snapshots.get(path) ?? newSnapshot(client, snapshots, path);
    await fetchPages(client, collection, snapshot, 1);
    if (!snapshot.items.has(id) && (!get || ++snapshot.misses >= MAX_MISSES)) {
      await fetchPages(client, collection, snapshot, Infinity);
    }
    const listed = snapshot.items.get(id);
    if (listed !== undefined && expected.every((key) => listed[key] !== undefined)) {
      return listed;
    }
  }
  const single = await (get ? get(id) : readOne(client, collection, id, { notBeforeMs: client.clock.now() }));
  if (single === undefined) {
    throw new SinchError(`${id} is not there any more: run \`pulumi refresh\`, then \`pulumi up\``);
  }
  return single;
}

/** Notes that an entity is being changed: what was read of it before is not to be relied on. */
export function written(client: Client, path: string, id: string): void {
  const { written: changed } = memoryOf(client);
  changed.set(path, (changed.get(path) ?? new Set()).add(id));
}

/** Notes what a change answers: a list that lacks some of it is not the whole of an entity. */
export function compareWithAnswer(
  client: Client,
  collection: Collection,
  live: JsonObject,
  answer: JsonObject,
): void {
  if (Object.keys(answer).some((key) => !(key in live))) {
    kindOf(memoryOf(client).kinds, collection).isPartial = true;
  }
}
