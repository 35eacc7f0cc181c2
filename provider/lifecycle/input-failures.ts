import type { z } from "zod";
import type { Entity, Failure } from "../entity";
import { isObject, type JsonObject } from "../json";
import { orderKey } from "./list-order";

/** One failure for each part of an input that is wrong, named by its path: the engine prints no value for it. */
export function failuresOf(key: string, error: z.ZodError, wasGiven: boolean): Failure[] {
  const failures = error.issues.flatMap((issue): Failure[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => ({
          property: pathText([key, ...issue.path, name]),
          reason: "is not known here: remove it, or correct its spelling",
        }))
      : [
          {
            property: pathText([key, ...issue.path]),
            reason: wasGiven ? issue.message : issue.message.replace(/^must be/, "is required and must be"),
          },
        ],
  );
  return failures.filter(
    ({ property }, index) => failures.findIndex((one) => one.property === property) === index,
  );
}

function pathText(parts: PropertyKey[]): string {
  return parts
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}

/** One failure for each key that is no input. */
export function unknownKeys(entity: Entity, keys: string[], news: JsonObject): Failure[] {
  return Object.keys(news)
    .filter((key) => !keys.includes(key) && news[key] !== undefined)
    .map((property) => ({
      property,
      reason: `is not an input of ${entity.name}, whose inputs are ${keys.filter((key) => !(key in (entity.derived ?? {}))).join(", ")}`,
    }));
}

/** One failure for each element that repeats the key of an earlier one. */
export function duplicates(entity: Entity, inputs: JsonObject, unknown: string[]): Failure[] {
  return Object.keys(entity.unordered ?? {}).flatMap((key) => {
    const list = inputs[key];
    const keyOf = orderKey(entity, key);
    if (!Array.isArray(list) || unknown.includes(key) || keyOf === undefined) {
      return [];
    }
    const names = list.map((element) => (isObject(element) ? keyOf(element) : ""));
    return names.flatMap((name, index) => {
      const first = names.indexOf(name);
      const reason = `is "${name}" like ${key}[${first}]: name each only once`;
      return first < index ? [{ property: `${key}[${index}]`, reason }] : [];
    });
  });
}
