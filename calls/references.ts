import { isUnknown, type Stack, type StackResource } from "../stack/resource";

/** An input that names another resource by its id. */
export interface Reference {
  readonly property: string;
  readonly kind: string;
}

export const OF_TRUNK: Reference = { property: "sipTrunkId", kind: "SipTrunk" };
export const OF_ACCESS_LIST: Reference = { property: "accessControlListId", kind: "AccessControlList" };
export const OF_CREDENTIAL_LIST: Reference = { property: "credentialListId", kind: "CredentialList" };
export const OF_USERNAME: Reference = { property: "credentialUsername", kind: "CredentialList" };

/** Finds what inputs name, as `target` of the stack does, in a stack of thousands. */
export type Find = (resource: StackResource, reference: Reference) => StackResource | undefined;

/** Indexes a stack once. */
export function finder(stack: Stack): Find {
  const byId = new Map<unknown, StackResource>();
  const byUrn = new Map<string, StackResource>();
  for (const resource of stack.toReversed()) {
    if (resource.id !== undefined) byId.set(`${resource.kind} ${resource.id}`, resource);
    byUrn.set(resource.urn, resource);
  }
  return (resource, { property, kind }) => {
    const value = resource.properties[property];
    const named = typeof value === "string" ? byId.get(`${kind} ${value}`) : undefined;
    if (named !== undefined) return named;
    const made = (resource.references[property] ?? []).flatMap((urn) => byUrn.get(urn) ?? []);
    const candidates = new Set(made.filter((one) => one.kind === kind));
    const [only] = candidates;
    return candidates.size === 1 ? only : undefined;
  };
}

/** Whether a resource may belong to any other: what it names is not known here. */
export function isLoose(resource: StackResource, reference: Reference, find: Find): boolean {
  return isUnknown(resource, reference.property) && find(resource, reference) === undefined;
}

/** Resources by what one of their inputs names. */
export function grouped(
  resources: Stack,
  reference: Reference,
  find: Find,
): ReadonlyMap<StackResource, readonly StackResource[]> {
  const groups = new Map<StackResource, StackResource[]>();
  for (const resource of resources) {
    const named = find(resource, reference);
    if (named === undefined) continue;
    const group = groups.get(named);
    if (group) group.push(resource);
    else groups.set(named, [resource]);
  }
  return groups;
}
