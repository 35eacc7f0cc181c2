import type { Client } from "../api/client";
import { path } from "../api/path";
import { PartialUpdateError, isAmbiguous } from "../errors";
import { objectsOf, type JsonObject } from "../json";
import { aboutIt } from "./absence";
import { collection } from "./collection";
import { liveOf, written } from "./live";
import type { Change, Operations } from "./operations";
import { byKey, keyOf, rangesOf, setRanges, wholeRange, withPlainRanges, type Range } from "./ranges";
import { putWhole } from "./whole-put";

const LISTS_PATH = "/accessControlLists";
const LISTS = collection({
  form: "collection",
  path: LISTS_PATH,
  listKey: "accessControlLists",
  readBy: "id",
});

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
      if (change.changed.length === 0) {
        return change.olds;
      }
      const others = change.changed.filter((key) => key !== "ipRanges");
      const isAboutRanges = others.length < change.changed.length;
      const before = await liveOf(client, LISTS.source(client), id, change.expected);
      written(client, LISTS_PATH, id);
      const put = others.length > 0 ? await putList(client, id, before, change) : before;
      try {
        // An answer that shows the ranges as they were sent is enough, unless one of them is to change.
        const isEnough =
          others.length === 0 || (!isAboutRanges && isSameSet(rangesOf(put), rangesOf(before)));
        const live = isEnough ? put : await fetchList(client, id);
        // A range that is there after the PUT alone is somebody else's, and one that was there before it is to stay.
        const all = [...rangesOf(before), ...rangesOf(live)];
        const ranges = { live: rangesOf(live), wanted: wantedRanges(all, change) };
        return { ...live, ipRanges: declaredIn(change, await setRanges(client, id, ranges)) };
      } catch (error) {
        const isPartial = error instanceof PartialUpdateError;
        if (!(error instanceof Error) || (!isPartial && others.length === 0)) {
          throw error;
        }
        const kept = Object.fromEntries(others.map((key) => [key, put[key]]));
        throw isPartial
          ? new PartialUpdateError(
              { ...kept, ...error.answer, ipRanges: declaredIn(change, rangesIn(error.answer)) },
              error.cause,
            )
          : new PartialUpdateError(kept, error);
      }
    },

    async list(client) {
      return (await LISTS.list(client)).map(({ id, answer }) => ({ id, answer: withPlainRanges(answer) }));
    },
  };
}

async function fetchList(client: Client, id: string): Promise<JsonObject> {
  return await client.request({ method: "GET", path: path`/accessControlLists/${id}` });
}

/** Sends the whole list with the live ranges. */
async function putList(
  client: Client,
  id: string,
  before: JsonObject,
  { changed, onTopOf }: Change,
): Promise<JsonObject> {
  const { known, unknown } = onTopOf(before);
  const whole = { known: { ...known, ipRanges: rangesOf(before).map(wholeRange) }, unknown };
  const listPath = path`/accessControlLists/${id}`;
  const put = putWhole(client, listPath, whole).then((found) =>
    aboutIt(client, found, { id, key: "id", label: `PUT ${listPath}` }),
  );
  return await put.catch((error: unknown) => {
    const unsure = changed.filter((key) => key !== "ipRanges").map((key) => [key, undefined] as const);
    throw error instanceof Error && isAmbiguous(error)
      ? new PartialUpdateError(Object.fromEntries(unsure), error)
      : error;
  });
}

/**
 * The ranges of which this stack says something, before the change or after it. Others are somebody else's: in a state
 * they would count as declared, and be removed by the next change.
 */
function declaredIn({ olds, news }: Change, ranges: JsonObject[]): JsonObject[] {
  const declared = byKey([...rangesOf(olds), ...rangesOf(news)]);
  return ranges.filter((range) => rangesOf({ ipRanges: [range] }).every((one) => declared.has(keyOf(one))));
}

function rangesIn(answer: object): JsonObject[] {
  return "ipRanges" in answer ? objectsOf(answer.ipRanges) : [];
}

/** The live ranges, plus those that the change adds or describes anew, less those that it removes. */
function wantedRanges(live: Range[], { olds, news, changed }: Change): Map<string, Range> {
  const wanted = byKey(live);
  if (!changed.includes("ipRanges")) {
    return wanted;
  }
  const [before, after] = [byKey(rangesOf(olds)), byKey(rangesOf(news))];
  for (const [key, range] of before) {
    if (!after.has(key)) {
      wanted.delete(key);
    } else if (after.get(key)?.description === range.description) {
      after.delete(key);
    }
  }
  return new Map([...wanted, ...after]);
}

function isSameSet(some: Range[], others: Range[]): boolean {
  const [one, other] = [byKey(some), byKey(others)];
  return (
    one.size === other.size &&
    [...one].every(([key, { description }]) => {
      const twin = other.get(key);
      return twin !== undefined && twin.description === description;
    })
  );
}
