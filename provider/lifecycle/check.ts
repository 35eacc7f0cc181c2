import { z } from "zod";
import type { ApiFacts, Entity, Failure } from "../entity";
import { isObject, type Json, type JsonObject } from "../json";
import type { Content } from "./content";
import { duplicates, failuresOf, misplaced, unknownKeys } from "./input-failures";
import { hasUnknown } from "../unknown";
import { keysAs } from "./spelling";
import { clean, isGiven, isSame, pick } from "./values";

/** The result of a check: the inputs in one spelling with defaults filled in, and what is wrong with them. */
export interface Checked {
  readonly inputs: JsonObject;
  readonly failures: Failure[];
}

/**
 * Checks what a program gives, field by field and then the rules between them. What is not known yet passes, and what
 * is so already in the state: an account is full of values that nobody would give today, and they can be adopted.
 */
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
    const accepted = parsed.success ? { value: parsed.data as Json } : asBefore(schema, olds[key], news[key]);
    inputs[key] = accepted ? accepted.value : news[key];
    if (!parsed.success && !accepted) {
      failures.push(...failuresOf(key, parsed.error, { schema, wasGiven: given.has(key) }));
    }
  }
  failures.push(
    ...unknownKeys(entity, [...keys, ...Object.keys(entity.derived ?? {})], news),
    ...newOnly(duplicates(entity, inputs, unknown), () => duplicates(entity, olds, [])),
    ...misplaced(entity, olds, inputs),
  );
  if (failures.length === 0) {
    const known = Object.fromEntries(Object.entries(inputs).filter(([key]) => !unknown.includes(key)));
    const wrong = (values: JsonObject, isThere: (key: string) => boolean): Failure[] =>
      entity.check?.(values, { olds, api, isGiven: isThere }) ?? [];
    const before = pick(olds, keys);
    failures.push(
      ...newOnly(
        wrong(known, (key) => given.has(key)),
        () => wrong(before, (key) => isGiven(before[key])),
      ),
    );
  }
  const spelled = failures.length === 0 ? keysAs(entity, olds, inputs) : inputs;
  return { inputs: clean({ ...spelled, ...derived(spelled) }), failures };
}

/** A value that no program may give, if it stands in the state already; of a list, element by element. */
function asBefore(
  schema: z.ZodType,
  old: Json | undefined,
  now: Json | undefined,
): { value: Json | undefined } | undefined {
  if (old === undefined) {
    return undefined;
  }
  if (isSame(old, now)) {
    return { value: now };
  }
  const element = schema instanceof z.ZodArray ? (schema.element as z.ZodType) : undefined;
  if (element === undefined || !Array.isArray(old) || !Array.isArray(now) || now.length === 0) {
    return undefined;
  }
  const elements = now.map((one) =>
    element instanceof z.ZodObject
      ? elementAsBefore(element, old.filter(isObject), one)
      : textAsBefore(element, old, one),
  );
  return elements.includes(undefined) ? undefined : { value: elements as Json[] };
}

function textAsBefore(schema: z.ZodType, olds: Json[], now: Json): Json | undefined {
  const parsed = schema.safeParse(now);
  return parsed.success ? (parsed.data as Json) : olds.find((old) => old === now);
}

function elementAsBefore(schema: z.ZodObject, olds: JsonObject[], now: Json): JsonObject | undefined {
  if (!isObject(now)) {
    return undefined;
  }
  if (Object.keys(now).some((key) => !(key in schema.shape))) {
    return undefined;
  }
  const whole: JsonObject = {};
  for (const [key, field] of Object.entries<z.ZodType>(schema.shape)) {
    const parsed = field.safeParse(now[key]);
    const wasSo = olds.some((old) => old[key] !== undefined && isSame(old[key], now[key]));
    if (!parsed.success && !wasSo) {
      return undefined;
    }
    whole[key] = parsed.success ? (parsed.data as Json) : now[key];
  }
  return whole;
}

/** The failures that what stood in the state before has not. */
function newOnly(failures: Failure[], before: () => Failure[]): Failure[] {
  if (failures.length === 0) {
    return failures;
  }
  const known = before().map(({ property, reason }) => `${property} ${reason}`);
  return failures.filter(({ property, reason }) => !known.includes(`${property} ${reason}`));
}
