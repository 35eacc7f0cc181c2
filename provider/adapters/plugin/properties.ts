import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Entity } from "../../entity";
import type { JsonObject } from "../../json";
import { clean } from "../../lifecycle/values";
import { hasSecret, markKeys, unmarked } from "../secrets";

/** Properties as the engine sends them, and which of them it calls secret, in whole or in part. */
export interface Properties {
  readonly values: JsonObject;
  readonly secrets: readonly string[];
}

/** What a dynamic provider leaves in a state that has moved to the plugin. */
const DYNAMIC_ONLY = "__provider";

/** Reads properties out of a message, without marks and without what only Pulumi's dynamic providers keep there. */
export function propertiesOf(struct: Struct | undefined): Properties {
  const marked = Object.entries((struct?.toJavaScript() ?? {}) as JsonObject).filter(
    ([key]) => key !== DYNAMIC_ONLY,
  );
  return {
    values: Object.fromEntries(marked.map(([key, value]) => [key, unmarked(value)])),
    secrets: marked.filter(([, value]) => hasSecret(value)).map(([key]) => key),
  };
}

/** Writes properties into a message, some of them marked as secret. */
export function structOf(values: JsonObject, secrets: Iterable<string> = []): Struct {
  return Struct.fromJavaScript(markKeys(secrets, clean(values)) as Record<string, JavaScriptValue>);
}

/**
 * Which properties of an entity are secret: those that its definition calls so, those that the program does, and the
 * outputs that follow from the latter. What follows from the former is not: usernames are none, though the list of
 * credentials is.
 */
export function secretsOf(entity: Entity, ...sources: Properties[]): Set<string> {
  const given = sources.flatMap(({ secrets }) => secrets).filter((key) => !entity.secrets.includes(key));
  const following = entity.outputs.filter((output) => {
    const { derived, determinedBy } = entity;
    const from = [derived?.[output]?.from, ...(determinedBy?.[output] ?? [])];
    return from.some((input) => input !== undefined && given.includes(input));
  });
  return new Set([...entity.secrets, ...given, ...following]);
}
