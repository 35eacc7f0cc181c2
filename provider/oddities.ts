import { BlockList, isIP } from "node:net";
import type { Entity, Failure } from "./entity";
import { textOf, type Json, type JsonObject } from "./json";
import { networkOf } from "./network";
import { regionsOf, regionsOfPrefix } from "./regions";

/*
 * Values that the API takes and that can hardly work. None of them is refused: nobody knows all that the API can do.
 * They are warned of where they are declared, and judged by the policy pack.
 */

/** What is odd about the inputs of an entity; what is not known yet is looked at once it is. */
export function odditiesOf(
  { odd }: { readonly odd?: object },
  inputs: JsonObject,
  isGiven: (key: string) => boolean,
): Failure[] {
  const finders: Entity["odd"] = odd;
  return Object.entries(finders ?? {}).flatMap(([key, find]) => {
    if (inputs[key] === undefined) return [];
    try {
      return find?.(inputs[key], inputs, { isGiven }) ?? [];
    } catch (error) {
      // A program in JavaScript may give a value of another form: check refuses that, in words.
      if (error instanceof TypeError) return [];
      throw error;
    }
  });
}

/** One oddity as a list, so that a definition can join several; no reason tells the value, which may be a secret, but for networks. */
function odd(property: string, isOdd: boolean, reason: string): Failure[] {
  return isOdd ? [{ property, reason }] : [];
}

/** A whole number in E.164. */
export function oddNumber(property: string, number: Json | undefined): Failure[] {
  const text = textOf(number);
  return odd(
    property,
    text !== "" && regionsOf(text).size === 0,
    "is in no country's number plan: is it complete, from the country code on, without the 0 that is dialled inside " +
      'the country, such as "+12025550147"? Numbers of no country, such as those of satellites, are told like this too',
  );
}

/** The digits that a blocking rule looks for, and the country that it is limited to. */
export function oddPrefix(property: string, prefix: Json | undefined, country: Json | undefined): Failure[] {
  const like = 'write the first digits of the number from the country code on, such as "1900"';
  const text = textOf(prefix);
  if (text === "") {
    return [];
  }
  if (text.startsWith("+")) {
    return odd(property, true, `begins with "+", and no document says whether the API takes that: ${like}`);
  }
  if (!/^\d{1,15}$/.test(text)) {
    return odd(
      property,
      true,
      `has more than digits, or more than 15 of them, so no number begins so: ${like}`,
    );
  }
  const regions = regionsOfPrefix(text);
  if (regions.size === 0) {
    const why = text.startsWith("0") ? "begins with 0, as it is dialled" : "is in no country's number plan";
    return odd(property, true, `${why}, so no number begins so: ${like}`);
  }
  const isElsewhere = textOf(country) !== "" && !regions.has(textOf(country));
  return odd(
    property,
    isElsewhere,
    "is not how numbers of the rule's country begin, so the rule blocks nothing",
  );
}

/** Networks that nobody outside of them can reach (RFC 6890). */
const UNREACHABLE = new BlockList();
for (const [network, length] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const) {
  UNREACHABLE.addSubnet(network, length);
}
for (const [network, length] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  UNREACHABLE.addSubnet(network, length, "ipv6");
}

/** The end of every trunk's own domain. */
const TRUNK_DOMAINS = /(^|\.)pstn\.sinch\.com$/;

/** Names that stand for something in a local network only (RFC 6761, 6762, 8375, and the domain `internal`). */
const LOCAL_NAMES = /(^|\.)(localhost|local|internal|home\.arpa|lan|invalid)$/;

/** Where calls to a static endpoint are sent. */
export function oddAddress(property: string, address: Json | undefined): Failure[] {
  const like = 'give a public address or domain name, such as "203.0.113.10" or "sbc.example.com"';
  const text = textOf(address).toLowerCase().replace(/\.$/, "");
  const kind = isIP(text);
  if (text === "" || kind !== 0) {
    const isInside = kind !== 0 && UNREACHABLE.check(text, kind === 6 ? "ipv6" : "ipv4");
    return odd(property, isInside, `is an address that nobody outside of your network reaches: ${like}`);
  }
  if (TRUNK_DOMAINS.test(text)) {
    return odd(property, true, `is a trunk's own domain, to which you send your calls: ${like}`);
  }
  const isLocal = !text.includes(".") || LOCAL_NAMES.test(text);
  return odd(property, isLocal, `is a name that nobody outside of your network knows: ${like}`);
}

/** A network from which calls are let in; `path` is where its two inputs stand. */
export function oddNetwork(
  path: string,
  { ipAddress, range }: { ipAddress?: Json; range?: Json },
): Failure[] {
  const text = textOf(ipAddress);
  if (isIP(text) !== 4) {
    return [];
  }
  const property = `${path}ipAddress`;
  const network = networkOf({ ipAddress: text, range: range ?? 32 });
  const [first = "", length] = network.split("/");
  return [
    ...odd(
      property,
      UNREACHABLE.check(text, "ipv4"),
      "is an address from which no call comes to Sinch: give the public one under which your network is seen outside, " +
        'such as "198.51.100.16"',
    ),
    ...odd(
      property,
      first !== text,
      `is not the first address of its range: with a length of ${length} the whole network ${network} is let in. ` +
        `Write ipAddress: "${first}" if that is meant, or range: 32 for the one address`,
    ),
  ];
}

/** The left part of a trunk's domain. */
export function oddHostName(property: string, hostName: Json | undefined): Failure[] {
  return odd(
    property,
    textOf(hostName).includes("."),
    "has a dot, and only letters, digits and hyphens are documented: give the first part of the domain alone, such as " +
      '"acme-voice"',
  );
}

/** A name that SIP programs send as it is. */
export function oddUsername(property: string, username: Json | undefined): Failure[] {
  const text = textOf(username);
  return [
    ...odd(
      property,
      /["\\]/.test(text),
      'has a quotation mark or backslash, which SIP programs send unescaped: choose another, such as "branch01"',
    ),
    ...odd(
      property,
      /[\p{Cf}\p{Zs}]/u.test(text),
      "has a blank or a character that nobody sees: type it again",
    ),
  ];
}
