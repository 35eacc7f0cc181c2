import { partyOf, verdictOf, worldOf, type Answers, type Call, type Verdict } from "../../calls";
import { inTwoInputs } from "../../provider/network";
import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { planned } from "../support/planned";

/*
 * Resources of a small account, by names that tests can read. The id of each is its name.
 */

export function trunk(properties: JsonObject = {}, name = "voice"): StackResource {
  return planned("SipTrunk", name, { hostName: name, callsPerSecond: 2, ...properties }, { id: name });
}

/** An access control list with its link to a trunk. */
export function list(
  name: string,
  ranges: string[],
  properties: JsonObject = {},
  of = "voice",
): StackResource[] {
  const ipRanges = ranges.map((range) => ({ ...(inTwoInputs(range) ?? { ipAddress: range }) }));
  return [
    planned("AccessControlList", name, { enabled: true, ipRanges, ...properties }, { id: name }),
    planned(
      "TrunkAccessControlList",
      `${of}-${name}`,
      { sipTrunkId: of, accessControlListId: name },
      { id: `${of}/${name}` },
    ),
  ];
}

/** A credential list with its link to a trunk. */
export function phones(name: string, usernames: string[], of = "voice"): StackResource[] {
  return [planned("CredentialList", name, { usernames }, { id: name }), phonesLink(name, of)];
}

export function phonesLink(name: string, of = "voice"): StackResource {
  const properties = { sipTrunkId: of, credentialListId: name };
  return planned("TrunkCredentialList", `${of}-${name}`, properties, { id: `${of}/${name}` });
}

/** A static endpoint; with a `credentialUsername`, a registered one. */
export function endpoint(name: string, properties: JsonObject = {}): StackResource {
  const kind = "credentialUsername" in properties ? { isRegistered: true } : { address: "203.0.113.9" };
  return planned(
    "SipEndpoint",
    name,
    { sipTrunkId: "voice", enabled: true, priority: 1, isRegistered: false, ...kind, ...properties },
    { id: name },
  );
}

export function rule(name: string, properties: JsonObject): StackResource {
  return planned("CallBlockingRule", name, { direction: "OUTBOUND", ...properties }, { id: name });
}

export function country(isoCode: string, enabled: boolean | string = true, account?: string): StackResource {
  const of = account === undefined ? {} : { account };
  return planned(
    "CountryPermission",
    `${isoCode}${account ?? ""}`,
    { isoCode, enabled, ...of },
    { id: isoCode },
  );
}

export function number(phoneNumber: string, of = "voice"): StackResource {
  return planned("PhoneNumberAssignment", phoneNumber, { phoneNumber, sipTrunkId: of }, { id: phoneNumber });
}

/** A call out through `voice` from the office. */
export function out(to: string, properties: Partial<Call> = {}): Call {
  return {
    direction: "outbound",
    to: partyOf(to),
    trunkId: "voice",
    source: "198.51.100.17",
    username: null,
    ...properties,
  };
}

/** A call to the hotline. */
export function into(properties: Partial<Call> = {}): Call {
  return {
    direction: "inbound",
    to: partyOf("+12025550101"),
    from: partyOf("+46701234567"),
    ...properties,
  };
}

/** A verdict in a few words. */
export function said({ result, outcomes: [outcome], asks }: Verdict): string {
  if (result === "depends") return `depends on ${asks.map(({ id }) => id).join(", ")}`;
  if (result === "not known") return `not known: ${asks.map(({ id }) => id).join(", ")}`;
  const { isLetThrough, reason, status, resource, rings, forwardedTo } = outcome;
  if (!isLetThrough) {
    const by = resource === undefined ? "" : `, ${resource.name}`;
    return `refused: ${reason}${by}${status === undefined ? "" : ` ${status}`}`;
  }
  const groups = (rings ?? []).map((group) => group.map(({ name }) => name).join(" and "));
  if (groups.length > 0)
    return `rings ${groups.join(", then ")}${forwardedTo ? `, then ${forwardedTo}` : ""}`;
  return forwardedTo === undefined ? "let through" : `forwarded to ${forwardedTo}`;
}

/** The verdict in an account of which everything is known. */
export function inAccount(call: Call, stack: readonly StackResource[], answers: Answers = {}): string {
  return said(verdictOf(call, worldOf(stack, { isWhole: true }), answers));
}

/** The verdict where a stack is all that is known. */
export function inStack(call: Call, stack: readonly StackResource[], answers: Answers = {}): string {
  return said(verdictOf(call, worldOf(stack, { isWhole: false }), answers));
}
