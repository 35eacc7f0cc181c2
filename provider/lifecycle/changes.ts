import type { Entity } from "../entity";
import type { Json, JsonObject } from "../json";
import type { Change, WholeBody } from "../routes/operations";
import type { Content } from "./content";
import { inOrderOf, orderKey } from "./list-order";
import { clean, isSame, pick } from "./values";

/*
 * What a change touches is what its preview shows: the inputs in which the state and the program differ. All others
 * keep what the API holds, whether the program ignores them, somebody changed them since the last refresh, or this
 * version does not know them.
 */

/** Fields that the API sets on everything, and ignores in a change (est-api: common fields). */
const READ_ONLY = ["id", "projectId", "createTime", "updateTime"];

/** The change from a state to new inputs. */
export function changeOf(entity: Entity, content: Content, olds: JsonObject, news: JsonObject): Change {
  const { keys, absent } = content;
  const sent = pick(news, keys);
  const idle = (inputs: JsonObject): readonly string[] => entity.idle?.(inputs) ?? [];
  // The API may hold anything for what meant nothing so far.
  const begins = idle(olds).filter((key) => sent[key] !== undefined && !idle(sent).includes(key));
  const changed = keys.filter(
    (key) => begins.includes(key) || !isSameInput(entity, key, olds[key], sent[key]),
  );
  const expected = keys.filter((key) => olds[key] !== undefined && !isSame(olds[key], absent[key]));
  return {
    olds,
    news: sent,
    changed,
    expected,
    onTopOf: (live) => wholeBody(entity, content, { live, news: sent, changed }),
  };
}

/** The inputs of a live entity with those on top that change, and what else it holds. */
function wholeBody(
  entity: Entity,
  { keys, keep }: Content,
  { live, news, changed }: { live: JsonObject; news: JsonObject; changed: readonly string[] },
): WholeBody {
  const readOnly = [...READ_ONLY, ...entity.outputs, ...(entity.readOnly ?? []), ...keys];
  const unknown = Object.entries(live).filter(([key, value]) => !readOnly.includes(key) && value !== null);
  const kept = pick(keep(live, {}, "").inputs, keys);
  // An explicit null clears a value, whether the API takes what is left out for null or for "as it was".
  const touched = Object.fromEntries(changed.map((key) => [key, news[key] ?? null]));
  const known: JsonObject = { ...kept, ...touched };
  const others: readonly string[] = entity.otherKind?.(known) ?? [];
  const own = Object.entries(known).filter(([key]) => !others.includes(key) || changed.includes(key));
  return { known: Object.fromEntries(own), unknown: Object.fromEntries(unknown) };
}

/**
 * The state after an update: what changed as the API answered, what did not as the state had it. So the state's
 * inputs stay what the engine keeps as inputs, and the next change is told from both alike.
 */
export function stateAfter(
  entity: Entity,
  { keys, keep, derived }: Content,
  { change, answer, projectId }: { change: Change; answer: JsonObject; projectId: string },
): JsonObject {
  const { news, olds, changed } = change;
  const answered = keep({ ...news, ...answer }, news, projectId).state;
  const inputs = Object.fromEntries(
    keys.map((key) => [
      key,
      changed.includes(key) ? answered[key] : inOrderOf(news[key], olds[key], orderKey(entity, key)),
    ]),
  );
  const plain = clean(inputs);
  const outputs = Object.entries(answered).filter(([key]) => !keys.includes(key));
  return { ...Object.fromEntries(outputs), ...plain, ...derived(plain) };
}

/** Whether an input has the same value, where the order of a list means nothing in any order. */
function isSameInput(entity: Entity, key: string, old: Json | undefined, now: Json | undefined): boolean {
  return isSame(old, now) || isSame(inOrderOf(now, old, orderKey(entity, key)), now);
}
