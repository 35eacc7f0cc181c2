import type { Party } from "../../calls";
import { textOf } from "../../provider/json";
import { regionsOf, WORLD } from "../../provider/regions";
import { isUnknown, label, ofKind, type StackResource } from "../../stack/resource";
import { isUnseen } from "../../stack/unseen";
import type { Know } from "./calls-naive-gate";

/* Blocking rules and countries once more, the long way (calls-naive.ts). */

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

export function isBlocked(
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

export function isOpen(own: readonly StackResource[], party: Party, know: Know): boolean {
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
