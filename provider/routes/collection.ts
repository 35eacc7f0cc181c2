import { parseTime } from "../api/clock";
import type { Client } from "../api/client";
import type { CollectionRoute } from "../entity";
import { ApiError, PartialUpdateError, TakenError, isAmbiguous } from "../errors";
import { textOf, type JsonObject } from "../json";
import { aboutIt, remove, undefinedIfGone } from "./absence";
import { compareWithAnswer, liveOf, written } from "./live";
import type { Found, Operations } from "./operations";
import { placeOf } from "./place";
import { postOnce } from "./post-once";
import { readOne } from "./reading";
import type { Collection } from "./reading-memory";
import { putWhole } from "./whole-put";

/** Whether an entity has what the API gives only once, and these inputs ask for. */
export type HasSame = (found: JsonObject, inputs: JsonObject) => boolean;

export interface CollectionOperations extends Operations {
  /** Where the entities of a parent are read. */
  source(client: Client, parentId?: string): Collection;
}

/** An entity that is made by POST to a collection and has an address of its own from then on. */
export function collection(route: CollectionRoute, hasSame = sameInput(route.unique)): CollectionOperations {
  const { listKey } = route;
  const place = placeOf(route);

  /** The error, and who has what the API says is taken. Nobody's entity is ever adopted for that. */
  async function explained(client: Client, error: unknown, inputs: JsonObject): Promise<unknown> {
    if (hasSame === undefined || !isTaken(error)) {
      return error;
    }
    const all = await client.list(place.collectionPath(place.parentOf(inputs)), [listKey]).catch(() => []);
    return takenError(
      error,
      all.find((one) => hasSame(one, inputs)),
    );
  }

  const get = async (client: Client, collectionPath: string, own: string): Promise<JsonObject> => {
    const ownPath = `${collectionPath}/${place.segment(own)}`;
    const answer = await client.request({ method: "GET", path: ownPath });
    return aboutIt(client, answer, { id: own, key: "id", label: `GET ${ownPath}` });
  };

  const sourceOf = (client: Client, parentId?: string): Collection => {
    const collectionPath = place.collectionPath(parentId);
    return {
      path: collectionPath,
      listKeys: [listKey],
      kind: route.path,
      ...(route.readBy === "id" && { get: (own: string) => get(client, collectionPath, own) }),
    };
  };

  /** What is read of a parent may hold its children. */
  const changing = (client: Client, parentId: string | undefined, ownId?: string): void => {
    if (route.parent && parentId !== undefined) {
      written(client, route.parent.path, parentId);
    }
    if (ownId !== undefined) {
      written(client, place.collectionPath(parentId), ownId);
    }
  };

  return {
    source: sourceOf,

    async create(client, inputs, { matches, title }) {
      const parentId = place.parentOf(inputs);
      let others = 0;
      const claimed = (answer: JsonObject): Found | undefined => {
        const id = place.idOf(answer, parentId);
        return id !== undefined && client.claim(id)
          ? { id, answer: place.withParent(answer, parentId) }
          : undefined;
      };
      changing(client, parentId);
      try {
        return await postOnce<Found>(client, {
          path: place.collectionPath(parentId),
          body: place.body(inputs),
          made: claimed,
          find: async (sinceMs) => {
            const items = await client.list(place.collectionPath(parentId), [listKey]);
            others = items.length;
            const since = client.serverTime(sinceMs);
            return firstOf(
              items.filter((answer) => madeSince(answer, since) && matches(answer)),
              claimed,
            );
          },
          unique: hasSame !== undefined,
          showsOthers: () => others > 0,
          leftover: `${title} ${named(inputs)}`,
        });
      } catch (error) {
        throw await explained(client, error, inputs);
      }
    },

    async read(client, id, _known, look = {}) {
      const { parentId, ownId } = place.split(id);
      const expected = look.expected?.filter((key) => key !== route.parent?.input) ?? [];
      const source = sourceOf(client, parentId);
      const found = await readOne(client, source, ownId, { ...look, expected }).catch(undefinedIfGone);
      return found && place.withParent(found, parentId);
    },

    async update(client, id, { olds, news, changed, onTopOf, expected }) {
      if (changed.length === 0) {
        return olds;
      }
      const { parentId, ownId } = place.split(id);
      const source = sourceOf(client, parentId);
      const wanted = expected.filter((key) => key !== route.parent?.input);
      const live = await liveOf(client, source, ownId, wanted);
      changing(client, parentId, ownId);
      const { known, unknown } = onTopOf(live);
      const label = `PUT ${place.path(id)}`;
      const put = putWhole(client, place.path(id), { known: place.body(known), unknown }).then((found) =>
        aboutIt(client, found, { id: ownId, key: "id", label }),
      );
      const answer = await put.catch(async (error: unknown) => {
        throw error instanceof Error && isAmbiguous(error)
          ? new PartialUpdateError(Object.fromEntries(changed.map((key) => [key, undefined])), error)
          : await explained(client, error, news);
      });
      compareWithAnswer(client, source, live, answer);
      return place.withParent(answer, parentId);
    },

    async delete(client, id) {
      const { parentId, ownId } = place.split(id);
      changing(client, parentId, ownId);
      const source = sourceOf(client, parentId);
      const isThere = async (): Promise<boolean> => {
        const look = { notBeforeMs: client.clock.now() };
        return (await readOne(client, source, ownId, look).catch(undefinedIfGone)) !== undefined;
      };
      await remove(client, place.path(id), isThere);
      return undefined;
    },

    async list(client, parentId) {
      const items = await client.list(place.collectionPath(parentId), [listKey]);
      return items.flatMap((answer) => {
        const id = place.idOf(answer, parentId);
        return id === undefined ? [] : [{ id, answer: place.withParent(answer, parentId) }];
      });
    },
  };
}

/** Whether an entity was made at a time or later; times of reads are whole seconds. */
function madeSince(answer: JsonObject, sinceMs: number): boolean {
  const madeMs = parseTime(answer.createTime);
  return madeMs !== undefined && Math.floor(madeMs / 1000) >= Math.floor(sinceMs / 1000);
}

/** The first result that is one. */
function firstOf<Item, Result>(items: Item[], read: (item: Item) => Result | undefined): Result | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) {
      return result;
    }
  }
  return undefined;
}

/** Names an entity for a person. */
function named(inputs: JsonObject): string {
  const text = textOf(inputs.name) || textOf(inputs.ipAddress);
  return text ? `named "${text}"` : "with the content of this resource";
}

function sameInput(unique: string | undefined): HasSame | undefined {
  return unique === undefined
    ? undefined
    : (found, inputs) => textOf(found[unique]).toLowerCase() === textOf(inputs[unique]).toLowerCase();
}

/** Whether the API says that what may exist once only is taken. */
export function isTaken(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400 && /unavailable|already/i.test(error.detail.text);
}

/** The refusal of what is taken, with who has it. */
export function takenError(error: ApiError, owner: JsonObject | undefined): TakenError {
  if (owner === undefined) {
    const advice =
      "Nothing in this project has it, so another project does, or it was given up moments ago: choose another, or run " +
      "the command again later.";
    return new TakenError(error, undefined, advice);
  }
  const id = textOf(owner.id);
  const advice =
    `The one with the id ${id} (name "${textOf(owner.name)}") has it: choose another, or import that ` +
    "one instead of creating it (docs/how-to/adopt.md).";
  return new TakenError(error, id, advice);
}
