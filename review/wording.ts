import { objectsOf, textOf, type JsonObject } from "../provider/json";
import { listed } from "../stack/countries";
import { HIDDEN, isUnseen } from "../stack/unseen";
import { cidrOf, isUnknown, listOfEndpoint, type Stack, type StackResource } from "../stack/resource";

/** A value as people read it; what is not known yet, or secret, says so. */
export function valueText(value: unknown): string {
  if (value === HIDDEN) return HIDDEN;
  if (isUnseen(value)) return "(not known yet)";
  if (value === undefined || value === null || value === "") return "(none)";
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "(several values)";
}

/** What people call the entity: its own name, else the one in the program. */
export function entityName({ name, properties }: StackResource): string {
  const own = textOf(properties.name);
  return own === "" || isUnseen(own) ? name : own;
}

/** The range of an access control list, with its description. */
export function rangeText(range: JsonObject): string {
  if (isUnseen(range.ipAddress)) return "a range that is not known yet";
  const description = textOf(range.description);
  return description === "" ? cidrOf(range) : `${cidrOf(range)} ${description}`;
}

/** The ranges of an access control list, or the one of an IP range. */
export function rangesOf({ kind, properties }: StackResource): JsonObject[] {
  if (kind === "IpRange") return [properties];
  return typeof properties.ipRanges === "string"
    ? [{ ipAddress: properties.ipRanges }]
    : objectsOf(properties.ipRanges);
}

/** Where an endpoint takes calls: "203.0.113.10:5060 by UDP", "registered as branch01". */
export function endpointTarget(endpoint: StackResource, stack: Stack): string {
  const { isRegistered, address, port, transport, credentialUsername } = endpoint.properties;
  if (isRegistered !== true) {
    const host = textOf(address).includes(":") ? `[${textOf(address)}]` : valueText(address);
    return `${host}:${valueText(port)} by ${valueText(transport)}`;
  }
  const list = listOfEndpoint(stack, endpoint);
  const who = !isUnknown(endpoint, "credentialUsername")
    ? textOf(credentialUsername)
    : `a username of ${list ? entityName(list) : "a list"}`;
  return `registered as ${who} by ${valueText(transport)}`;
}

/** What a call blocking rule blocks: "outbound calls to 1900…". */
export function blockedText({ properties }: StackResource): string {
  const { direction, callerCountry, callerMatch, calleeCountry, calleeMatch } = properties;
  const isInbound = direction === "INBOUND";
  const [country, digits] = isInbound ? [callerCountry, callerMatch] : [calleeCountry, calleeMatch];
  const parts = [
    ...(country === undefined ? [] : [valueText(country)]),
    ...(digits === undefined ? [] : [`+${valueText(digits)}…`]),
  ];
  const which = direction === "OUTBOUND" || isInbound ? textOf(direction).toLowerCase() : "some";
  return `${which} calls ${isInbound ? "from" : "to"} ${parts.join(" and ") || "any number"}`;
}

/** A country as people know it: "Sweden (SE)" once the API has named it. */
export function countryText({ properties }: StackResource): string {
  const [code, name] = [valueText(properties.isoCode), textOf(properties.name)];
  return name === "" || isUnseen(name) ? code : `${name} (${code})`;
}

/** To which countries calls are open, out of a resource for all of them: each, and what holds for the others. */
export function countriesTexts(all: StackResource): string[] {
  const [open, left] = [listed(all, "countries"), listed(all, "ignore")];
  const unknown = isUnknown(all, "countries") ? ["countries that are not known yet"] : [];
  const alone = left.length > 0 ? `, ${left.join(", ")} left alone` : "";
  return [...open, ...unknown, `all others closed${alone}`];
}
