import type { ApiFacts, Entity, Failure } from "../entity";
import type { Json, JsonObject } from "../json";
import type { Content } from "./content";
import { duplicates, failuresOf, misplaced, unknownKeys } from "./input-failures";
import { hasUnknown } from "../unknown";
import { clean, isGiven } from "./values";

/** The result of a check: the inputs in one spelling with defaults filled in, and what is wrong with them. */
export interface Checked {
  readonly inputs: JsonObject;
  readonly failures: Failure[];
}

/** Checks what a program gives, field by field and then the rules between them; what is not known yet passes. */
export function checkInputs(
  entity: Entity,
  { keys, schemas, derived }: Content,
  { olds, news, api }: { olds: JsonObject; news: JsonObject; api: ApiFacts },
): Checked {
  const given = new Set(keys.filter((key) => isGiven(news[key])));
  const unknown = keys.filter((key) => hasUnknown(news[key]));
  const failures: Failure[] = [];
  const inputs: JsonObject = {};
  for (const [key, schema] of Object.entries(schemas)) {
    const parsed = unknown.includes(key)
      ? { success: true as const, data: news[key] }
      : schema.safeParse(news[key]);
    if (parsed.success) {
      inputs[key] = parsed.data as Json;
    } else {
      inputs[key] = news[key];
      failures.push(...failuresOf(key, parsed.error, given.has(key)));
    }
  }
  failures.push(
    ...unknownKeys(entity, [...keys, ...Object.keys(entity.derived ?? {})], news),
    ...duplicates(entity, inputs, unknown),
    ...misplaced(entity, olds, inputs),
  );
  if (failures.length === 0) {
    const known = Object.fromEntries(Object.entries(inputs).filter(([key]) => !unknown.includes(key)));
    failures.push(...(entity.check?.(known, { olds, api, isGiven: (key) => given.has(key) }) ?? []));
  }
  return { inputs: clean({ ...inputs, ...derived(inputs) }), failures };
}
