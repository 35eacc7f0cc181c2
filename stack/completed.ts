import { ENTITIES } from "../provider/entities";
import type { JsonObject } from "../provider/json";
import { contentOf, type Content } from "../provider/lifecycle/content";
import { UNKNOWN } from "../provider/unknown";

const contents = new Map<string, Content>();

/**
 * Properties with the defaults of inputs that are not named, as a program leaves them out. Nothing is known of what has
 * no input at all: it is only read, and Pulumi does not show what was found.
 */
export function completed(kind: string, properties: JsonObject): JsonObject {
  const { keys, absent } = contentOfKind(kind);
  const missing = keys.filter((key) => properties[key] === undefined);
  const isBare = missing.length === keys.length;
  const filled = missing.map((key) => [key, isBare ? UNKNOWN : absent[key]] as const);
  return { ...properties, ...Object.fromEntries(filled.filter(([, value]) => value !== undefined)) };
}

/** The inputs of a kind. */
export function inputsOf(kind: string): readonly string[] {
  return contentOfKind(kind).keys;
}

function contentOfKind(kind: string): Pick<Content, "keys" | "absent"> {
  const known = contents.get(kind);
  if (known) return known;
  const entity = ENTITIES.find(({ name }) => name === kind);
  if (entity === undefined) return { keys: [], absent: {} };
  const content = contentOf(entity);
  contents.set(kind, content);
  return content;
}
