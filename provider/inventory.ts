import type { Client } from "./api/client";
import { ENTITIES } from "./entities";
import type { Entity, Route } from "./entity";
import { isGone } from "./errors";
import type { JsonObject } from "./json";
import type { Listed } from "./lifecycle/contract";
import { lifecycleOf } from "./lifecycle/lifecycle";

/** An entity that a project holds. */
export interface Held extends Listed {
  readonly entity: Entity;
}

/** How far a crawl is: lists read, of those that are known to exist so far. */
export interface CrawlProgress {
  readonly done: number;
  readonly total: number;
  /** Whether no more lists will turn up: those below trunks are known once the trunks are. */
  readonly isTotalKnown: boolean;
}

/** So many lists are read at once; the client paces them besides. */
const PARALLEL = 16;

/**
 * The kinds that a project is read for: what is part of another kind (ranges of their lists, one set of all countries)
 * only where it is asked for.
 */
export function kindsToRead(asked: readonly string[] = []): Entity[] {
  return ENTITIES.filter(
    ({ name, route }) => asked.includes(name) || (name !== "IpRange" && route.form !== "settingSet"),
  );
}

/**
 * Reads all that a project holds, of the given kinds: first what stands alone, then what lives under each trunk. Only
 * GET requests are sent.
 */
export async function inventory(
  client: Client,
  entities: readonly Entity[] = kindsToRead(),
  onProgress: (progress: CrawlProgress) => void = () => undefined,
): Promise<Held[]> {
  const children = entities.filter(({ route }) => parentInput(route) !== undefined);
  const parents = ENTITIES.filter(({ idForm }) =>
    children.some(({ route }) => parentInput(route) === idForm),
  );
  const roots = ENTITIES.filter(
    (entity) => parents.includes(entity) || (entities.includes(entity) && !children.includes(entity)),
  );
  let [done, total] = [0, roots.length];
  let isTotalKnown = children.length === 0;
  const read = async (entity: Entity, parentId?: string): Promise<Held[]> => {
    const listed = await lifecycleOf(entity, () => client)
      .list(parentId)
      .catch((error: unknown) => {
        // A parent that was deleted since it was listed has nothing under it.
        if (parentId !== undefined && isGone(error)) {
          return [];
        }
        throw error;
      });
    onProgress({ done: ++done, total, isTotalKnown });
    return listed.map((one) => ({ ...one, entity }));
  };

  const found = (await eachOf(roots, (entity) => read(entity))).flat();
  const lists = children.flatMap((entity) =>
    found
      .filter((parent) => parent.entity.idForm === parentInput(entity.route))
      .map((parent) => ({ entity, parentId: parent.id })),
  );
  total += lists.length;
  isTotalKnown = true;
  const below = (await eachOf(lists, ({ entity, parentId }) => read(entity, parentId))).flat();
  return [...found.filter(({ entity }) => entities.includes(entity)), ...below];
}

/**
 * Whether there is anything of an entity: a setting counts only where it is on, since what is off may never have been
 * touched, and a number only where it is bound to a trunk; all settings of a kind are nothing beside each of them.
 */
export function isMade({ route }: Entity, state: JsonObject): boolean {
  if (route.form === "setting") {
    return state[route.field] === true;
  }
  return route.form !== "settingSet" && (route.form !== "numberBinding" || Boolean(state.sipTrunkId));
}

/** The input that names the parent, for entities that are listed under one. */
function parentInput(route: Route): string | undefined {
  return route.form === "collection" || route.form === "link" ? route.parent?.input : undefined;
}

/** Does the work for each item, a number of them at once; results are in the order of the items. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) {
      results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(PARALLEL, items.length) }, worker));
  return results;
}
