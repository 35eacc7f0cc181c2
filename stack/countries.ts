import { textOf, textsOf } from "../provider/json";
import { isUnknown, ofKind, type Stack, type StackResource } from "./resource";
import { isUnseen } from "./unseen";

/*
 * To which countries calls are open, out of a stack: each country with a resource of its own, or all of them with one
 * that lists the open ones. Rules, reports and diagrams ask here.
 */

/** Countries that a new project may have open, with how sure that is. */
export const OPEN_AT_FIRST: readonly (readonly [codes: readonly string[], words: string])[] = [
  [["US", "CA"], "open in a new project as far as is known"],
  [["PR", "VI"], "probably open there, too"],
];

/** A country that a stack opens, and the resource that does. */
export interface OpenCountry {
  readonly resource: StackResource;
  readonly country: string;
}

/** A resource of which it is not known which countries it opens, since an input is not known here. */
export interface UnknownCountries {
  readonly resource: StackResource;
  readonly property: string;
}

/** The countries that a stack opens, and what of that is not known here. */
export function openCountries(stack: Stack): {
  readonly open: OpenCountry[];
  readonly unknown: UnknownCountries[];
} {
  const open: OpenCountry[] = [];
  const unknown: UnknownCountries[] = [];
  for (const resource of ofKind(stack, "CountryPermission")) {
    const property = ["enabled", "isoCode"].find((key) => isUnknown(resource, key));
    if (resource.properties.enabled === false) continue;
    if (property) unknown.push({ resource, property });
    else open.push({ resource, country: textOf(resource.properties.isoCode).toUpperCase() });
  }
  for (const resource of ofKind(stack, "CountryPermissions")) {
    open.push(...listed(resource, "countries").map((country) => ({ resource, country })));
    if (isUnknown(resource, "countries")) unknown.push({ resource, property: "countries" });
  }
  return { open, unknown };
}

/** What of a resource for all countries lists some of them. */
type Listing = "countries" | "ignore" | "enabledBefore";

/** Countries that a resource for all of them lists, as far as they are known. */
export function listed({ properties }: StackResource, key: Listing): string[] {
  return textsOf(properties[key])
    .filter((country) => !isUnseen(country))
    .map((country) => country.toUpperCase());
}

/**
 * Whether calls to a country are open, as the stack says.
 *
 * @param otherwise what holds where the stack says nothing of the country
 */
export function openness(
  stack: Stack,
  country: string,
  otherwise: "open" | "closed",
): "open" | "closed" | "unknown" {
  const permissions = ofKind(stack, "CountryPermission");
  const own = permissions.filter(({ properties }) => textOf(properties.isoCode).toUpperCase() === country);
  if (own.some(isOpening)) return "open";
  if (own.length > 0) return own.some((one) => isUnknown(one, "enabled")) ? "unknown" : "closed";
  const ofAll = ofKind(stack, "CountryPermissions").map((one) => opennessIn(one, country));
  const said = ofAll.find((one) => one !== "left alone");
  if (said !== undefined) return said;
  // A permission whose country is not known here may be of this one.
  const others = permissions.filter((one) => isUnknown(one, "isoCode"));
  const isOpen = otherwise === "open";
  return others.some((one) => isUnknown(one, "enabled") || isOpening(one) !== isOpen) ? "unknown" : otherwise;
}

/** Whether calls to a country are open, as a resource for all countries says. */
function opennessIn(all: StackResource, country: string): "open" | "closed" | "unknown" | "left alone" {
  if (listed(all, "countries").includes(country)) return "open";
  if (listed(all, "ignore").includes(country)) return "left alone";
  return isUnknown(all, "countries") || isUnknown(all, "ignore") ? "unknown" : "closed";
}

function isOpening(permission: StackResource): boolean {
  return !isUnknown(permission, "enabled") && permission.properties.enabled !== false;
}
