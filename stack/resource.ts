import { ENTITIES } from "../provider/entities";
import { objectsOf, textOf, type JsonObject } from "../provider/json";
import { isUnseen } from "./unseen";

/** A resource of a stack as a rule, a diagram or a report looks at it, wherever it was read. */
export interface StackResource {
  readonly urn: string;
  /** The entity's name: "SipTrunk". */
  readonly kind: string;
  /** The name in the program. */
  readonly name: string;
  /** The id, where it is known. */
  readonly id?: string;
  /** Inputs and outputs in clear; what is not known here is one of Pulumi's texts for that. */
  readonly properties: JsonObject;
  /** Of each input, the URNs of the resources that it was made of. */
  readonly references: Readonly<Record<string, readonly string[]>>;
  /** Paths of secret inputs that are held in clear; absent where that cannot be seen. */
  readonly exposed?: readonly string[];
  /** Inputs that `ignoreChanges` names, as the state has them, null for none: Pulumi neither changes nor looks at them. */
  readonly ignored?: JsonObject;
  /** Whether the program only reads it, so that a refresh leaves it out: all its inputs are ignored. */
  readonly isOnlyRead?: boolean;
  /** The name of its explicit provider, which is an account of its own. */
  readonly provider?: string;
}

/** Resources of the same stack. */
export type Stack = readonly StackResource[];

/** The last part of a URN: the name in the program. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** The name of an explicit provider, out of its URN or what a state has of it; nothing for the default ones. */
export function providerOf(reference: string | undefined): { provider?: string } {
  const [, , , name = ""] = (reference ?? "").split("::");
  return name === "" || /^default(_|$)/.test(name) ? {} : { provider: name };
}

/** The account of a resource as people call it; empty for the stack's own. */
export function accountOf({ provider, properties }: StackResource): string {
  const account = isUnseen(properties.account) ? "not known here" : textOf(properties.account);
  return [provider, account].filter(Boolean).join(", ");
}

/** The resources of each account by themselves: settings, rules and gates of one mean nothing in another. */
export function byAccount(stack: Stack): StackResource[][] {
  const accounts = new Map<string, StackResource[]>();
  for (const resource of stack) {
    const account = accountOf(resource);
    accounts.set(account, [...(accounts.get(account) ?? []), resource]);
  }
  return [...accounts.values()];
}

/** How a message calls a resource: `SIP trunk "voice"`, `SIP trunk "voice" (account lyon)`. */
export function label(resource: StackResource): string {
  const { kind, name } = resource;
  const account = isUnknown(resource, "account") ? "" : accountOf(resource);
  const of = account === "" ? "" : ` (account ${account})`;
  return `${ENTITIES.find((entity) => entity.name === kind)?.title ?? kind} "${name}"${of}`;
}

/** The resources of an entity. */
export function ofKind(stack: Stack, kind: string): StackResource[] {
  return stack.filter((resource) => resource.kind === kind);
}

/** Whether an input has a value, but one that is not known here. */
export function isUnknown({ properties }: StackResource, property: string): boolean {
  return isUnseen(properties[property]);
}

/**
 * The resource that an input names by its id; nothing if it is not of this stack, or not known here and made of
 * several. At preview the ids of new resources are unknown, so what the input was made of decides.
 */
export function target(
  stack: Stack,
  resource: StackResource,
  { property, kind }: { property: string; kind: string },
): StackResource | undefined {
  const candidates = ofKind(stack, kind);
  const value = resource.properties[property];
  const named = candidates.find(({ id }) => id !== undefined && id === value);
  const made = candidates.filter(({ urn }) => resource.references[property]?.includes(urn));
  return named ?? (made.length === 1 ? made[0] : undefined);
}

/** The trunk that an endpoint, a link or a number assignment belongs to. */
export function trunkOf(stack: Stack, resource: StackResource): StackResource | undefined {
  return target(stack, resource, { property: "sipTrunkId", kind: "SipTrunk" });
}

/** The usernames of a credential list that are known. */
export function usernamesOf({ properties }: StackResource): string[] {
  const { usernames, credentials } = properties;
  const names = Array.isArray(usernames)
    ? usernames.map(textOf)
    : objectsOf(credentials).map(({ username }) => textOf(username));
  return names.filter((name) => name !== "" && !isUnseen(name));
}

/** The credential list of which a registered endpoint uses a username. */
export function listOfEndpoint(stack: Stack, endpoint: StackResource): StackResource | undefined {
  const property = "credentialUsername";
  const username = endpoint.properties[property];
  const named = ofKind(stack, "CredentialList").find((list) => usernamesOf(list).includes(textOf(username)));
  return named ?? target(stack, endpoint, { property, kind: "CredentialList" });
}

/** A range of an access control list as text: "203.0.113.0/24". */
export function cidrOf({ ipAddress, range }: JsonObject): string {
  return `${textOf(ipAddress)}/${typeof range === "number" ? range : 32}`;
}
