import { objectsOf, textOf, type Json, type JsonObject } from "../provider/json";
import { networkOf } from "../provider/network";
import { UNKNOWN } from "../provider/unknown";
import { listed } from "../stack/countries";
import { accountOf, isUnknown, usernamesOf, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { usernameListOf } from "./gate";

/** How a plan changes a live resource. */
interface Merging {
  /** The inputs that it changes. */
  readonly keys: readonly string[];
  /** What the state had before; nothing where the plan brings all of it. */
  readonly before?: StackResource;
}

/** A live resource with what a plan changes of it, and with the outputs that follow from that. */
export function merged(
  live: StackResource,
  planned: StackResource,
  { keys, before }: Merging,
): StackResource {
  const changed = Object.fromEntries(keys.map((key) => [key, planned.properties[key]]));
  const made = Object.entries(planned.references).filter(([key]) => keys.includes(key));
  return {
    ...live,
    properties: {
      ...live.properties,
      ...changed,
      ...outputs(live, planned, { keys, ...(before && { before }) }),
    },
    references: { ...live.references, ...(Object.fromEntries(made) as Record<string, readonly string[]>) },
  };
}

function outputs(live: StackResource, planned: StackResource, { keys, before }: Merging): JsonObject {
  if (planned.kind === "SipTrunk" && keys.includes("hostName")) {
    return { domain: isUnseen(planned.properties.hostName) ? UNKNOWN : undefined };
  }
  if (planned.kind === "CredentialList" && keys.some((key) => key === "credentials" || key === "usernames")) {
    return { usernames: usernamesAfter(live, planned, before) };
  }
  if (planned.kind === "AccessControlList" && keys.includes("ipRanges") && before) {
    return { ipRanges: rangesAfter(live.properties.ipRanges, planned, before) };
  }
  return {};
}

/** Only what the plan takes out is gone: what somebody else has added stays, as a plain update leaves it. */
function rangesAfter(live: Json | undefined, planned: StackResource, before: StackResource): Json {
  const { ipRanges } = planned.properties;
  if (isUnseen(ipRanges) || isUnseen(before.properties.ipRanges)) return ipRanges ?? UNKNOWN;
  const [old, news] = [objectsOf(before.properties.ipRanges), objectsOf(ipRanges)];
  const kept = new Set(news.map(networkOf));
  const gone = new Set(old.map(networkOf).filter((network) => !kept.has(network)));
  const others = objectsOf(live).filter(
    (range) => !gone.has(networkOf(range)) && !kept.has(networkOf(range)),
  );
  return [...others, ...news];
}

/** The usernames of a list whose credentials change: those that the plan takes out are gone, as far as it shows them. */
function usernamesAfter(live: StackResource, planned: StackResource, before?: StackResource): Json {
  if (usernameListOf(planned).unknown !== undefined) return UNKNOWN;
  const news = usernamesOf(planned);
  if (before === undefined || usernameListOf(before).unknown !== undefined) return news;
  const gone = usernamesOf(before).filter((name) => !news.includes(name));
  return [...new Set([...usernamesOf(live).filter((name) => !gone.includes(name)), ...news])];
}

/**
 * What a setting is after its resource was deleted: what was read before the first change. Nothing where nothing was, since
 * it then stays as it is, and for what is no setting.
 */
export function restored(resource: StackResource): StackResource | undefined {
  const { enabledBefore } = resource.properties;
  if (enabledBefore === undefined || enabledBefore === null) return undefined;
  const { kind, properties } = resource;
  if (kind === "CountryPermission")
    return { ...resource, properties: { ...properties, enabled: enabledBefore } };
  if (kind === "CountryPermissions")
    return { ...resource, properties: { ...properties, countries: enabledBefore } };
  return undefined;
}

/** Sets each country of an account as a resource for all of them says. */
export function withCountrySet(after: Map<string, StackResource>, set: StackResource): void {
  const [open, ignored] = [listed(set, "countries"), listed(set, "ignore")];
  const isHidden = isUnknown(set, "countries") || isUnknown(set, "ignore");
  for (const [key, one] of after) {
    const country = textOf(one.properties.isoCode).toUpperCase();
    if (one.kind !== "CountryPermission" || accountOf(one) !== accountOf(set)) continue;
    if (ignored.includes(country)) continue;
    const enabled = open.includes(country) || (isHidden ? UNKNOWN : false);
    after.set(key, { ...one, properties: { ...one.properties, enabled } });
  }
}

/** Takes a range out of the list that a resource of its own has put it into. */
export function withoutRange(after: Map<string, StackResource>, { properties }: StackResource): void {
  const id = properties.accessControlListId;
  const network = networkOf(properties);
  for (const [key, one] of after) {
    if (one.kind !== "AccessControlList" || one.id === undefined || one.id !== id) continue;
    const { ipRanges } = one.properties;
    if (!Array.isArray(ipRanges)) continue;
    const left = objectsOf(ipRanges).filter((range) => networkOf(range) !== network);
    after.set(key, { ...one, properties: { ...one.properties, ipRanges: left } });
  }
}
