import { PROVIDER_KEY, dynamicLoader, dynamicType } from "../provider/adapters/dynamic-type";
import type { Held } from "../provider/inventory";
import type { JsonObject } from "../provider/json";
import { ACCOUNT, importId } from "../provider/lifecycle/accounts";
import { SECRET_MARK } from "../provider/adapters/secrets";

/** Which of the two ways into the provider a program uses. */
export type Front = "dynamic" | "plugin";

/**
 * One entity for `pulumi import --file`. A dynamic resource brings its whole state along, since Pulumi cannot ask
 * a dynamic provider for it (CLI 3.254 or later); the plugin is asked.
 */
export function importEntry(
  { entity, id, inputs, state }: Pick<Held, "entity" | "id" | "inputs" | "state">,
  { name, front, account }: { name: string; front: Front; account?: string | undefined },
): JsonObject {
  if (front === "plugin") {
    return { type: pluginType(entity.name), name, id: importId(account, id) };
  }
  const loader = {
    ...(account !== undefined && { [ACCOUNT]: account }),
    [PROVIDER_KEY]: dynamicLoader(entity.name),
  };
  return {
    type: dynamicType(entity.name),
    name,
    id,
    inputs: { ...withSecrets(inputs, entity.secrets), ...loader },
    outputs: { ...withSecrets(state, entity.secrets), ...loader },
  };
}

/** The type of an entity's resources with the plugin. */
export function pluginType(entityName: string): string {
  return `sinch:index:${entityName}`;
}

/** Properties with some marked as secret, as import files have it: the value as JSON text, encrypted by the import. */
function withSecrets(properties: JsonObject, secrets: readonly string[]): JsonObject {
  const marked = secrets
    .filter((key) => properties[key] !== undefined)
    .map((key) => [key, { ...SECRET_MARK, plaintext: JSON.stringify(properties[key]) }] as const);
  return { ...properties, ...Object.fromEntries(marked) };
}
