/** A plain value as JSON carries it. */
export type Json = string | number | boolean | null | Json[] | JsonObject;

/** A JSON object: what the API sends and what Pulumi keeps. */
export interface JsonObject {
  [key: string]: Json | undefined;
}

/** Whether a value is a JSON object, neither null nor a list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text; empty for what is none. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The texts of a list; none for what is no list. */
export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** The objects of a list; none for what is no list. */
export function objectsOf(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
