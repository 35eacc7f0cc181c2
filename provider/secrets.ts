import type { Entity } from "./entity";
import type { JsonObject } from "./json";

/** How Pulumi's protocol marks a value as secret. */
const SECRET_MARK = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Properties with those marked that the definition calls secret: the engine encrypts them in the state. */
export function markSecrets(entity: Entity, properties: JsonObject): JsonObject {
  const secrets = entity.secrets.filter((key) => properties[key] !== undefined);
  const marked = secrets.map((key) => [key, { ...SECRET_MARK, value: properties[key] }]);
  return { ...properties, ...(Object.fromEntries(marked) as JsonObject) };
}
