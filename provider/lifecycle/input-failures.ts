import { z } from "zod";
import type { Entity, Failure } from "../entity";
import { objectsOf, type JsonObject } from "../json";
import { nearest } from "../nearest";
import { orderKey } from "./list-order";

/** One failure for each part of an input that is wrong, named by its path: the engine prints no value for it. */
export function failuresOf(
  key: string,
  error: z.ZodError,
  { schema, wasGiven }: { schema: z.ZodType; wasGiven: boolean },
): Failure[] {
  const failures = error.issues.flatMap((issue): Failure[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((name) => ({
          property: pathText([key, ...issue.path, name]),
          reason: `is not known here${didYouMean(name, keysOfElements(schema))}: remove it, or correct its spelling`,
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

/** The keys that the objects of a list have. */
function keysOfElements(schema: z.ZodType): string[] {
  const element = schema instanceof z.ZodArray ? schema.element : undefined;
  return element instanceof z.ZodObject ? Object.keys(element.shape) : [];
}

function didYouMean(given: string, names: readonly string[]): string {
  const meant = nearest(given, names);
  return meant.length === 0 ? "" : ` (did you mean ${meant.join(" or ")}?)`;
}

function pathText(parts: PropertyKey[]): string {
  return parts
    .map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${String(part)}`))
    .join("");
}

/** One failure for each key that is no input. */
export function unknownKeys(entity: Entity, keys: string[], news: JsonObject): Failure[] {
  const inputs = [...keys.filter((key) => !(key in (entity.derived ?? {}))), "account"];
  return Object.keys(news)
    .filter((key) => !keys.includes(key) && news[key] !== undefined)
    .map((property) => ({
      property,
      reason: `is not an input of ${entity.name}${didYouMean(property, inputs)}, whose inputs are ${inputs.join(", ")}`,
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
    const names = list.map(keyOf);
    return names.flatMap((name, index) => {
      const first = names.indexOf(name);
      const reason = `is "${name}" like ${key}[${first}]: name each only once`;
      return first < index ? [{ property: `${key}[${index}]`, reason }] : [];
    });
  });
}

/**
 * One failure for each element that has got a value of another one, which stood at its place before: that is what
 * `ignoreChanges` with an index does, before anybody checks it, when the program's order has changed.
 */
export function misplaced(entity: Entity, olds: JsonObject, news: JsonObject): Failure[] {
  return Object.keys(entity.unordered ?? {}).flatMap((list) => {
    const keyOf = orderKey(entity, list);
    if (keyOf === undefined) {
      return [];
    }
    const [before, now] = [objectsOf(olds[list]), objectsOf(news[list])];
    const earlier = new Map(before.map((element) => [keyOf(element), element]));
    return now.flatMap((element, index) => {
      const [own, there] = [earlier.get(keyOf(element)), before[index]];
      if (own === undefined || there === undefined || own === there) {
        return [];
      }
      const wrong = Object.keys(element).filter(
        (key) =>
          typeof element[key] === "string" &&
          element[key] === there[key] &&
          element[key] !== own[key] &&
          keyOf({ ...element, [key]: "" }) === keyOf(element),
      );
      return wrong.map((key) => ({
        property: `${list}[${index}].${key}`,
        reason:
          "is what stood at this place before, for another element, as an index in ignoreChanges makes it: ignore the " +
          `whole list, ignoreChanges: ["${list}"], or give both elements values that neither had`,
      }));
    });
  });
}
