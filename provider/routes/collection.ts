import { parseTime } from "../api/clock";
import type { CollectionRoute } from "../entity";
import { textOf, type JsonObject } from "../json";
import { ApiError, withAdvice } from "../errors";
import type { Client } from "../api/client";
import { path, segment, splitId } from "../api/path";
import { undefinedIfGone, unlessGone } from "./gone";
import type { Found, Operations } from "./operations";
import { postOnce } from "./post-once";
import { readOne } from "./reading";

/** Whether an entity has what the API gives only once, and these inputs ask for. */
type HasSame = (found: JsonObject, inputs: JsonObject) => boolean;

/** An entity that is made by POST to a collection and has an address of its own from then on. */
export function collection(route: CollectionRoute, hasSame = sameInput(route.unique)): Operations {
  const { listKey } = route;
  const place = placeOf(route);

  /** The error, and who has what the API says is taken. Nobody's entity is ever adopted for that. */
  async function explained(client: Client, error: unknown, inputs: JsonObject): Promise<unknown> {
    if (hasSame === undefined || !isTaken(error)) {
      return error;
    }
    const all = await client.list(place.collectionPath(place.parentOf(inputs)), [listKey]).catch(() => []);
    return withAdvice(error, takenAdvice(all.find((one) => hasSame(one, inputs))));
  }

  return {
    async create(client, inputs, { matches, title }) {
      const parentId = place.parentOf(inputs);
      const list = () => client.list(place.collectionPath(parentId), [listKey]);
      const claimed = (answer: JsonObject): Found | undefined => {
        const id = place.idOf(answer, parentId);
        return id !== undefined && client.claim(id)
          ? { id, answer: place.withParent(answer, parentId) }
          : undefined;
      };
      try {
        return await postOnce<Found>(client, {
          path: place.collectionPath(parentId),
          body: place.body(inputs),
          made: claimed,
          find: async (sinceMs) => {
            const items = await list();
            const since = client.serverTime(sinceMs);
            return firstOf(
              items.filter((answer) => madeSince(answer, since) && matches(answer)),
              claimed,
            );
          },
          unique: hasSame !== undefined,
          leftover: `${title} ${named(inputs)}`,
        });
      } catch (error) {
        throw await explained(client, error, inputs);
      }
    },

    async read(client, id, _known, look = {}) {
      const { parentId, ownId } = place.split(id);
      const collectionPath = place.collectionPath(parentId);
      const get = (own: string) => client.request({ method: "GET", path: collectionPath + path`/${own}` });
      const source = {
        path: collectionPath,
        listKeys: [listKey],
        kind: route.path,
        ...(route.readBy === "id" && { get }),
      };
      const expected = look.expected?.filter((key) => key !== route.parent?.input) ?? [];
      const found = await readOne(client, source, ownId, { ...look, expected }).catch(undefinedIfGone);
      return found && place.withParent(found, parentId);
    },

    async update(client, id, { news, cleared }) {
      // An explicit null clears a value, whether the API takes what is left out for null or for "as it was".
      const body = { ...Object.fromEntries(cleared.map((key) => [key, null])), ...place.body(news) };
      const put = client.request({ method: "PUT", path: place.path(id), body });
      const answer = await put.catch(async (error: unknown) => {
        throw await explained(client, error, news);
      });
      return place.withParent(answer, place.split(id).parentId);
    },

    async delete(client, id) {
      await unlessGone(client, () => client.request({ method: "DELETE", path: place.path(id) }));
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
export function madeSince(answer: JsonObject, sinceMs: number): boolean {
  const madeMs = parseTime(answer.createTime);
  return madeMs !== undefined && Math.floor(madeMs / 1000) >= Math.floor(sinceMs / 1000);
}

/** The first result that is one. */
export function firstOf<Item, Result>(
  items: Item[],
  read: (item: Item) => Result | undefined,
): Result | undefined {
  for (const item of items) {
    const result = read(item);
    if (result !== undefined) {
      return result;
    }
  }
  return undefined;
}

/** Names an entity for a person. */
export function named(inputs: JsonObject): string {
  const text = textOf(inputs.name) || textOf(inputs.ipAddress);
  return text ? `named "${text}"` : "with the content of this resource";
}

function placeOf({ path: own, parent, ownIdAs }: CollectionRoute) {
  const collectionPath = (parentId: string | undefined): string =>
    parent ? `${parent.path}/${segment(parentId)}${own}` : own;
  const split = (id: string): { parentId: string | undefined; ownId: string } => {
    const [parentId, ownId] = parent ? splitId(id, `${parent.input}/id`) : [undefined, id];
    return { parentId, ownId };
  };
  return {
    collectionPath,
    split,
    path(id: string): string {
      const { parentId, ownId } = split(id);
      return collectionPath(parentId) + path`/${ownId}`;
    },
    parentOf: (inputs: JsonObject): string | undefined => (parent ? textOf(inputs[parent.input]) : undefined),
    idOf(answer: JsonObject, parentId: string | undefined): string | undefined {
      const ownId = textOf(answer.id);
      if (ownId === "") {
        return undefined;
      }
      return parentId === undefined ? ownId : `${parentId}/${ownId}`;
    },
    /** The parent is in the path, not in the body. */
    body: (inputs: JsonObject): JsonObject =>
      parent ? Object.fromEntries(Object.entries(inputs).filter(([key]) => key !== parent.input)) : inputs,
    withParent: (answer: JsonObject, parentId: string | undefined): JsonObject =>
      parent ? { ...answer, [parent.input]: parentId, ...(ownIdAs && { [ownIdAs]: answer.id }) } : answer,
  };
}

function sameInput(unique: string | undefined): HasSame | undefined {
  return unique === undefined
    ? undefined
    : (found, inputs) => textOf(found[unique]).toLowerCase() === textOf(inputs[unique]).toLowerCase();
}

function isTaken(error: unknown): boolean {
  return error instanceof ApiError && error.status === 400 && /unavailable|already/i.test(error.detail.text);
}

function takenAdvice(owner: JsonObject | undefined): string {
  if (owner === undefined) {
    return "Nothing in this project has it, so another project does: choose another.";
  }
  return (
    `The one with the id ${textOf(owner.id)} (name "${textOf(owner.name)}") has it: choose another, or import that ` +
    "one instead of creating it (docs/import.md)."
  );
}
