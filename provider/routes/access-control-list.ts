import type { Client } from "../api/client";
import { objectsOf, textOf, type JsonObject } from "../json";
import { path } from "../api/path";
import { collection } from "./collection";
import { unlessGone } from "./gone";
import type { Change, Operations } from "./operations";
import { postOnce } from "./post-once";

const LISTS = collection({
  form: "collection",
  path: "/accessControlLists",
  listKey: "accessControlLists",
  readBy: "id",
});

/** A range as programs write it, and the id that the API gave it. */
interface Range {
  readonly id: string;
  readonly ipAddress: string;
  readonly range: number;
  readonly description: string | undefined;
}

/**
 * A list with its ranges. Ranges change one by one, those only that the change names, so that ranges of
 * somebody else stay. Sources conflict on what PUT does to ranges (docs/emulator.md): it carries the live
 * ones, and what it made of them is put right afterwards.
 */
export function accessControlList(): Operations {
  return {
    ...LISTS,

    async create(client, inputs, context) {
      const { id, answer } = await LISTS.create(client, inputs, {
        ...context,
        matches: (found) => context.matches(withPlainRanges(found)),
      });
      return { id, answer: withPlainRanges(answer) };
    },

    async read(client, id, known, look) {
      const answer = await LISTS.read(client, id, known, look);
      return answer && withPlainRanges(answer);
    },

    async update(client, id, change) {
      const { olds, news } = change;
      let live = await fetchList(client, id);
      const wanted = wantedRanges(rangesOf(live), change);
      if (olds.name !== news.name || olds.enabled !== news.enabled) {
        const ipRanges = rangesOf(live).map(plainRange);
        const body = { name: news.name, enabled: news.enabled, ipRanges };
        await client.request({ method: "PUT", path: path`/accessControlLists/${id}`, body });
        live = await fetchList(client, id);
      }
      const isChanged = await setRanges(client, id, { live: rangesOf(live), wanted });
      return withPlainRanges(isChanged ? await fetchList(client, id) : live);
    },

    async list(client) {
      return (await LISTS.list(client)).map(({ id, answer }) => ({ id, answer: withPlainRanges(answer) }));
    },
  };
}

async function fetchList(client: Client, id: string): Promise<JsonObject> {
  return await client.request({ method: "GET", path: path`/accessControlLists/${id}` });
}

/** The live ranges, plus those that the change adds or describes anew, less those that it removes. */
function wantedRanges(live: Range[], { olds, news }: Change): Map<string, Range> {
  const [before, after] = [byKey(rangesOf(olds)), byKey(rangesOf(news))];
  const wanted = byKey(live);
  for (const [key, range] of before) {
    if (!after.has(key)) {
      wanted.delete(key);
    } else if (after.get(key)?.description === range.description) {
      after.delete(key);
    }
  }
  return new Map([...wanted, ...after]);
}

/** Adds first and removes last, since the API refuses to remove a list's last range. */
async function setRanges(
  client: Client,
  listId: string,
  { live, wanted }: { live: Range[]; wanted: Map<string, Range> },
): Promise<boolean> {
  const rangesPath = path`/accessControlLists/${listId}/ipRanges`;
  const present = byKey(live);
  let isChanged = false;
  for (const [key, range] of wanted) {
    const found = present.get(key);
    if (found === undefined) {
      isChanged = true;
      await postOnce(client, {
        path: rangesPath,
        body: plainRange(range),
        made: (answer) => answer,
        find: async () => {
          const ranges = await client.list(rangesPath, ["ipRanges"]);
          return byKey(rangesOf({ ipRanges: ranges })).has(key) ? {} : undefined;
        },
        unique: false,
        leftover: `range ${key} in access control list ${listId}`,
      });
    } else if (found.description !== range.description) {
      isChanged = true;
      const rangePath = rangesPath + path`/${found.id}`;
      await client.request({
        method: "PUT",
        path: rangePath,
        body: { description: "", ...plainRange(range) },
      });
    }
  }
  for (const range of live.filter((one) => !isWanted(one, wanted, present))) {
    isChanged = true;
    const rangePath = rangesPath + path`/${range.id}`;
    await unlessGone(client, () => client.request({ method: "DELETE", path: rangePath }));
  }
  return isChanged;
}

/** One range for each key stays; a second one that means the same goes. */
function isWanted(range: Range, wanted: Map<string, Range>, present: Map<string, Range>): boolean {
  const key = keyOf(range);
  return wanted.has(key) && present.get(key)?.id === range.id;
}

function withPlainRanges(answer: JsonObject): JsonObject {
  return { ...answer, ipRanges: [...byKey(rangesOf(answer)).values()].map(plainRange) };
}

function plainRange({ ipAddress, range, description }: Range): JsonObject {
  return { ipAddress, range, ...(description !== undefined && { description }) };
}

function rangesOf({ ipRanges }: JsonObject): Range[] {
  return objectsOf(ipRanges).map(readRange);
}

function readRange({ id, ipAddress, range, description }: JsonObject): Range {
  return {
    id: textOf(id),
    ipAddress: textOf(ipAddress),
    range: Number(range ?? 32),
    description: textOf(description) || undefined,
  };
}

function byKey(ranges: Range[]): Map<string, Range> {
  return new Map(ranges.map((range) => [keyOf(range), range]));
}

function keyOf({ ipAddress, range }: Range): string {
  return `${ipAddress}/${range}`;
}
