import { COLLECTIONS } from "../entities";
import { valueAt, type Client } from "./client";

/** A password that the API takes. */
export const PASSWORD = "Correct-horse-9";
/** A range that the API takes. */
export const RANGE = { ipAddress: "198.51.100.16", range: 28 };

/** A kind of entity that is made by POST and changed by PUT. */
export interface EntityRow {
  kind: string;
  /** Where it is made, below what is there already. */
  collection: (parents: Parents) => string;
  /** What its collection's list is called in an answer. */
  name: string;
  body: object;
  /** Can be made besides the one of `body`, and take its place. */
  another: object;
}

/** What the entities are made below. */
export interface Parents {
  trunkId: string;
  listId: string;
}

const ROWS: readonly EntityRow[] = [
  {
    kind: "a trunk",
    collection: () => "/trunks",
    name: "trunks",
    body: { name: "One", hostName: "one" },
    another: { name: "Two", hostName: "two" },
  },
  {
    kind: "an endpoint",
    collection: ({ trunkId }) => `/trunks/${trunkId}/endpoints`,
    name: "endpoints",
    body: { name: "one", address: "203.0.113.21", priority: 1 },
    another: { name: "two", address: "203.0.113.22", priority: 2 },
  },
  {
    kind: "an access control list",
    collection: () => "/accessControlLists",
    name: "accessControlLists",
    body: { name: "One", enabled: true, ipRanges: [RANGE] },
    another: { name: "Two", enabled: false, ipRanges: [{ ipAddress: "203.0.113.21" }] },
  },
  {
    kind: "a range",
    collection: ({ listId }) => `/accessControlLists/${listId}/ipRanges`,
    name: "ipRanges",
    body: RANGE,
    another: { ipAddress: "203.0.113.21" },
  },
  {
    kind: "a credential list",
    collection: () => "/credentialLists",
    name: "credentialLists",
    body: { name: "One", credentials: [{ username: "one", password: PASSWORD }] },
    another: { name: "Two", credentials: [{ username: "two", password: PASSWORD }] },
  },
  {
    kind: "a call blocking rule",
    collection: () => "/callBlockingRules",
    name: "callBlockingRules",
    body: { name: "One", direction: "outbound", calleeMatch: "1900" },
    another: { name: "Two", direction: "inbound", callerMatch: "1900" },
  },
];

/** The kinds of entities that have writable fields. */
export const ENTITY_ROWS: readonly EntityRow[] = [
  ...ROWS,
  ...COLLECTIONS.filter(({ route }) => ROWS.every(({ name }) => name !== route.listKey)).map(
    ({ entity, route, inputs, changed, numbered }): EntityRow => ({
      kind: `a ${entity.title}`,
      collection: () => route.path,
      name: route.listKey,
      body: inputs,
      another: { ...numbered(1), ...changed },
    }),
  ),
];

/** Makes a trunk and an access control list, and says where entities of a kind are made. */
export async function collectionOf({ make }: Client, { collection }: EntityRow): Promise<string> {
  const trunkId = await make("/trunks", { name: "Main", hostName: "main" });
  const listId = await make("/accessControlLists", { name: "Office", ipRanges: [RANGE] });
  return collection({ trunkId, listId });
}

/** The entity of a list that was made last. */
export async function newest({ ask }: Client, path: string, name: string): Promise<unknown> {
  const list = valueAt((await ask("GET", path)).body, name);
  return Array.isArray(list) ? list.at(-1) : undefined;
}
