import { textOf } from "../provider/json";
import { accountOf, label, usernamesOf, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { UNKNOWN } from "../provider/unknown";
import { fact } from "./asks";
import { endpointOf } from "./endpoints";
import { accessListOf, flag, gateOf, staticEndpoints, usernameListOf, type Gate } from "./gate";
import {
  grouped,
  isLoose as isLooseOf,
  OF_ACCESS_LIST,
  OF_CREDENTIAL_LIST,
  OF_TRUNK,
  OF_USERNAME,
  type Find,
  type Reference,
} from "./references";
import type { Account, Forwarding, Trunk } from "./world";

/** What hangs on trunks, by trunk. */
export interface Parts {
  readonly find: Find;
  readonly accessLinks: ReadonlyMap<StackResource, readonly StackResource[]>;
  readonly credentialLinks: ReadonlyMap<StackResource, readonly StackResource[]>;
  readonly endpoints: ReadonlyMap<StackResource, readonly StackResource[]>;
  readonly accessListOf: (link: StackResource) => Gate["accessLists"][number];
  readonly credentialListOf: (link: StackResource) => Gate["credentialLists"][number];
  readonly listOfUsername: (endpoint: StackResource) => StackResource | undefined;
  /** Whether there are lists of which not all usernames are known. */
  readonly hasHiddenUsernames: boolean;
  /** Whether there are links, or endpoints, of which it is not known to which trunk they belong. */
  readonly hasLooseLists: boolean;
  readonly hasLooseEndpoints: boolean;
}

/** Indexes what hangs on trunks. */
export function partsOf(byKind: ReadonlyMap<string, StackResource[]>, find: Find): Parts {
  const of = (kind: string): readonly StackResource[] => byKind.get(kind) ?? [];
  const isLoose = (kind: string): boolean => of(kind).some((one) => isLooseOf(one, OF_TRUNK, find));
  const ranges = grouped(of("IpRange"), OF_ACCESS_LIST, find);
  const hasLoose = of("IpRange").some((one) => isLooseOf(one, OF_ACCESS_LIST, find));
  const access = once((list: StackResource) => accessListOf(list, ranges.get(list) ?? [], hasLoose));
  const credential = once(usernameListOf);
  const byUsername = new Map(
    of("CredentialList").flatMap((list) =>
      usernamesOf(list).map((name): [string, StackResource] => [`${accountOf(list)} ${name}`, list]),
    ),
  );
  return {
    find,
    accessLinks: grouped(of("TrunkAccessControlList"), OF_TRUNK, find),
    credentialLinks: grouped(of("TrunkCredentialList"), OF_TRUNK, find),
    endpoints: grouped(of("SipEndpoint"), OF_TRUNK, find),
    accessListOf: (link) => access(find(link, OF_ACCESS_LIST) ?? stranger(link, OF_ACCESS_LIST)),
    credentialListOf: (link) =>
      credential(find(link, OF_CREDENTIAL_LIST) ?? stranger(link, OF_CREDENTIAL_LIST)),
    listOfUsername: (endpoint) =>
      byUsername.get(`${accountOf(endpoint)} ${textOf(endpoint.properties.credentialUsername)}`) ??
      find(endpoint, OF_USERNAME),
    hasHiddenUsernames: of("CredentialList").some((list) => credential(list).unknown !== undefined),
    hasLooseLists: isLoose("TrunkAccessControlList") || isLoose("TrunkCredentialList"),
    hasLooseEndpoints: isLoose("SipEndpoint"),
  };
}

/** A list that a link names and that is not here: nothing of it is known. */
function stranger(link: StackResource, { property, kind }: Reference): StackResource {
  const id = link.properties[property];
  const name = isUnseen(id) ? `linked by ${link.name}` : textOf(id);
  const unseen = { enabled: UNKNOWN, ipRanges: UNKNOWN, usernames: UNKNOWN };
  return { ...link, kind, name, properties: unseen };
}

function once<Value>(make: (resource: StackResource) => Value): (resource: StackResource) => Value {
  const made = new Map<StackResource, Value>();
  return (resource) => {
    const known = made.get(resource);
    if (known !== undefined) return known;
    const value = make(resource);
    made.set(resource, value);
    return value;
  };
}

/** A trunk with what hangs on it. */
export function trunkIn(resource: StackResource, account: Account, parts: Parts): Trunk {
  const of = label(resource);
  const { callsPerSecond } = resource.properties;
  const domain = domainOf(resource);
  const own = parts.endpoints.get(resource) ?? [];
  const credentialLinks = parts.credentialLinks.get(resource) ?? [];
  const linked = new Set(credentialLinks.flatMap((link) => parts.find(link, OF_CREDENTIAL_LIST) ?? []));
  const areLinksKnown = account.isWhole && !parts.hasLooseLists;
  const areUsernamesKnown = account.isWhole && !parts.hasHiddenUsernames;
  const signIns = { listOf: parts.listOfUsername, linked, areLinksKnown, areUsernamesKnown };
  const lists = fact(`other lists of ${of}`, `whether a list of ${of} that is not known here lets it in`, [
    "it is let in",
    "it is refused",
  ]);
  const others = fact(`other endpoints of ${of}`, `whether ${of} has endpoints that are not known here`, [
    "none",
    "there are others",
  ]);
  const address = fact(
    `other addresses of ${of}`,
    `whether a static endpoint of ${of} that is not known here has the address`,
    ["none has", "one has"],
  );
  return {
    resource,
    account,
    ...(domain !== undefined && { domain }),
    gate: gateOf({
      accessLists: (parts.accessLinks.get(resource) ?? []).map(parts.accessListOf),
      credentialLists: credentialLinks.map(parts.credentialListOf),
      ...staticEndpoints(own),
      ...(!areLinksKnown && { others: lists }),
      ...(!account.isWhole && { otherEndpoints: address }),
    }),
    endpoints: {
      all: own.map((endpoint) => endpointOf(endpoint, signIns)),
      ...((!account.isWhole || parts.hasLooseEndpoints) && { others }),
    },
    forwarding: forwardingOf(resource),
    callsPerSecond:
      typeof callsPerSecond === "number"
        ? callsPerSecond
        : fact(`callsPerSecond of ${of}`, `whether ${of} takes so many calls a second`, [
            "it does",
            "it does not",
          ]),
    allowed: { isLetThrough: true, reason: "allowed", trunk: resource, key: "let through" },
    rings: new Map(),
  };
}

/** A preview does not know the domain of a trunk that is made; it follows from the host name. */
function domainOf({ properties }: StackResource): string | undefined {
  const { domain, hostName, topLevelDomain } = properties;
  if (!isUnseen(domain) && textOf(domain) !== "") return textOf(domain).toLowerCase();
  if (isUnseen(hostName) || textOf(hostName) === "") return undefined;
  const top = isUnseen(topLevelDomain) ? "" : textOf(topLevelDomain);
  return `${textOf(hostName)}.${top === "" ? "pstn.sinch.com" : top}`.toLowerCase();
}

function forwardingOf(resource: StackResource): Forwarding {
  const { callForwardNumber } = resource.properties;
  const of = label(resource);
  const isOn = flag(resource, "enableCallForward", false);
  if (!isUnseen(callForwardNumber)) {
    return textOf(callForwardNumber) === "" ? { isOn: false } : { isOn, number: textOf(callForwardNumber) };
  }
  const unknown = fact(
    `callForwardNumber of ${of}`,
    `whether the number may be called to which ${of} forwards`,
    ["it may", "it may not"],
  );
  return { isOn, number: "a number that is not known here", unknown };
}
