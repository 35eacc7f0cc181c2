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
