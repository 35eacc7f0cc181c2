import { isObject, type Json, type JsonObject } from "./json";

/** The API's largest page (est-api section 8). */
const PAGE_SIZE = 500;

/**
 * Reads all pages of a collection. The envelope's numbers may be text, and two names are known for the page's
 * length (est-api section 10.2). An item that moved to a later page while pages were read is taken once.
 */
export async function pagesOf(
  keys: readonly string[],
  fetch: (page: number, size: number) => Promise<JsonObject>,
): Promise<JsonObject[]> {
  const items: JsonObject[] = [];
  const seen = new Set<Json>();
  for (let page = 1; ; page++) {
    const answer = await fetch(page, PAGE_SIZE);
    const found = itemsOf(answer, keys);
    for (const item of found) {
      if (item.id === undefined || !seen.has(item.id)) {
        items.push(item);
        seen.add(item.id ?? null);
      }
    }
    const pageSize = Number(answer.pageSize ?? answer.size ?? found.length);
    const totalItems = Number(answer.totalItems ?? 0);
    if (found.length === 0 || !(pageSize > 0) || page >= Math.ceil(totalItems / pageSize)) {
      return items;
    }
  }
}

/** The items of one answer; an id that stands alone becomes an object with it. */
function itemsOf(answer: JsonObject, keys: readonly string[]): JsonObject[] {
  const found = keys.map((key) => answer[key]).find((value) => Array.isArray(value)) ?? [];
  return found.map((item) => (isObject(item) ? item : { id: item }));
}
