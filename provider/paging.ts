import { isObject, type JsonObject } from "./json";

/** The API's largest page (est-api section 8). */
export const PAGE_SIZE = 500;

/** One page of a collection. */
export interface Page {
  readonly items: JsonObject[];
  /** How many pages there are. */
  readonly pages: number;
}

/**
 * Reads the answer to a list request. The envelope's numbers may be text, and two names are known for the page's
 * length. The array is looked for under each of the keys; an id that stands alone becomes an object with it.
 */
export function readPage(answer: JsonObject, keys: readonly string[]): Page {
  const found = keys.map((key) => answer[key]).find((value) => Array.isArray(value)) ?? [];
  const items = found.map((item) => (isObject(item) ? item : { id: item }));
  const pageSize = Number(answer.pageSize ?? answer.size ?? items.length);
  const totalItems = Number(answer.totalItems ?? items.length);
  return { items, pages: pageSize > 0 && items.length > 0 ? Math.ceil(totalItems / pageSize) : 1 };
}

/** All items of a collection. One that moved to a later page while pages were read is taken once. */
export async function allItems(fetch: (page: number) => Promise<Page>): Promise<JsonObject[]> {
  const items = new Map<unknown, JsonObject>();
  for (let page = 1, pages = 1; page <= pages; page++) {
    const fetched = await fetch(page);
    for (const item of fetched.items) {
      items.set(item.id ?? item.callId ?? item.phoneNumber ?? Symbol(), item);
    }
    pages = fetched.items.length > 0 ? fetched.pages : page;
  }
  return [...items.values()];
}
