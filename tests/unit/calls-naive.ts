import { isIP } from "node:net";
import type { Call, Party } from "../../calls";
import { isObject, objectsOf, textOf, type JsonObject } from "../../provider/json";
import { regionsOf, WORLD } from "../../provider/regions";
import {
  accountOf,
  isUnknown,
  label,
  ofKind,
  target,
  trunkOf,
  type StackResource,
} from "../../stack/resource";
import { isUnseen } from "../../stack/unseen";

/*
 * The verdict once more, the long way: every list is walked for every call, and every answer to everything that was
 * asked is tried with every other. It shares no code with calls/ but the table of number plans.
 */

/** What becomes of a call, for a comparison. */
export interface NaiveVerdict {
  readonly result: string;
  readonly keys: string[];
  readonly asks: string[];
}

/** Answers what is not known: the number of an answer. */
type Know = (id: string, answers: number) => number;

/** All keys over all answers; nothing where these are too many to try. */
export function naiveVerdict(
  stack: readonly StackResource[],
  isWhole: boolean,
  call: Call,
): NaiveVerdict | undefined {
  const sizes = new Map<string, number>();
  for (;;) {
    const before = sizes.size;
    const known = [...sizes];
    const product = known.reduce((all, [, size]) => all * size, 1);
    if (product > MOST) return undefined;
    const keys: string[] = [];
    for (let number = 0; number < product; number++) {
      const taken = assignment(known, number);
      keys.push(
        keyOf(stack, isWhole, call, (id, answers) => {
          if (!sizes.has(id)) sizes.set(id, answers);
          return taken.get(id) ?? 0;
        }),
      );
    }
    if (sizes.size === before) return summed(known, keys);
  }
}

const MOST = 20_000;

function assignment(sizes: readonly (readonly [string, number])[], number: number): Map<string, number> {
  let rest = number;
  return new Map(
    sizes.map(([id, size]) => {
      const answer = rest % size;
      rest = Math.floor(rest / size);
      return [id, answer];
    }),
  );
}

/** An ask matters where two assignments that differ in it alone lead to different keys. */
function summed(sizes: readonly (readonly [string, number])[], keys: readonly string[]): NaiveVerdict {
  let step = 1;
  const asks = sizes.flatMap(([id, size]) => {
    const width = step;
    step *= size;
    const isOther = keys.some((key, index) => {
      const answer = Math.floor(index / width) % size;
      return answer > 0 && key !== keys[index - answer * width];
    });
    return isOther ? [id] : [];
  });
  const all = [...new Set(keys)].sort();
  const [only = ""] = all;
  const single = only === "refused" ? "refused" : "let through";
  const isFact = asks.some((id) => !QUESTIONS.has(id) && !id.startsWith("country of +"));
  return {
    result: all.length === 1 ? single : isFact ? "not known" : "depends",
    keys: all,
    asks: asks.sort(),
  };
}

const QUESTIONS = new Set([
  ...[
    "no-gate",
    "endpoint-address",
    "endpoint-beside-list",
    "endpoint-beside-credentials",
    "disabled-endpoint",
  ],
  ...[
    "host-name-endpoint",
    "disabled-list",
    "rule-without-match",
    "plus-in-rule",
    "no-country",
    "rate-counts",
  ],
  "forwarded-leg",
]);

function keyOf(stack: readonly StackResource[], isWhole: boolean, call: Call, know: Know): string {
  return call.direction === "outbound"
    ? outbound(stack, isWhole, call, know)
    : inbound(stack, isWhole, call, know);
}

const trunksOf = (stack: readonly StackResource[]): StackResource[] => ofKind(stack, "SipTrunk");

function domainOf({ properties: { domain, hostName } }: StackResource): string | undefined {
  if (typeof domain === "string" && !isUnseen(domain)) return domain.toLowerCase();
  return isUnseen(hostName) ? undefined : `${textOf(hostName)}.pstn.sinch.com`.toLowerCase();
}

function outbound(stack: readonly StackResource[], isWhole: boolean, call: Call, know: Know): string {
  const { trunkId, to } = call;
  const trunks = trunksOf(stack);
  const host = to.host !== undefined && isIP(to.host) === 0 ? to.host : undefined;
  let trunk: StackResource | undefined;
  let isLetIn = true;
  if (trunkId !== undefined) {
    trunk = trunks.find(({ id }) => id === trunkId);
    if (!trunk && isWhole) return "refused";
    if (!trunk) isLetIn = know(`trunk ${trunkId}`, 2) === 0;
  } else {
    trunk = host === undefined ? undefined : trunks.find((one) => domainOf(one) === host);
    const possible = host === undefined ? trunks : trunks.filter((one) => domainOf(one) === undefined);
    if (!trunk && host !== undefined && isWhole && possible.length === 0) return "refused";
    if (!trunk && host === undefined && isWhole && trunks.length === 1) trunk = trunks[0];
    if (!trunk) {
      const others = isWhole ? (host !== undefined || possible.length === 0 ? 1 : 0) : 2;
      const count = Math.max(2, possible.length + others);
      const index = know(host === undefined ? "trunk" : `trunk ${host}`, count);
      trunk = possible[index];
      isLetIn = trunk !== undefined || (!isWhole && index === possible.length);
    }
  }
  if (!isLetIn) return "refused";
  const accounts = [...new Set(stack.map(accountOf))];
  const account = trunk ? accountOf(trunk) : accounts.length === 1 ? accounts[0] : undefined;
  const own = stack.filter((one) => accountOf(one) === account);
  const isRefused =
    (trunk !== undefined &&
      (isFromElsewhere(trunk, call, know) || !isGateOpen(stack, isWhole, trunk, call, know))) ||
    (account !== undefined &&
      (isBlocked(own, isWhole, account, { party: to, direction: "OUTBOUND" }, know) ||
        !isOpen(own, to, know))) ||
    (trunk !== undefined && isTooFast(stack, trunk, call, know));
  return isRefused ? "refused" : "let through";
}

function isFromElsewhere(trunk: StackResource, { from }: Call, know: Know): boolean {
  if (from?.host === undefined || isIP(from.host) !== 0) return false;
  const domain = domainOf(trunk);
  return domain === undefined ? know(`domain of ${label(trunk)}`, 2) === 1 : domain !== from.host;
}

function isTooFast(stack: readonly StackResource[], trunk: StackResource, call: Call, know: Know): boolean {
  const before = call.startedBefore ?? 0;
  const most = trunk.properties.callsPerSecond;
  if (before === 0) return false;
  if (typeof most !== "number") return know(`callsPerSecond of ${label(trunk)}`, 2) === 1;
  const isChallenged = linked(stack, trunk, "TrunkCredentialList").length > 0;
  return before >= most || (isChallenged && 2 * before >= most && know("rate-counts", 2) === 1);
}

const linked = (stack: readonly StackResource[], trunk: StackResource, kind: string): StackResource[] =>
  ofKind(stack, kind).filter((link) => trunkOf(stack, link) === trunk);

const isLoose = (stack: readonly StackResource[], kind: string): boolean =>
  ofKind(stack, kind).some((one) => isUnknown(one, "sipTrunkId") && trunkOf(stack, one) === undefined);

function isTrue(resource: StackResource, property: string, otherwise: boolean, know: Know): boolean {
  const value = resource.properties[property];
  if (isUnseen(value)) return (know(`${property} of ${label(resource)}`, 2) === 0) === otherwise;
  return typeof value === "boolean" ? value : otherwise;
}

function numberOf(address: string): number {
  return isIP(address) === 4 ? address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) : -1;
}

function isInRange(address: string, { ipAddress, range }: JsonObject): boolean {
  const size = 2 ** (32 - Number(range ?? 32));
  const [one, other] = [numberOf(address), numberOf(textOf(ipAddress))];
  return one >= 0 && other >= 0 && Math.floor(one / size) === Math.floor(other / size);
}

/** What a link names, or a stand-in of which nothing is known. */
function listOf(
  stack: readonly StackResource[],
  link: StackResource,
  property: string,
  kind: string,
): StackResource {
  const found = target(stack, link, { property, kind });
  const id = link.properties[property];
  const name = isUnseen(id) ? `linked by ${link.name}` : textOf(id);
  const nothing = "[secret]";
  const properties = { enabled: nothing, ipRanges: nothing, usernames: nothing };
  return found ?? { ...link, urn: `${link.urn} list`, kind, name, properties };
}

function isGateOpen(
  stack: readonly StackResource[],
  isWhole: boolean,
  trunk: StackResource,
  call: Call,
  know: Know,
): boolean {
  const access = linked(stack, trunk, "TrunkAccessControlList").map((link) =>
    listOf(stack, link, "accessControlListId", "AccessControlList"),
  );
  const digests = linked(stack, trunk, "TrunkCredentialList").map((link) =>
    listOf(stack, link, "credentialListId", "CredentialList"),
  );
  const areKnown =
    isWhole && !isLoose(stack, "TrunkAccessControlList") && !isLoose(stack, "TrunkCredentialList");
  const isLetInByOthers = (): boolean => !areKnown && know(`other lists of ${label(trunk)}`, 2) === 0;
  const rangesOf = (list: StackResource): JsonObject[] => [
    ...objectsOf(list.properties.ipRanges),
    ...ofKind(stack, "IpRange")
      .filter(
        (one) => target(stack, one, { property: "accessControlListId", kind: "AccessControlList" }) === list,
      )
      .map(({ properties }) => properties),
  ];
  const isSeen = (range: JsonObject): boolean => !isUnseen(range.ipAddress) && !isUnseen(range.range);
  const isHidden = (list: StackResource): boolean => {
    const { ipRanges } = list.properties;
    return (
      !rangesOf(list).every(isSeen) ||
      (Array.isArray(ipRanges) ? ipRanges.some((one) => !isObject(one)) : isUnseen(ipRanges)) ||
      ofKind(stack, "IpRange").some(
        (one) =>
          isUnknown(one, "accessControlListId") &&
          !target(stack, one, { property: "accessControlListId", kind: "AccessControlList" }),
      )
    );
  };
  const statics = ofKind(stack, "SipEndpoint").filter(
    (one) => trunkOf(stack, one) === trunk && one.properties.isRegistered !== true,
  );
  const isNamed = ({ properties: { address } }: StackResource): boolean =>
    isUnseen(address) || isIP(textOf(address)) === 0;
  const { source, username } = call;
  const place = sourcePlace();

  /** Where an unknown source may be. */
  function sourcePlace(): "known" | "list" | "endpoint" | "another" {
    if (source !== undefined) return "known";
    const places = [
      ...(access.some((list) => rangesOf(list).some(isSeen) || isHidden(list)) ? ["list" as const] : []),
      ...(statics.some((one) => !isNamed(one)) ? ["endpoint" as const] : []),
      "another" as const,
    ];
    return places.length === 1 ? "another" : (places[know("source address", places.length)] ?? "another");
  }

  const isIn = (list: StackResource): boolean => {
    const isThere =
      place === "list"
        ? rangesOf(list).some(isSeen)
        : place === "known" &&
          rangesOf(list).some((range) => isSeen(range) && isInRange(source ?? "", range));
    const isPossible = place === "list" || (place === "known" && isIP(source ?? "") === 4);
    return isThere || (isPossible && isHidden(list) && know(`ip ranges of ${label(list)}`, 2) === 0);
  };
  const isOfEndpoint = statics.some((one) => {
    const { address } = one.properties;
    const isHere = isNamed(one)
      ? place !== "list"
      : place === "endpoint" || (place === "known" && textOf(address) === source);
    if (!isHere) return false;
    if (isUnseen(address) && know(`address of ${label(one)}`, 2) === 1) return false;
    if (!isUnseen(address) && isNamed(one) && know("host-name-endpoint", 2) === 0) return false;
    return isTrue(one, "enabled", true, know) || know("disabled-endpoint", 2) === 1;
  });

  const isSurelyListed = access.some(
    (list) =>
      list.properties.enabled === true &&
      rangesOf(list).some((range) => source !== undefined && isSeen(range) && isInRange(source, range)),
  );
  const isAddressIn = (): boolean => {
    if (isSurelyListed) return true;
    if (!areKnown) return isLetInByOthers();
    const enabled = access.map((list) => isTrue(list, "enabled", true, know));
    if (access.some((list, index) => enabled[index] && isIn(list))) return true;
    const isClosed = enabled.includes(true) || (access.length > 0 && know("disabled-list", 2) === 0);
    if (isClosed) return isOfEndpoint && know("endpoint-beside-list", 2) === 0;
    if (digests.length > 0) return true;
    return isOfEndpoint ? know("endpoint-address", 2) === 0 : know("no-gate", 2) === 1;
  };
  const isDigestRight = (): boolean => {
    if (digests.length === 0) return areKnown || isLetInByOthers();
    const isListed =
      username === undefined
        ? know("username", 2) === 0
        : username !== null &&
          digests.some((list) => {
            const { usernames, credentials } = list.properties;
            const names = Array.isArray(usernames)
              ? usernames
              : objectsOf(credentials).map((one) => one.username);
            const isShort = !Array.isArray(usernames) && !Array.isArray(credentials);
            const isDark = isShort || names.some(isUnseen);
            return names.includes(username) || (isDark && know(`usernames of ${label(list)}`, 2) === 0);
          });
    if (isListed || (username !== null && isLetInByOthers())) return true;
    return isOfEndpoint && know("endpoint-beside-credentials", 2) === 1;
  };
  const [isIn1, isIn2] = [isAddressIn(), isDigestRight()];
  return isIn1 && isIn2;
}

interface Side {
  readonly party: Party | undefined;
  readonly direction: "INBOUND" | "OUTBOUND";
}

/** The countries of a number; none where it is of none. */
function countriesOf({ digits, country }: Party): string[] {
  if (country !== undefined) return [country];
  if (digits === "" || digits.length > 15) return [];
  return [...regionsOf(`+${digits}`)].filter((region) => region !== WORLD);
}

/** The country of a number, once known. */
function countryOf(party: Party, know: Know): string | undefined {
  const countries = [...countriesOf(party)].sort();
  return countries.length > 1
    ? countries[know(`country of +${party.digits}`, countries.length)]
    : countries[0];
}

function isBlocked(
  own: readonly StackResource[],
  isWhole: boolean,
  account: string,
  { party, direction }: Side,
  know: Know,
): boolean {
  const [countryKey, matchKey] =
    direction === "OUTBOUND" ? ["calleeCountry", "calleeMatch"] : ["callerCountry", "callerMatch"];
  const rules = ofKind(own, "CallBlockingRule").filter(
    (rule) => isUnknown(rule, "direction") || textOf(rule.properties.direction).toUpperCase() === direction,
  );
  const isUnclear = (rule: StackResource): boolean =>
    ["direction", countryKey, matchKey].some((key) => isUnknown(rule, key));
  const isEmpty = ({ properties }: StackResource): boolean =>
    !properties[countryKey] && !properties[matchKey];
  if (rules.some((rule) => !isUnclear(rule) && isEmpty(rule)) && know("rule-without-match", 2) === 0)
    return true;
  if (!isWhole && know(`other rules${account === "" ? "" : ` of account ${account}`}`, 2) === 1) return true;
  const looking = rules.filter((rule) => isUnclear(rule) || !isEmpty(rule));
  if (party === undefined) return looking.some(isPossible) && know("caller", 2) === 1;
  const isNameless = direction === "INBOUND" && party.digits === "" && party.country === undefined;
  return looking.some((rule) => {
    const { properties } = rule;
    const [country, match] = [properties[countryKey], properties[matchKey]];
    if (match && !isUnseen(match)) {
      const digits = textOf(match).replace(/^\+/, "");
      if (!/^\d+$/.test(digits) || !party.digits.startsWith(digits)) return false;
      if (textOf(match).startsWith("+") && know("plus-in-rule", 2) === 1) return false;
    }
    if (country && !isUnseen(country)) {
      const isOf = isNameless ? know("country of caller", 2) === 1 : countryOf(party, know) === country;
      if (!isOf) return false;
    }
    const hidden = ["direction", countryKey, matchKey].find((key) => isUnknown(rule, key));
    return hidden === undefined || know(`${hidden} of ${label(rule)}`, 2) === 1;
  });

  /** What has more than digits matches no number. */
  function isPossible({ properties }: StackResource): boolean {
    const match = properties[matchKey];
    return !match || isUnseen(match) || /^\+?\d+$/.test(textOf(match));
  }
}

function isOpen(own: readonly StackResource[], party: Party, know: Know): boolean {
  const country = countryOf(party, know);
  if (country === undefined) return know("no-country", 2) === 1;
  const said = ofKind(own, "CountryPermission").filter(({ properties }) => properties.isoCode === country);
  const flags = said.map(({ properties }) => (isUnseen(properties.enabled) ? undefined : properties.enabled));
  if (flags.includes(true)) return true;
  const ask = (): boolean => know(`country ${country}`, 2) === 0;
  if (said.length > 0) return flags.includes(undefined) ? ask() : false;
  for (const { properties } of ofKind(own, "CountryPermissions")) {
    const [countries, ignore] = [properties.countries, properties.ignore ?? []];
    if (Array.isArray(countries) && countries.includes(country)) return true;
    const isSaid = Array.isArray(countries) && Array.isArray(ignore) && !ignore.includes(country);
    return isSaid ? false : ask();
  }
  return ask();
}

function inbound(stack: readonly StackResource[], isWhole: boolean, call: Call, know: Know): string {
  const numbers = ofKind(stack, "PhoneNumberAssignment");
  const isOf = ({ properties }: StackResource): boolean => properties.phoneNumber === `+${call.to.digits}`;
  const bound = numbers.find(isOf);
  const areKnown = isWhole && !numbers.some((one) => isUnknown(one, "phoneNumber"));
  if (bound === undefined && areKnown) return "refused";
  const named = bound === undefined ? trunksOf(stack).find(({ id }) => id === call.trunkId) : undefined;
  const trunk = bound === undefined ? named : trunkOf(stack, bound);
  if (trunk === undefined) {
    const number = call.to.digits === "" ? "no number" : `+${call.to.digits}`;
    return know(`number ${number}`, 2) === 0 ? ELSEWHERE : "refused";
  }
  const account = accountOf(trunk);
  const own = stack.filter((one) => accountOf(one) === account);
  if (isBlocked(own, isWhole, account, { party: call.from, direction: "INBOUND" }, know)) return "refused";
  const endpoints = ofKind(stack, "SipEndpoint");
  const areEndpointsKnown = isWhole && !isLoose(stack, "SipEndpoint");
  if (!areEndpointsKnown && know(`other endpoints of ${label(trunk)}`, 2) === 1) return ELSEWHERE;
  const all = endpoints.filter((one) => trunkOf(stack, one) === trunk);
  const taking = all
    .filter((one) => call.down?.has(one.id ?? one.urn) !== true)
    .filter((one) => isTrue(one, "enabled", true, know))
    .filter((one) => canSignIn(stack, isWhole, { endpoint: one, trunk }, know))
    .map((one) => ({ id: one.id ?? one.urn, place: placeOf(one, all.length, know) }));
  const places = [...new Set(taking.map(({ place }) => place))].sort((a, b) => (a < b ? -1 : 1));
  const rings = places.map((place) =>
    taking
      .filter((one) => one.place === place)
      .map(({ id }) => id)
      .sort()
      .join(" "),
  );
  const { callForwardNumber: number } = trunk.properties;
  const isForwarding =
    (isUnseen(number) || textOf(number) !== "") && isTrue(trunk, "enableCallForward", false, know);
  const to = isUnseen(number) ? "a number that is not known here" : textOf(number);
  if (rings.length > 0) return `rings ${rings.join(", ")}${isForwarding ? ` then forwards to ${to}` : ""}`;
  if (!isForwarding) return "refused";
  if (isUnseen(number))
    return know(`callForwardNumber of ${label(trunk)}`, 2) === 1 ? "refused" : `forwards to ${to}`;
  const party = { digits: to.replace("+", "") };
  const isLegRefused =
    know("forwarded-leg", 2) === 0 &&
    (isBlocked(own, isWhole, account, { party, direction: "OUTBOUND" }, know) || !isOpen(own, party, know));
  return isLegRefused ? "refused" : `forwards to ${to}`;
}

const ELSEWHERE = "rings what is not known here";

function placeOf(endpoint: StackResource, count: number, know: Know): number {
  const { priority } = endpoint.properties;
  if (typeof priority === "number") return priority;
  return count === 1 ? 0 : know(`priority of ${label(endpoint)}`, 2) === 0 ? -Infinity : Infinity;
}

function canSignIn(
  stack: readonly StackResource[],
  isWhole: boolean,
  { endpoint, trunk }: { endpoint: StackResource; trunk: StackResource },
  know: Know,
): boolean {
  const { isRegistered, credentialUsername } = endpoint.properties;
  if (isRegistered !== true) return true;
  const named = ofKind(stack, "CredentialList").find(
    (one) =>
      accountOf(one) === accountOf(endpoint) &&
      Array.isArray(one.properties.usernames) &&
      one.properties.usernames.includes(credentialUsername ?? ""),
  );
  const list = named ?? target(stack, endpoint, { property: "credentialUsername", kind: "CredentialList" });
  const isLinked = linked(stack, trunk, "TrunkCredentialList").some(
    (link) => list && target(stack, link, { property: "credentialListId", kind: "CredentialList" }) === list,
  );
  if (isLinked) return true;
  const areKnown =
    isWhole && !isLoose(stack, "TrunkAccessControlList") && !isLoose(stack, "TrunkCredentialList");
  if (list !== undefined && areKnown) return false;
  return know(`sign-in of ${label(endpoint)}`, 2) === 0;
}
