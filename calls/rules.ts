import { textOf } from "../provider/json";
import type { Regions } from "../provider/regions";
import { isUnknown, label, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { fact } from "./asks";
import { Prefixes, type DigitRule } from "./prefixes";
import type { Ask } from "./questions";

/** The blocking rules of an account for one direction, indexed by what they look at. */
export interface Rules {
  readonly direction: Direction;
  /** By their digits, if these are digits only. */
  readonly byDigits: Prefixes;
  /** By their digits after a `+`. */
  readonly afterPlus: Prefixes;
  /** Those without digits. */
  readonly byCountry: ReadonlyMap<string, StackResource>;
  /** One without country and digits. */
  readonly unmatched?: StackResource;
  /** Those of which something is not known here. */
  readonly unclear: readonly UnclearRule[];
  /** Asks whether rules that are not known here block a call; nothing where all are known. */
  readonly others?: Ask;
  /** For sets of countries, whether rules without digits block all, some or none of them, once asked. */
  readonly ofSets: Map<Regions, "all" | "some" | "none">;
}

/** Whose calls they look at. */
export type Direction = "INBOUND" | "OUTBOUND";

/** A rule of which something is not known here; what is known of it must match all the same. */
export interface UnclearRule extends DigitRule {
  /** Digits, with `+` where they have one. */
  readonly match?: string;
  readonly ask: Ask;
}

/** The properties that a rule of a direction looks at: the other side's mean nothing. */
const SIDES = {
  INBOUND: { country: "callerCountry", match: "callerMatch" },
  OUTBOUND: { country: "calleeCountry", match: "calleeMatch" },
} as const;

/** Indexes the rules of an account. */
export function rulesOf(all: readonly StackResource[], direction: Direction, others?: Ask): Rules {
  const { country: countryKey, match: matchKey } = SIDES[direction];
  const byDigits = new Prefixes();
  const afterPlus = new Prefixes();
  const byCountry = new Map<string, StackResource>();
  const unclear: UnclearRule[] = [];
  let unmatched: StackResource | undefined;
  for (const resource of all) {
    const { properties } = resource;
    const isOfDirection = textOf(properties.direction).toUpperCase() === direction;
    if (!isOfDirection && !isUnknown(resource, "direction")) continue;
    const country = isUnseen(properties[countryKey]) ? "" : textOf(properties[countryKey]).toUpperCase();
    const match = isUnseen(properties[matchKey]) ? "" : textOf(properties[matchKey]);
    const hidden = ["direction", countryKey, matchKey].find((key) => isUnknown(resource, key));
    const rule = { resource, ...(country !== "" && { country }) };
    if (hidden !== undefined) {
      unclear.push({ ...rule, ...(match !== "" && { match }), ask: unclearAsk(resource, hidden) });
    } else if (match !== "") {
      (match.startsWith("+") ? afterPlus : byDigits).add(match.replace(/^\+/, ""), rule);
    } else if (country !== "") {
      if (!byCountry.has(country)) byCountry.set(country, resource);
    } else unmatched ??= resource;
  }
  return {
    ...{ direction, byDigits, afterPlus, byCountry, unclear, ofSets: new Map<Regions, "all">() },
    ...(unmatched && { unmatched }),
    ...(others && { others }),
  };
}

function unclearAsk(resource: StackResource, property: string): Ask {
  const id = `${property} of ${label(resource)}`;
  return fact(id, `whether ${label(resource)} matches, whose ${property} is not known here`, [
    "does not match",
    "matches",
  ]);
}
