import type { Entity } from "../entity";
import { isObject, type Json, type JsonObject } from "../json";

/** How Pulumi's protocol marks a value as secret. */
export const SECRET_MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Properties with those marked that the definition calls secret: the engine encrypts them in the state. */
export function markSecrets(entity: Entity, properties: JsonObject): JsonObject {
  return markKeys(entity.secrets, properties);
}

/** Properties with the values of some keys marked as secret. */
export function markKeys(keys: Iterable<string>, properties: JsonObject): JsonObject {
  const secrets = [...keys].filter((key) => properties[key] !== undefined);
  const marked = secrets.map((key) => [key, { ...SECRET_MARK, value: properties[key] }]);
  return { ...properties, ...(Object.fromEntries(marked) as JsonObject) };
}

/** Whether a value, or anything in it, is marked as secret. */
export function hasSecret(value: unknown): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  return isMarked(value) || Object.values(value).some(hasSecret);
}

/** A value without the marks, wherever in it they are. */
export function unmarked(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((element) => unmarked(element) ?? null);
  }
  if (!isObject(value)) {
    return value;
  }
  return isMarked(value)
    ? unmarked(value.value)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, unmarked(inner)]));
}

function isMarked(value: object): boolean {
  return Object.entries(SECRET_MARK).every(([key, mark]) => (value as JsonObject)[key] === mark);
}
