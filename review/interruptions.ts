import { listOfEndpoint, ofKind, target, trunkOf, usernamesOf, type StackResource } from "../stack/resource";
import type { Change, Review } from "../stack/change";
import { quoted, trunkName } from "./effect";
import { endpointTarget, rangesOf, rangeText, valueText } from "./wording";

/** Something that runs now and is without something it needs for a while, though the program keeps it. */
export interface Interruption {
  readonly urn: string;
  /** What is without what, and from which step of the plan to which. */
  readonly text: string;
  /** Who notices: "inbound calls", "outbound calls", "registered phones". */
  readonly hit: readonly string[];
  /** Why it is so, by the plan. */
  readonly because: string;
  /** How the same is done without it. */
  readonly without: string;
}

interface Outage {
  readonly what: string;
  readonly hit: readonly string[];
  readonly without: string;
}

/** What a plan takes down on the way, in the order of its steps. */
export function interruptionsOf(review: Review): Interruption[] {
  return review.changes
    .flatMap((change) => {
      const down = downOf(change);
      return down ? [{ change, down }] : [];
    })
    .sort((one, other) => one.down.from - other.down.from)
    .flatMap(({ change, down }): Interruption[] => {
      const outage = OUTAGES[change.resource.kind]?.(change.before ?? change.resource, change, review);
      if (outage === undefined) return [];
      const { what, hit, without } = outage;
      const { urn } = change.resource;
      return [{ urn, text: `${what} ${stepsText(down)}`, hit, because: becauseText(change), without }];
    });
}

/** From which step of the plan something is down, and with which it is there again. */
interface Down {
  readonly from: number;
  readonly to?: number;
  readonly of: number;
}

function downOf({ place, resource, before: was, operation }: Change): Down | undefined {
  if (place === undefined) return undefined;
  const { step, of, down } = place;
  const isMoved =
    resource.kind === "SipTrunk" &&
    operation === "update" &&
    was?.properties.hostName !== resource.properties.hostName;
  return down ? { ...down, of } : isMoved ? { from: step, of } : undefined;
}

const INBOUND = "inbound calls";
const OUTBOUND = "outbound calls";
const PHONES = "registered phones";
const OTHER_WAY = "Take the change back that replaces it, or do it in a maintenance window.";

const OUTAGES: Record<
  string,
  (resource: StackResource, change: Change, review: Review) => Outage | undefined
> = {
  SipTrunk: (trunk, { operation, resource }) => ({
    what:
      operation === "replace"
        ? `trunk ${quoted(trunk)} is gone, with all that hangs on it,`
        : `trunk ${quoted(trunk)} is no longer at ${valueText(trunk.properties.hostName)} but at ${valueText(resource.properties.hostName)}: whoever sends calls there gets no answer`,
    hit: operation === "replace" ? [INBOUND, OUTBOUND, PHONES] : [OUTBOUND, PHONES],
    without:
      operation === "replace"
        ? OTHER_WAY
        : "Make a second trunk with the new host name, move what sends calls, then remove the first.",
  }),

  SipEndpoint: (endpoint, _change, review) => {
    const { stack, isPhone } = { stack: before(review), isPhone: endpoint.properties.isRegistered === true };
    if (endpoint.properties.enabled === false) return undefined;
    const others = ofKind(stack, "SipEndpoint").filter(
      (other) =>
        other !== endpoint &&
        other.properties.enabled !== false &&
        trunkOf(stack, other) === trunkOf(stack, endpoint) &&
        !isDown(review, other),
    );
    const rest = others.length > 0 ? `; ${others.length} other endpoints of it take its calls` : "";
    return {
      what: `${trunkName(stack, endpoint)} is without endpoint ${quoted(endpoint)} (${endpointTarget(endpoint, stack)})${rest},`,
      hit: [...(others.length > 0 ? [] : [INBOUND]), ...(isPhone ? [PHONES] : [])],
      without: "Make a second endpoint first, under another name, and remove the old one in the next update.",
    };
  },

  TrunkAccessControlList: (link, _change, review) => {
    const stack = before(review);
    const list = target(stack, link, { property: "accessControlListId", kind: "AccessControlList" });
    const who = list ? rangesOf(list).map(rangeText).join(", ") : "a list outside of this stack";
    return {
      what: `${trunkName(stack, link)} lets in no calls from ${who}`,
      hit: [OUTBOUND],
      without: "Make and link a second list first, and remove the old link in the next update.",
    };
  },

  TrunkCredentialList: (link, _change, review) => {
    const stack = before(review);
    const list = target(stack, link, { property: "credentialListId", kind: "CredentialList" });
    const who = list ? usernamesOf(list).join(", ") : "the usernames of a list outside of this stack";
    return {
      what: `${trunkName(stack, link)} lets ${who} sign in no more`,
      hit: [OUTBOUND, PHONES],
      without: TWO_LISTS,
    };
  },

  CredentialList: (list, _change, review) => {
    const stack = before(review);
    const phones = ofKind(stack, "SipEndpoint").filter((one) => listOfEndpoint(stack, one) === list);
    const names = phones.map(quoted).join(", ");
    return {
      what: `nobody signs in as ${usernamesOf(list).join(", ") || "a username"} of credential list ${quoted(list)}${names === "" ? "" : `, endpoint ${names} among them,`}`,
      hit: [OUTBOUND, PHONES],
      without: TWO_LISTS,
    };
  },

  PhoneNumberAssignment: (number, _change, review) => ({
    what: `calls to ${valueText(number.properties.phoneNumber)} reach no trunk instead of ${trunkName(before(review), number)}`,
    hit: [INBOUND],
    without: OTHER_WAY,
  }),
};

const TWO_LISTS =
  "Put what is new into a second credential list, link it, move the phones, then let the old list go (docs/how-to/rotate-passwords.md).";

function before(review: Review): StackResource[] {
  return review.changes.flatMap(({ operation, before: was, resource }) =>
    operation === "create" ? [] : [was ?? resource],
  );
}

function isDown({ changes }: Review, resource: StackResource): boolean {
  return changes.some(
    (change) => change.place?.down !== undefined && (change.before ?? change.resource) === resource,
  );
}

function stepsText({ from, to, of }: Down): string {
  if (to === undefined) return `from step ${from} of ${of} on`;
  return from === to ? `in step ${from} of ${of}` : `from step ${from} to step ${to} of ${of}`;
}

function becauseText({ operation, replaceReasons = [] }: Change): string {
  if (operation !== "replace") return "its host name changes in place";
  return replaceReasons.length > 0
    ? `${replaceReasons.join(", ")} cannot be changed in place, and the old one goes first`
    : "what it depends on is replaced, and it goes first";
}
