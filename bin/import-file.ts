import { PROVIDER_KEY, dynamicLoader, dynamicType } from "../provider/dynamic-type";
import type { Held } from "../provider/inventory";
import type { JsonObject } from "../provider/json";

/** Which of the two ways into the provider a program uses. */
export type Front = "dynamic" | "plugin";

/**
 * One entity for `pulumi import --file`. A dynamic resource brings its whole state along, since Pulumi cannot ask
 * a dynamic provider for it (CLI 3.254 or later); the plugin is asked.
 */
export function importEntry(
  { entity, id, inputs, state }: Pick<Held, "entity" | "id" | "inputs" | "state">,
  name: string,
  front: Front,
): JsonObject {
  if (front === "plugin") {
    return { type: pluginType(entity.name), name, id };
  }
  const loader = { [PROVIDER_KEY]: dynamicLoader(entity.name) };
  return {
    type: dynamicType(entity.name),
    name,
    id,
    inputs: { ...inputs, ...loader },
    outputs: { ...state, ...loader },
  };
}

/** The type of an entity's resources with the plugin. */
export function pluginType(entityName: string): string {
  return `sinch:index:${entityName}`;
}
