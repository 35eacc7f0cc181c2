import { partyOf, type Call } from "../../calls";
import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { planned, UNKNOWN_TEXT } from "../support/planned";
import { seededBy } from "../support/random";

/** What decides between possibilities: the same for the same seed. */
export interface Dice {
  /** A whole number below another. */
  readonly below: (end: number) => number;
  readonly isLucky: (chance: number) => boolean;
  readonly oneOf: <Value>(values: readonly Value[]) => Value;
}

/** Dice that reach every corner of small worlds. */
export function diceOf(seed: number): Dice {
  const next = seededBy(seed);
  const below = (end: number): number => Math.floor(next() * end);
  return {
    below,
    isLucky: (chance) => next() < chance,
    oneOf: (values) => {
      const index = below(values.length);
      for (const value of values.slice(index, index + 1)) return value;
      throw new Error("there is nothing to choose from");
    },
  };
}

export const ADDRESSES = ["198.51.100.17", "198.51.100.99", "203.0.113.9", "192.0.2.1", "2001:db8::1"];
const RANGES = [
  { ipAddress: "198.51.100.16", range: 28 },
  { ipAddress: "198.51.100.99" },
  { ipAddress: "203.0.113.77", range: 24 },
  { ipAddress: "192.0.2.0", range: 31 },
];
export const USERNAMES = ["desk01", "desk02", "desk03"];
export const COUNTRIES = ["SE", "US", "GB", "GG", "IT", "VA", "IM", "JE"];
/** Of one country, of several, of none, and what is no number. */
export const NUMBERS = [
  ...["+46701234567", "+12025550101", "+447911123456", "+393312345678", "+881612345678", "+80012345678"],
  ...["+4670123456789012", "+19995550123", "anonymous", "sip:alice@voice.example"],
];
const PREFIXES = ["4670", "1202", "39", "39", "+4670", "44", "+39", "881", "0046", "1 202"];

/** How a world is made. */
export interface Making {
  readonly dice: Dice;
  /** Whether values may be not known. */
  readonly hasUnknown: boolean;
  readonly account?: string;
}

/** A few resources of each kind, related at random. */
export function randomWorld(making: Making): StackResource[] {
  const { dice, account } = making;
  const of = account === undefined ? "" : `-${account}`;
  const made = (kind: string, name: string, properties: JsonObject, refer = {}): StackResource =>
    planned(kind, `${name}${of}`, { ...properties, ...(account !== undefined && { account }) }, refer);
  const several = (most: number, make: (index: number) => StackResource): StackResource[] =>
    Array.from({ length: dice.below(most + 1) }, (_, index) => make(index));
  const maybe = unknownOr(making);
  const trunks = [0, ...(dice.isLucky(0.3) ? [1] : [])].map((index) =>
    made(
      "SipTrunk",
      `trunk${index}`,
      {
        hostName: maybe(`voice${index}${of}`, 0.1),
        callsPerSecond: dice.oneOf([1, 2, 5]),
        enableCallForward: maybe(dice.isLucky(0.5), 0.1),
        callForwardNumber: maybe(dice.oneOf(["", "+46701234567", "+447911123456"]), 0.1),
      },
      { id: `T${index}${of}` },
    ),
  );
  const lists = several(2, (index) =>
    made(
      "AccessControlList",
      `list${index}`,
      {
        enabled: maybe(dice.isLucky(0.6), 0.15),
        ipRanges: maybe([dice.oneOf(RANGES), ...(dice.isLucky(0.3) ? [dice.oneOf(RANGES)] : [])], 0.15),
      },
      { id: `A${index}${of}` },
    ),
  );
  const free = [...USERNAMES];
  const credentials = several(2, (index) =>
    made(
      "CredentialList",
      `phones${index}`,
      { usernames: maybe(free.splice(0, 1), 0.15) },
      { id: `C${index}${of}` },
    ),
  );
  const link = (kind: string, property: string, targets: StackResource[]) => (index: number) =>
    made(
      kind,
      `${property}${index}`,
      { sipTrunkId: dice.oneOf(trunks).id ?? "", [property]: maybe(dice.oneOf(targets).id ?? "", 0.03) },
      dice.isLucky(0.05) ? { refer: {} } : { id: `${kind}${index}${of}` },
    );
  const endpoint = (index: number): StackResource => {
    const isRegistered = dice.isLucky(0.4);
    return made(
      "SipEndpoint",
      `sbc${index}`,
      {
        sipTrunkId: dice.isLucky(making.hasUnknown ? 0.03 : 0) ? UNKNOWN_TEXT : (dice.oneOf(trunks).id ?? ""),
        enabled: maybe(dice.isLucky(0.7), 0.1),
        priority: maybe(dice.oneOf([1, 2, 3]), 0.1),
        isRegistered,
        ...(isRegistered
          ? { credentialUsername: maybe(dice.oneOf(USERNAMES), 0.1) }
          : { address: maybe(dice.oneOf([...ADDRESSES, "sbc.example.com"]), 0.1) }),
      },
      { id: `E${index}${of}` },
    );
  };
  return [
    ...trunks,
    ...lists,
    ...credentials,
    ...(lists.length > 0 ? several(2, link("TrunkAccessControlList", "accessControlListId", lists)) : []),
    ...(lists.length > 0 && dice.isLucky(0.2)
      ? [
          made("IpRange", "range", {
            accessControlListId: maybe(lists[0]?.id ?? "", 0.1),
            ...dice.oneOf(RANGES),
          }),
        ]
      : []),
    ...(credentials.length > 0
      ? several(2, link("TrunkCredentialList", "credentialListId", credentials))
      : []),
    ...several(3, endpoint),
    ...several(dice.isLucky(0.5) ? 2 : 0, (index) =>
      made("CallBlockingRule", `rule${index}`, randomRule(making)),
    ),
    ...COUNTRIES.filter(() => dice.isLucky(0.8)).map((isoCode) =>
      made("CountryPermission", isoCode, { isoCode, enabled: maybe(dice.isLucky(0.85), 0.05) }),
    ),
    ...(dice.isLucky(0.1)
      ? [
          made("CountryPermissions", "all", {
            countries: maybe(["SE", "GB"], 0.2),
            ignore: maybe(["US"], 0.1),
          }),
        ]
      : []),
    ...several(2, (index) =>
      made("PhoneNumberAssignment", `number${index}`, {
        phoneNumber: `+1202555010${index}${account === undefined ? "" : "9"}`,
        sipTrunkId: maybe(dice.oneOf(trunks).id ?? "", 0.1),
      }),
    ),
  ];
}

function unknownOr({ dice, hasUnknown }: Making) {
  return <Value>(value: Value, chance: number): Value | string =>
    hasUnknown && dice.isLucky(chance) ? UNKNOWN_TEXT : value;
}

function randomRule(making: Making): JsonObject {
  const { dice } = making;
  const maybe = unknownOr(making);
  const [caller, callee] = ["caller", "callee"].map((side) => ({
    ...(dice.isLucky(0.3) && { [`${side}Country`]: maybe(dice.oneOf(COUNTRIES), 0.1) }),
    ...(dice.isLucky(0.5) && { [`${side}Match`]: maybe(dice.oneOf(PREFIXES), 0.1) }),
  }));
  return { direction: maybe(dice.oneOf(["OUTBOUND", "INBOUND", "outbound"]), 0.05), ...caller, ...callee };
}

/** A call that may be of the world. */
export function randomCall(dice: Dice, stack: readonly StackResource[]): Call {
  const trunks = stack.filter(({ kind }) => kind === "SipTrunk");
  const trunk = dice.oneOf(trunks);
  const domain = `${typeof trunk.properties.hostName === "string" ? trunk.properties.hostName : ""}.pstn.sinch.com`;
  const endpoints = stack.filter(({ kind }) => kind === "SipEndpoint");
  const isOut = dice.isLucky(0.6);
  const other = dice.oneOf(NUMBERS);
  const trunkId = dice.isLucky(0.9) ? trunk.id : dice.oneOf(["gone", undefined]);
  const country = dice.isLucky(0.1) ? dice.oneOf(COUNTRIES) : undefined;
  const down = new Set(endpoints.filter(() => dice.isLucky(0.2)).map(({ id, urn }) => id ?? urn));
  const hosts = [domain, "voice1.pstn.sinch.com", "192.0.2.7", "x.example"];
  const byDomain = { to: { ...partyOf(other, country), host: dice.oneOf(hosts) } };
  const byId = dice.isLucky(0.2) ? byDomain : { to: partyOf(other, country) };
  const froms = ["+12025550101", `sip:+12025550101@${domain}`, "sip:1@192.0.2.7", "sip:1@x.example"];
  if (!isOut) {
    const from = dice.isLucky(0.9) ? partyOf(other, country) : undefined;
    const to = partyOf(dice.oneOf(["+12025550100", "+12025550101", "+120255501009", "+46000"]));
    return {
      direction: "inbound",
      to,
      down,
      ...(from && { from }),
      ...(dice.isLucky(0.3) && trunkId !== undefined && { trunkId }),
    };
  }
  const username = dice.oneOf([undefined, null, ...USERNAMES]);
  const source = dice.isLucky(0.9) ? dice.oneOf(ADDRESSES) : undefined;
  return {
    direction: "outbound",
    ...(trunkId === undefined ? byDomain : { ...byId, trunkId }),
    ...(dice.isLucky(0.3) && { from: partyOf(dice.oneOf(froms)) }),
    ...(source !== undefined && { source }),
    ...(username !== undefined && { username }),
    ...(dice.isLucky(0.3) && { startedBefore: dice.below(4) }),
  };
}
