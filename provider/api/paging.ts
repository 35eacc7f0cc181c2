import { isObject, type Json, type JsonObject } from "../json";

/** The API's largest page (Sinch's API description). */
export const PAGE_SIZE = 500;

/** One page of a collection. */
export interface Page {
  readonly items: JsonObject[];
  /** How many pages there are. */
  readonly pages: number;
}

/**
 * Reads the answer to a list request: an envelope with numbers that may be text and two names for the page's length,
 * or an array that stands alone. The array is looked for under each of the keys, else it is the only one there is
 * (the description and the client libraries of Sinch differ); an id that stands alone becomes an object with it.
 */
export function readPage(answer: unknown, keys: readonly string[]): Page {
  const envelope = isObject(answer) ? answer : { items: Array.isArray(answer) ? (answer as Json[]) : [] };
  const arrays = [...keys.map((key) => envelope[key]), ...Object.values(envelope)];
  const found = arrays.find((value) => Array.isArray(value)) ?? [];
  const items = found.map((item) => (isObject(item) ? item : { id: item }));
  const pageSize = Number(envelope.pageSize ?? envelope.size ?? items.length);
  const pages = Math.ceil(Number(envelope.totalItems ?? items.length) / pageSize);
  return { items, pages: pageSize > 0 && items.length > 0 && pages >= 1 ? pages : 1 };
}

/**
 * Whether an answer has a list, or says that there is nothing to list: another one would make all look deleted. An
 * empty array under a name that nobody knows is none.
 */
export function hasList(answer: unknown, keys: readonly string[]): boolean {
  if (!isObject(answer)) {
    // Of one list alone it is told that it may come bare, and so be bare and empty.
    return Array.isArray(answer) && (answer.length > 0 || keys.includes("callBlockingRules"));
  }
  const isKnown = keys.some((key) => Array.isArray(answer[key]));
  const isFilled = Object.values(answer).some((value) => Array.isArray(value) && value.length > 0);
  return isKnown || isFilled || Number(answer.totalItems ?? 1) === 0;
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
