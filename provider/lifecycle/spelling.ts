import { z } from "zod";
import type { Entity } from "../entity";
import { isObject, type Json, type JsonObject } from "../json";
import { orderKey } from "./list-order";
import { isSame } from "./values";

/*
 * One value has many spellings: the API may answer another one than the program gave. What is known keeps its own
 * spelling wherever both mean the same, so that a spelling is never drift.
 */

/** What tells one object from another, such as the address and the length of a range. */
type KeyOf = (whole: JsonObject) => string;

/**
 * What tells elements apart as it is known: `ren\u00e9` in one of Unicode's forms is no other username than in
 * another, and a network is the same whatever bits are behind its prefix.
 */
export function keysAs(entity: Entity, known: JsonObject, value: JsonObject): JsonObject {
  const whole = entity.meaning ? wholeAs(known, value, {}, entity.meaning) : value;
  const lists = Object.keys(entity.unordered ?? {}).flatMap((key) => {
    const [list, earlier, keyOf] = [whole[key], known[key], orderKey(entity, key)];
    if (!Array.isArray(list) || !Array.isArray(earlier) || keyOf === undefined) return [];
    return [[key, elementsAs(earlier, list, {}, keyOf)] as const];
  });
  return { ...whole, ...Object.fromEntries(lists) };
}

/** The elements of a list as they are known, by what tells them apart. */
function elementsAs(
  known: Json[],
  list: Json[],
  schemas: Readonly<Record<string, z.ZodType>>,
  keyOf: KeyOf,
): Json[] {
  const earlier = new Map(known.filter(isObject).map((one) => [keyOf(one), one]));
  return list.map((one) => (isObject(one) ? wholeAs(earlier.get(keyOf(one)), one, schemas, keyOf) : one));
}

/** A value as it is known, if it means the same; `schema` puts what means the same into one spelling. */
export function spelledAs(
  known: Json | undefined,
  value: Json | undefined,
  { schema, keyOf }: { schema: z.ZodType; keyOf?: KeyOf | undefined },
): Json | undefined {
  if (known === undefined || value === undefined) {
    return value;
  }
  if (keyOf !== undefined && schema instanceof z.ZodArray && Array.isArray(known) && Array.isArray(value)) {
    const { element } = schema;
    return element instanceof z.ZodObject ? elementsAs(known, value, element.shape, keyOf) : value;
  }
  const [before, now] = [schema.safeParse(known), schema.safeParse(value)];
  return before.success && now.success && isSame(before.data, now.data) ? known : value;
}

/** The fields of an object as they are known; those of its key keep their spelling where the key is the same. */
export function wholeAs(
  known: JsonObject | undefined,
  whole: JsonObject,
  schemas: Readonly<Record<string, z.ZodType>>,
  keyOf?: KeyOf,
): JsonObject {
  if (known === undefined) {
    return whole;
  }
  const isOfOneKey = keyOf !== undefined && keyOf(known) === keyOf(whole);
  const isOfKey = (key: string): boolean =>
    isOfOneKey && key in known && keyOf({ ...whole, [key]: "" }) !== keyOf(whole);
  return Object.fromEntries(
    Object.entries(whole).map(([key, value]) => {
      const schema = schemas[key];
      const spelled = schema === undefined ? value : spelledAs(known[key], value, { schema });
      return [key, isOfKey(key) ? known[key] : spelled];
    }),
  );
}
