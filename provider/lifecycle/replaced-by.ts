import type { ApiFacts, Entity } from "../entity";
import type { JsonObject } from "../json";
import { hasUnknown, knownPart } from "../unknown";
import { isSame } from "./values";

/** What decides about a replacement. */
interface Change {
  readonly olds: JsonObject;
  readonly news: JsonObject;
  /** Whether what the unknown inputs come from is about to be deleted and made again. */
  readonly isDependent: boolean;
  readonly api: ApiFacts;
}

/** The inputs whose change needs another entity, and those of which that shows in the update only. */
interface Replacing {
  readonly replaces: string[];
  readonly mayReplace: string[];
}

/**
 * What is not known yet may turn out to be as it is: it replaces only where what is known shows it, or where what it
 * comes from is going to be another.
 */
export function replacedBy(entity: Entity, { olds, news, isDependent, api }: Change): Replacing {
  const isUnknown = (key: string): boolean => hasUnknown(news[key]);
  const isOther = (key: string): boolean => !isSame(olds[key], news[key]);
  const context = { isUnknown, isDependent, api };
  const changed = entity.replaceOn.filter((key) => (isUnknown(key) ? isDependent : isOther(key)));
  const replaces = new Set([...changed, ...(entity.replaces?.(olds, knownPart(news), context) ?? [])]);
  const others = [...entity.replaceOn.filter(isOther), ...(entity.replaces?.(olds, news, context) ?? [])];
  return { replaces: [...replaces], mayReplace: others.filter((key) => !replaces.has(key)) };
}

/** What to say in a preview of inputs of which the update shows whether they replace. */
export function openLine({ title }: Entity, id: string, keys: readonly string[]): string {
  const [are, they] = keys.length > 1 ? ["are", "they turn"] : ["is", "it turns"];
  return (
    `${keys.join(" and ")} of the ${title} ${id} ${are} not known before the update, which replaces it if ${they} out ` +
    "to be other than now"
  );
}
