/** The type of an entity's dynamic resources in URNs and states. */
export function dynamicType(entityName: string): string {
  return `pulumi-nodejs:dynamic/sinch:${entityName}`;
}

/**
 * What stands in every dynamic resource where Pulumi would put the provider's own code: a constant text that loads
 * this package. A contract with all states ever written.
 */
export function dynamicLoader(entityName: string): string {
  return `exports.handler=()=>require("pulumi-sinch/runtime").provider("${entityName}")`;
}

/** The key under which Pulumi keeps what loads a dynamic provider. */
export const PROVIDER_KEY = "__provider";

/** The key under which an explicit provider's configuration has its name in the program, for messages. */
export const PROVIDER_NAME_KEY = "sinch:provider";
