import type { Client } from "../api/client";
import { path } from "../api/path";
import { PartialUpdateError, isAmbiguous } from "../errors";
import { objectsOf, textOf, type JsonObject } from "../json";
import { networkOf } from "../network";
import { aboutIt, remove } from "./absence";
import { postOnce } from "./post-once";

/** A range as programs write it, and the id that the API gave it. */
export interface Range {
  readonly id: string;
  readonly ipAddress: string;
  readonly range: number;
  readonly description: string | undefined;
  /** What else the API holds of it, that this version does not know. */
  readonly unknown: JsonObject;
}

/** What the API sets on a range, and ignores in a change. */
const READ_ONLY = new Set(["id", "createTime", "updateTime", "projectId", "accessControlListId"]);

/** Ranges of the API that are in the description of an unfinished change have this one, which nobody gives. */
const UNSURE = "(not known: a change of this range was not finished)";

/**
 * Adds first and removes last, since the API refuses to remove a list's last range. Returns the ranges that the list
 * then has.
 *
 * @throws PartialUpdateError with the ranges as far as they are known, once something was or may have been changed
 */
export async function setRanges(
  client: Client,
  listId: string,
  { live, wanted }: { live: Range[]; wanted: Map<string, Range> },
): Promise<JsonObject[]> {
  const rangesPath = path`/accessControlLists/${listId}/ipRanges`;
  const present = byKey(live);
  const now = new Map(present);
  let isChanged = false;
  const step = async (key: string, range: Range | undefined, work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      const isUnsure = isAmbiguous(error);
      if (error instanceof Error && (isUnsure || isChanged)) {
        const doubted = range ?? present.get(key);
        if (isUnsure && doubted) now.set(key, { ...doubted, description: UNSURE });
        throw new PartialUpdateError({ ipRanges: [...now.values()].map(plainRange) }, error);
      }
      throw error;
    }
    isChanged = true;
    if (range) now.set(key, range);
    else now.delete(key);
  };

  for (const [key, range] of wanted) {
    const found = present.get(key);
    if (found === undefined) {
      await step(key, range, () => addRange(client, listId, rangesPath, range));
    } else if (found.description !== range.description) {
      const body = { ...found.unknown, description: "", ...plainRange(range) };
      await step(key, range, () => putRange(client, rangesPath + path`/${found.id}`, found.id, body));
    }
  }
  for (const range of live.filter((one) => !isWanted(one, wanted, present))) {
    const rangePath = rangesPath + path`/${range.id}`;
    const isThere = async (): Promise<boolean> =>
      (await client.list(rangesPath, ["ipRanges"])).some(({ id }) => id === range.id);
    const isDouble = present.get(keyOf(range))?.id !== range.id;
    await step(keyOf(range), isDouble ? present.get(keyOf(range)) : undefined, () =>
      remove(client, rangePath, isThere),
    );
  }
  return [...now.values()].map(plainRange);
}

async function putRange(client: Client, own: string, id: string, body: JsonObject): Promise<void> {
  const answer = await client.request({ method: "PUT", path: own, body });
  aboutIt(client, answer, { id, key: "id", label: `PUT ${own}` });
}

async function addRange(client: Client, listId: string, rangesPath: string, range: Range): Promise<void> {
  let others = 0;
  await postOnce(client, {
    path: rangesPath,
    body: plainRange(range),
    made: (answer) => (answer.id === undefined ? undefined : answer),
    find: async () => {
      const ranges = await client.list(rangesPath, ["ipRanges"]);
      others = ranges.length;
      return byKey(rangesOf({ ipRanges: ranges })).has(keyOf(range)) ? {} : undefined;
    },
    unique: false,
    showsOthers: () => others > 0,
    leftover: `range ${keyOf(range)} in access control list ${listId}`,
  });
}

/** One range for each key stays; a second one that means the same goes. */
function isWanted(range: Range, wanted: Map<string, Range>, present: Map<string, Range>): boolean {
  const key = keyOf(range);
  return wanted.has(key) && present.get(key)?.id === range.id;
}

/** An answer whose ranges are as programs write them. */
export function withPlainRanges(answer: JsonObject): JsonObject {
  return { ...answer, ipRanges: [...byKey(rangesOf(answer)).values()].map(plainRange) };
}

/** A range with all that the API holds of it. */
export function wholeRange(range: Range): JsonObject {
  return { ...range.unknown, ...plainRange(range) };
}

function plainRange({ ipAddress, range, description }: Range): JsonObject {
  return { ipAddress, range, ...(description !== undefined && { description }) };
}

/** The ranges of a list, or of inputs. */
export function rangesOf({ ipRanges }: JsonObject): Range[] {
  return objectsOf(ipRanges).map(readRange);
}

function readRange({ id, ipAddress, range, description, ...others }: JsonObject): Range {
  const unknown = Object.entries(others).filter(([key, value]) => !READ_ONLY.has(key) && value !== null);
  return {
    id: textOf(id),
    ipAddress: textOf(ipAddress),
    range: Number(range ?? 32),
    description: textOf(description) || undefined,
    unknown: Object.fromEntries(unknown),
  };
}

/** Ranges by what they let in: address and length. */
export function byKey(ranges: Range[]): Map<string, Range> {
  return new Map(ranges.map((range) => [keyOf(range), range]));
}

/** What a range lets in, as text. */
export const keyOf = (range: Range): string => networkOf(range);
