import { isObject, type Json, type JsonObject } from "./json";

/** What stands for a value that is not known yet. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What Pulumi sends at preview for values that are not known yet, one text for each kind of value. */
const UNKNOWNS = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Whether a value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (typeof value === "string") {
    return UNKNOWNS.has(value);
  }
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** An object without what in it is not known yet, at any depth; a list keeps its length. */
export function knownPart(object: JsonObject): JsonObject {
  const entries = Object.entries(object).filter(
    ([, value]) => typeof value !== "string" || !hasUnknown(value),
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, knownValue(value)]));
}

function knownValue(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) {
    return value.map((element) =>
      typeof element === "string" && hasUnknown(element) ? {} : (knownValue(element) ?? null),
    );
  }
  return isObject(value) ? knownPart(value) : value;
}
