import { isIP } from "node:net";
import { isObject, objectsOf, textOf, type JsonObject } from "../provider/json";
import { isUnknown, label, usernamesOf, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { fact } from "./asks";
import type { Ask } from "./questions";
import { numberOfAddress, rangesOf, type Ranges } from "./ranges";

/** Who is let into a trunk: its lists and the addresses of its static endpoints, indexed. */
export interface Gate {
  readonly accessLists: readonly AccessList[];
  readonly credentialLists: readonly UsernameList[];
  /** By address. */
  readonly endpoints: ReadonlyMap<string | number, readonly StaticEndpoint[]>;
  /** All of these. */
  readonly addressed: readonly StaticEndpoint[];
  /** Those of which it is not known whether they have an address: host names, and what is not known here. */
  readonly elsewhere: readonly StaticEndpoint[];
  /** Asks whether lists that are not known here let a call in; nothing where all lists of the trunk are known. */
  readonly others?: Ask;
  /** Asks whether an endpoint that is not known here has an address; nothing where all endpoints are known. */
  readonly otherEndpoints?: Ask;
  /** Where an address may be that is not known, and what asks that; nothing where all addresses are alike. */
  readonly places: readonly Place[];
  readonly source?: Ask;
}

/** Where an address may be. */
export type Place = "in a linked list" | "of a static endpoint" | "another";

/** Adds what a call from an address asks that is not known: only what is there is possible. */
export function gateOf(gate: Omit<Gate, "places" | "source">): Gate {
  const hasRanges = gate.accessLists.some(({ ranges, unknown }) => ranges.length > 0 || unknown);
  const [first, second = "another", ...more]: Place[] = [
    ...(hasRanges ? (["in a linked list"] as const) : []),
    ...(gate.endpoints.size > 0 ? (["of a static endpoint"] as const) : []),
    "another",
  ];
  if (first === undefined || first === "another") return { ...gate, places: ["another"] };
  const places = [first, second, ...more] as const;
  return { ...gate, places, source: fact("source address", "from which address it comes", places) };
}

/** An access control list, linked to the trunk. */
export interface AccessList {
  readonly resource: StackResource;
  /** Whether it is enabled, or what asks that. */
  readonly enabled: boolean | Ask;
  readonly ranges: Ranges;
  /** Asks whether it has an address, where some of its ranges are not known here. */
  readonly unknown?: Ask;
}

/** A credential list, linked to the trunk. */
export interface UsernameList {
  readonly resource: StackResource;
  readonly usernames: ReadonlySet<string>;
  /** Asks whether it has a username, where some of its usernames are not known here. */
  readonly unknown?: Ask;
}

/** A static endpoint, from whose address calls may come. */
export interface StaticEndpoint {
  readonly resource: StackResource;
  readonly enabled: boolean | Ask;
  /** What asks whether an address is its own; nothing where that is known. */
  readonly doubt: readonly (Ask | "host name")[];
}

/** What asks whether an input is true, or its value where that is known. */
export function flag(resource: StackResource, property: string, otherwise: boolean): boolean | Ask {
  const value = resource.properties[property];
  if (!isUnseen(value)) return typeof value === "boolean" ? value : otherwise;
  const of = `${property} of ${label(resource)}`;
  return fact(of, `whether ${of} is true`, otherwise ? ["true", "false"] : ["false", "true"]);
}

/**
 * A list out of its resource, with ranges that have resources of their own.
 *
 * @param hasOthers whether there are ranges of which it is not known to which list they belong
 */
export function accessListOf(
  resource: StackResource,
  owned: readonly StackResource[],
  hasOthers: boolean,
): AccessList {
  const { ipRanges } = resource.properties;
  const ranges = [...objectsOf(ipRanges), ...owned.map(({ properties }) => properties)];
  const all = [
    ...(Array.isArray(ipRanges) ? ipRanges : [ipRanges]),
    ...owned.map(({ properties }) => properties),
  ];
  const isHidden = hasOthers || all.some(isUnseenRange);
  return {
    resource,
    enabled: flag(resource, "enabled", true),
    ranges: rangesOf(ranges.filter((range) => !isUnseenRange(range))),
    ...(isHidden && {
      unknown: fact(
        `ip ranges of ${label(resource)}`,
        `whether the address is in a range of ${label(resource)}, whose ranges are not all known here`,
        ["it is", "it is not"],
      ),
    }),
  };
}

function isUnseenRange(range: JsonObject[string]): boolean {
  return isObject(range) ? isUnseen(range.ipAddress) || isUnseen(range.range) : isUnseen(range);
}

/** A list out of its resource: usernames are known though passwords are not. */
export function usernameListOf(resource: StackResource): UsernameList {
  const { usernames, credentials } = resource.properties;
  const all: readonly unknown[] = Array.isArray(usernames) ? usernames : objectsOf(credentials).map(nameIn);
  const isWhole = (Array.isArray(usernames) || Array.isArray(credentials)) && !all.some(isUnseen);
  return {
    resource,
    usernames: new Set(usernamesOf(resource)),
    ...(!isWhole && {
      unknown: fact(
        `usernames of ${label(resource)}`,
        `whether the username is in ${label(resource)}, whose usernames are not all known here`,
        ["it is", "it is not"],
      ),
    }),
  };
}

function nameIn({ username }: JsonObject): JsonObject[string] {
  return username;
}

/** The static endpoints of a trunk by their addresses, and those that may have any. */
export function staticEndpoints(
  endpoints: readonly StackResource[],
): Pick<Gate, "endpoints" | "addressed" | "elsewhere"> {
  const byAddress = new Map<string | number, StaticEndpoint[]>();
  const elsewhere: StaticEndpoint[] = [];
  for (const resource of endpoints) {
    const { isRegistered, address } = resource.properties;
    const isMaybe = isUnknown(resource, "isRegistered") && address !== undefined && address !== null;
    if (isRegistered === true || (isUnknown(resource, "isRegistered") && !isMaybe)) continue;
    const doubt = [
      ...(isMaybe ? [doubtOf(resource, "isRegistered")] : []),
      ...(isUnseen(address) ? [doubtOf(resource, "address")] : []),
    ];
    const text = textOf(address);
    const isNamed = !isUnseen(address) && isIP(text) === 0;
    const endpoint: StaticEndpoint = {
      resource,
      enabled: flag(resource, "enabled", true),
      doubt: isNamed ? [...doubt, "host name"] : doubt,
    };
    if (isNamed || isUnseen(address)) elsewhere.push(endpoint);
    else byAddress.set(addressKey(text), [...(byAddress.get(addressKey(text)) ?? []), endpoint]);
  }
  return { endpoints: byAddress, addressed: [...byAddress.values()].flat(), elsewhere };
}

function doubtOf(resource: StackResource, property: string): Ask {
  const id = `${property} of ${label(resource)}`;
  return fact(id, `whether the address is that of ${label(resource)}, whose ${property} is not known here`, [
    "it is",
    "it is not",
  ]);
}

/** An address as a key: each in one form, however it is written. */
export function addressKey(address: string): string | number {
  const number = numberOfAddress(address);
  if (number >= 0) return number;
  const isNetwork = isIP(address) === 6 && !address.includes("%");
  return isNetwork ? new URL(`http://[${address}]`).hostname : address.toLowerCase();
}
