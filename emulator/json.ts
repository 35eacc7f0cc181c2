import { invalid, unreadable } from "./errors";

/** A JSON object whose values are not yet known. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** True for a JSON object, not for an array or null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for a JSON array. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value as an object. */
export function asObject(value: unknown): JsonObject {
  if (!isObject(value)) throw unreadable();
  return value;
}

/** A field that the client sent itself; a null counts as absent. */
export function field(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? (object[name] ?? undefined) : undefined;
}

/** A text that may be absent. */
export function optionalText(object: JsonObject, name: string): string | undefined {
  const value = field(object, name);
  if (value === undefined || typeof value === "string") return value;
  throw unreadable();
}

/** A text that must be there and must not be blank. */
export function requiredText(object: JsonObject, name: string): string {
  const value = optionalText(object, name);
  if (value === undefined || value.trim() === "") throw invalid(name, "must not be blank");
  return value;
}

/** A boolean that may be absent. */
export function optionalFlag(object: JsonObject, name: string): boolean | undefined {
  const value = field(object, name);
  if (value === undefined || typeof value === "boolean") return value;
  throw unreadable();
}

/** A boolean that must be there. */
export function requiredFlag(object: JsonObject, name: string): boolean {
  const value = optionalFlag(object, name);
  if (value === undefined) throw invalid(name, "must not be null");
  return value;
}

/** A whole number between two bounds that may be absent. */
export function optionalInteger(
  object: JsonObject,
  name: string,
  { min, max }: { min: number; max: number },
): number | undefined {
  const value = field(object, name);
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isInteger(value)) throw unreadable();
  if (value < min || value > max) throw invalid(name, `must be between ${min} and ${max}`);
  return value;
}

/** A list that may be absent. */
export function optionalList(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = field(object, name);
  if (value === undefined) return undefined;
  if (isList(value)) return value;
  throw unreadable();
}

/** A list of texts that must be there, though it may be empty. */
export function requiredTexts(object: JsonObject, name: string): readonly string[] {
  const list = optionalList(object, name);
  if (list === undefined) throw invalid(name, "must not be null");
  return asTexts(list);
}

/** The values as texts. */
export function asTexts(values: readonly unknown[]): readonly string[] {
  return values.map((value) => {
    if (typeof value === "string") return value;
    throw unreadable();
  });
}
