import { textOf } from "../provider/json";
import { isUnknown, label, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { fact } from "./asks";
import { flag } from "./gate";
import type { Ask } from "./questions";

/** An endpoint to which inbound calls may go. */
export interface Endpoint {
  readonly resource: StackResource;
  /** What `down` names it by. */
  readonly id: string;
  readonly enabled: boolean | Ask;
  /** Its place in the order, or what asks whether it is first. */
  readonly priority: number | Ask;
  /** Whether it can sign in, or needs not, or what asks that. */
  readonly isReachable: boolean | Ask;
}

/** What signing in depends on. */
export interface SignIns {
  /** The credential list of a username, or of what it was made of. */
  readonly listOf: (endpoint: StackResource) => StackResource | undefined;
  /** The lists that are linked to the endpoint's trunk. */
  readonly linked: ReadonlySet<StackResource>;
  /** Whether no other list can be linked to it. */
  readonly areLinksKnown: boolean;
  /** Whether no other list can have a username. */
  readonly areUsernamesKnown: boolean;
}

/** An endpoint as inbound calls see it. */
export function endpointOf(resource: StackResource, signIns: SignIns): Endpoint {
  const { priority } = resource.properties;
  const of = label(resource);
  return {
    resource,
    id: resource.id ?? resource.urn,
    enabled: flag(resource, "enabled", true),
    priority:
      isUnseen(priority) || typeof priority !== "number"
        ? fact(`priority of ${of}`, `whether ${of} is tried first or last`, ["first", "last"])
        : priority,
    isReachable: canSignIn(resource, signIns),
  };
}

function canSignIn(resource: StackResource, signIns: SignIns): boolean | Ask {
  const { listOf, linked, areLinksKnown, areUsernamesKnown } = signIns;
  const { isRegistered, credentialUsername } = resource.properties;
  const isMaybe = isUnknown(resource, "isRegistered");
  if (isRegistered !== true && !isMaybe) return true;
  if (isMaybe && textOf(credentialUsername) === "") return true;
  const list = listOf(resource);
  if (list !== undefined && linked.has(list)) return true;
  const isInNone = list === undefined && areUsernamesKnown && !isUnseen(credentialUsername);
  if ((list !== undefined || isInNone) && areLinksKnown && !isMaybe) return false;
  const of = label(resource);
  return fact(`sign-in of ${of}`, `whether a list with the username of ${of} is linked to its trunk`, [
    "true",
    "false",
  ]);
}
