import { inOrder } from "./order.js";

/** What else the emulator has told: the project, its requests, faults and rehearsals. */
export const about = { projectId: "", projects: [], requests: [], faults: [], rehearsals: [], seen: "" };

/** Entities by collection and id. */
const collections = new Map();
/** What was worked out of a collection, until it changes. */
const worked = new Map();
/** What the last change has touched, as `collection/id`. */
let fresh = new Set();

const MOST_REQUESTS = 200;

/** All entities of a collection, in no order. */
export function all(collection) {
  return [...(collections.get(collection)?.values() ?? [])];
}

/** An entity, undefined if there is none. */
export function get(collection, id) {
  return collections.get(collection)?.get(id);
}

/** How many entities a collection has. */
export function count(collection) {
  return collections.get(collection)?.size ?? 0;
}

/** All entities of a collection in the natural order of a text; `by` names the text. */
export function ordered(collection, text, by = "label") {
  return once(collection, `ordered by ${by}`, () => inOrder(all(collection), text));
}

/** The entities of a collection with a value in a field. */
export function having(collection, field, value) {
  const groups = once(collection, `by ${field}`, () => Map.groupBy(all(collection), (one) => one[field]));
  return groups.get(value) ?? [];
}

/** Whether the last change has touched an entity. */
export function isFresh(collection, { id }) {
  return fresh.has(`${collection}/${id}`);
}

/** Takes what has changed; tells what is new, what is different and what is gone, but nothing of a first look. */
export function take(answer) {
  const { changed, gone, isWhole: isFirst, requests, oldestRequest, ...rest } = answer;
  if (isFirst) for (const name of [...collections.keys()]) forget(name);
  Object.assign(about, rest);
  const known = isFirst ? [] : about.requests.filter(({ number }) => number >= oldestRequest);
  about.requests = [...known, ...requests].slice(-MOST_REQUESTS);
  const news = { created: [], changed: [], gone: [] };
  const touched = new Set();
  for (const [name, ids] of Object.entries(gone)) {
    for (const id of ids) news.gone.push([name, get(name, id)]);
    for (const id of ids) collections.get(name)?.delete(id);
    worked.delete(name);
  }
  for (const [name, entities] of Object.entries(changed)) {
    if (!collections.has(name)) collections.set(name, new Map());
    worked.delete(name);
    for (const entity of entities) {
      (get(name, entity.id) === undefined ? news.created : news.changed).push([name, entity]);
      collections.get(name).set(entity.id, entity);
      touched.add(`${name}/${entity.id}`);
    }
  }
  const isNothing = touched.size === 0 && news.gone.length === 0;
  if (!isNothing) fresh = isFirst ? new Set() : touched;
  return isFirst ? undefined : news;
}

function forget(name) {
  collections.delete(name);
  worked.delete(name);
}

function once(collection, what, work) {
  if (!worked.has(collection)) worked.set(collection, new Map());
  const results = worked.get(collection);
  if (!results.has(what)) results.set(what, work());
  return results.get(what);
}
