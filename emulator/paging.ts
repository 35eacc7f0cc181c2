import { invalid } from "./errors";

/** Which spelling of the list answers to use where the public sources differ. */
export type ListShape = "sdk" | "openapi";

/** The part of a list that a client asks for. */
export interface PageRequest {
  page: number;
  size: number;
}

/** A page of a list: the entities and what the envelope says about them. */
export interface Page<T> extends PageRequest {
  items: T[];
  totalItems: number;
}

/** How list answers are written. */
export interface ListStyle {
  listShape: ListShape;
  /** Whether they are empty, whatever there is. */
  emptyLists: boolean;
}

const DEFAULT_LIMITS = { size: 500, max: 500 };

/** Reads `page` and `size`. */
export function pageRequest(query: URLSearchParams, limits = DEFAULT_LIMITS): PageRequest {
  return {
    page: wholeNumber(query, "page", { fallback: 1, max: Number.MAX_SAFE_INTEGER }),
    size: wholeNumber(query, "size", { fallback: limits.size, max: limits.max }),
  };
}

function wholeNumber(
  query: URLSearchParams,
  name: string,
  limits: { fallback: number; max: number },
): number {
  const text = query.get(name);
  if (text === null) return limits.fallback;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= 1 && value <= limits.max) return value;
  throw invalid(name, `must be a whole number between 1 and ${limits.max}`);
}

/** Cuts a page out of a list; past the end it is empty. */
export function cut<T>(all: Iterable<T>, { page, size }: PageRequest): Page<T> {
  const list = Array.isArray(all) ? (all as readonly T[]) : [...all];
  const start = (page - 1) * size;
  return { items: list.slice(start, start + size), totalItems: list.length, page, size };
}

/** The envelope of a page under the name of its array. */
export function envelope<T>(
  name: string,
  page: Page<T>,
  { listShape, emptyLists }: ListStyle,
): Record<string, unknown> {
  const {
    items,
    totalItems,
    page: pageNumber,
    size,
  } = emptyLists ? { ...page, items: [], totalItems: 0 } : page;
  if (listShape === "openapi") return { [name]: items, totalItems, pageNumber: String(pageNumber), size };
  return { [name]: items, totalItems, pageNumber, pageSize: size, size };
}

/** Sorts as `sort=name,(ascending),direction,(descending)` asks; properties that do not exist are ignored. */
export function sorted<T extends object>(all: Iterable<T>, query: URLSearchParams): T[] {
  const words = query.getAll("sort").flatMap((text) => text.split(","));
  const keys: { name: string; sign: number }[] = [];
  for (const word of words) {
    const last = keys.at(-1);
    if (!word.startsWith("(")) keys.push({ name: word.trim(), sign: 1 });
    else if (last && /desc/i.test(word)) last.sign = -1;
  }
  return [...all].sort((a, b) => {
    for (const { name, sign } of keys) {
      const order = compare(textOf(a, name), textOf(b, name));
      if (order !== 0) return order * sign;
    }
    return 0;
  });
}

function textOf(entity: object, name: string): string {
  const value: unknown = Object.entries(entity).find(([key]) => key === name)?.[1];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
