import type { Entity } from "../entity";
import { isObject, type Json, type JsonObject } from "../json";

/** What tells the elements of a list apart. */
type KeyOf = (element: JsonObject) => string;

/** The key of an input's elements, if their order means nothing. */
export function orderKey(entity: Entity, key: string): KeyOf | undefined {
  const orders: Readonly<Record<string, KeyOf | undefined>> = entity.unordered ?? {};
  return orders[key];
}

/** Puts what a list and its earlier self share into the earlier order, and the rest behind it. */
export function inOrderOf(
  earlier: Json | undefined,
  value: Json | undefined,
  keyOf: KeyOf | undefined,
): Json | undefined {
  if (keyOf === undefined || !Array.isArray(value) || !Array.isArray(earlier)) {
    return value;
  }
  const order = new Map(earlier.filter(isObject).map((element, index) => [keyOf(element), index]));
  const rank = (element: Json): number =>
    isObject(element) ? (order.get(keyOf(element)) ?? Infinity) : Infinity;
  return value.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
}
