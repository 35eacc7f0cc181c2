import type { Entity } from "../entity";
import { isObject, textOf, type Json, type JsonObject } from "../json";

/** What tells the elements of a list apart. */
type KeyOf = (element: Json) => string;

type Order = ((element: JsonObject) => string) | "text";

/** The key of an input's elements, if their order means nothing. */
export function orderKey(entity: Entity, key: string): KeyOf | undefined {
  const orders: Readonly<Record<string, Order | undefined>> = entity.unordered ?? {};
  const order = orders[key];
  if (order === "text") {
    return textOf;
  }
  return order && ((element) => (isObject(element) ? order(element) : ""));
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
  const order = new Map(earlier.map((element, index) => [keyOf(element), index]));
  const rank = (element: Json): number => order.get(keyOf(element)) ?? Infinity;
  return value.toSorted((one, other) => (rank(one) === rank(other) ? 0 : rank(one) - rank(other)));
}
