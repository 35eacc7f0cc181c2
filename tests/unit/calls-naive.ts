import { isIP } from "node:net";
import type { Call } from "../../calls";
import { textOf } from "../../provider/json";
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
import { isGateOpen, isLoose, isTrue, linked, type Know } from "./calls-naive-gate";
import { isBlocked, isOpen } from "./calls-naive-rules";

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
  const named = trunks.find(({ id }) => id !== undefined && id === trunkId);
  const called = host === undefined ? undefined : trunks.find((one) => domainOf(one) === host);
  const domain = named && domainOf(named);
  const isOfOther = domain !== undefined && domain !== host && host?.endsWith(domain.replace(/^[^.]*/, ""));
  if (trunkId !== undefined && called === undefined && isOfOther !== true) {
    trunk = named;
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
  const isHidden = ofKind(stack, "CredentialList").some(
    ({ properties }) => !Array.isArray(properties.usernames) || properties.usernames.some(isUnseen),
  );
  const isInNone = list === undefined && !isHidden && !isUnseen(credentialUsername);
  if ((list !== undefined || isInNone) && areKnown) return false;
  return know(`sign-in of ${label(endpoint)}`, 2) === 0;
}
