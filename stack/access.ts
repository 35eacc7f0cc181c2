import { isIP } from "node:net";
import { textOf } from "../provider/json";
import { isUnseen } from "./unseen";
import { isUnknown, label, listOfEndpoint, ofKind, target, type Stack, type StackResource } from "./resource";

/** Why calls from a static endpoint's address are probably let in, for those who read a finding. */
export const WHY_PROBABLY = "the test plan of Sinch says so, guides link a list all the same";

/** The address of a static endpoint, from which calls may be let in without any list. */
export interface EndpointAddress {
  readonly endpoint: StackResource;
  readonly address: string;
  /** Why even that is open; nothing where calls are probably let in. */
  readonly doubt?: string;
}

/** The address from which a static endpoint may let calls in; nothing for a registered one. */
export function addressOf(endpoint: StackResource): EndpointAddress | undefined {
  const { isRegistered, enabled, address } = endpoint.properties;
  if (endpoint.kind !== "SipEndpoint" || isRegistered === true) return undefined;
  const doubt = isUnknown(endpoint, "isRegistered")
    ? "whether it is a static endpoint is not known here"
    : isUnseen(address)
      ? "its address is not known here"
      : isIP(textOf(address)) === 0
        ? "what a host name lets in is not documented"
        : isUnknown(endpoint, "enabled")
          ? "whether it is enabled is not known here"
          : enabled === false
            ? "what a disabled endpoint lets in is not documented"
            : undefined;
  const known = isUnseen(address) ? "an address that is not known here" : textOf(address);
  return { endpoint, address: known, ...(doubt !== undefined && { doubt }) };
}

/** Whether the device of a registered endpoint can sign in to its trunk: with a credential of a list linked there. */
export type SignIn =
  | { readonly can: true }
  | { readonly can: false; readonly list: StackResource; readonly trunk: StackResource }
  | { readonly can: "not known"; readonly why: string };

const TRUNK = { property: "sipTrunkId", kind: "SipTrunk" };
const LIST = { property: "credentialListId", kind: "CredentialList" };

/** Whether a registered endpoint's device can sign in; nothing for static and disabled ones, which have none. */
export function signInOf(stack: Stack, endpoint: StackResource): SignIn | undefined {
  const { isRegistered, enabled, credentialUsername } = endpoint.properties;
  const isMaybe = isUnknown(endpoint, "isRegistered") && credentialUsername !== undefined;
  if ((isRegistered !== true && !isMaybe) || enabled === false) return undefined;
  if (isMaybe) return { can: "not known", why: "its isRegistered is not known here" };
  const list = listOfEndpoint(stack, endpoint);
  if (list === undefined)
    return { can: "not known", why: "the credential list of its username is not known here" };
  const links = ofKind(stack, "TrunkCredentialList").map((link) => ({
    link,
    isOfTrunk: isSame(stack, TRUNK, [endpoint, link]),
    isOfList: isList(stack, link, list),
  }));
  if (links.some(({ isOfTrunk, isOfList }) => isOfTrunk === true && isOfList === true)) return { can: true };
  const trunk = target(stack, endpoint, TRUNK);
  if (trunk === undefined) return { can: "not known", why: "its trunk is not known here" };
  const maybe = links.find(({ isOfTrunk, isOfList }) => isOfTrunk !== false && isOfList !== false);
  if (maybe) return { can: "not known", why: `what ${label(maybe.link)} links is not known here` };
  if (isUnknown(endpoint, "enabled"))
    return { can: "not known", why: "whether it is enabled is not known here" };
  return { can: false, list, trunk };
}

type Input = typeof TRUNK;

/** Whether two resources name the same entity; nothing where that is not known. */
function isSame(stack: Stack, input: Input, pair: [StackResource, StackResource]): boolean | undefined {
  const [one, other] = pair.map((resource) => target(stack, resource, input));
  if (one && other) return one === other;
  const [a, b] = pair.map(({ properties }) => properties[input.property]);
  const isKnown = a !== undefined && !isUnseen(a) && !isUnseen(b);
  return isKnown ? a === b : undefined;
}

/** Whether a link links a list; nothing where that is not known. */
function isList(stack: Stack, link: StackResource, list: StackResource): boolean | undefined {
  const linked = target(stack, link, LIST);
  if (linked) return linked === list;
  const id = link.properties[LIST.property];
  return list.id === undefined || id === undefined || isUnseen(id) ? undefined : false;
}
