/** Which lists are linked to which trunks, seen from both sides. */
export interface Links {
  byTrunk: Map<string, Set<string>>;
  byList: Map<string, Set<string>>;
}

const NONE: ReadonlySet<string> = new Set();

/** A table without links. */
export function createLinks(pairs: Iterable<readonly [trunkId: string, listId: string]> = []): Links {
  const links: Links = { byTrunk: new Map(), byList: new Map() };
  for (const [trunkId, listId] of pairs) link(links, trunkId, listId);
  return links;
}

/** Links a list to a trunk. */
export function link(links: Links, trunkId: string, listId: string): void {
  add(links.byTrunk, trunkId, listId);
  add(links.byList, listId, trunkId);
}

/** Takes a link away. */
export function unlink(links: Links, trunkId: string, listId: string): void {
  remove(links.byTrunk, trunkId, listId);
  remove(links.byList, listId, trunkId);
}

/** The lists of a trunk, in the order in which they were linked. */
export function listsOf(links: Links, trunkId: string): ReadonlySet<string> {
  return links.byTrunk.get(trunkId) ?? NONE;
}

/** The trunks of a list. */
export function trunksOf(links: Links, listId: string): ReadonlySet<string> {
  return links.byList.get(listId) ?? NONE;
}

/** All links as pairs. */
export function pairsOf(links: Links): [trunkId: string, listId: string][] {
  return [...links.byTrunk].flatMap(([trunkId, lists]) =>
    [...lists].map((listId): [string, string] => [trunkId, listId]),
  );
}

/** Adds a value to the set under a key. */
export function add<V>(sets: Map<string, Set<V>>, key: string, value: V): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

/** Removes a value from the set under a key, and the set when it is empty. */
export function remove<V>(sets: Map<string, Set<V>>, key: string, value: V): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}
