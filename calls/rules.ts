import { textOf } from "../provider/json";
import type { Regions } from "../provider/regions";
import { isUnknown, label, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { fact } from "./asks";
import { Prefixes } from "./prefixes";
import type { Ask } from "./questions";

/** The blocking rules of an account for one direction, indexed by what they look at. */
export interface Rules {
  readonly direction: Direction;
  /** By their digits, if these are digits only. */
  readonly byDigits: Prefixes<DigitRule>;
  /** By their digits after a `+`. */
  readonly afterPlus: Prefixes<DigitRule>;
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

/** A rule with digits, and with a country where that must be right, too. */
export interface DigitRule {
  readonly resource: StackResource;
  readonly country?: string;
}

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
  const byDigits = new Prefixes<DigitRule>();
  const afterPlus = new Prefixes<DigitRule>();
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
      add(match.startsWith("+") ? afterPlus : byDigits, match.replace(/^\+/, ""), rule);
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

/** What is more than digits is at the start of no number. */
function add(root: Prefixes<DigitRule>, digits: string, rule: DigitRule): void {
  if (/^\d*$/.test(digits)) root.add(digits, rule);
}

/**
 * The first rule whose digits a number begins with.
 *
 * @param country the number's; a rule with another does not match
 * @param regions countries that are taken for the number's, too
 */
export function ruleAt(
  root: Prefixes<DigitRule>,
  digits: string,
  country: string | undefined,
  regions?: Regions,
): StackResource | undefined {
  return root.first(
    digits,
    ({ country: of }) => of === undefined || of === country || regions?.has(of) === true,
  )?.resource;
}
