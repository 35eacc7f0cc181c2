import { textOf } from "../../provider/json";
import { regionsOf, regionsOfPrefix, WORLD } from "../../provider/regions";
import { defineRule, notJudged, violation } from "../rule";
import { openness } from "../../stack/countries";
import { isUnknown, label, ofKind, type StackResource } from "../../stack/resource";
import { countries, HOME, includes, openOnes } from "./countries";

/** Calls abroad without any limit. */
export const internationalWithoutBlockingRule = defineRule<{ domestic: string[] }>({
  name: "international-without-blocking-rule",
  description: "Where calls abroad are open, a rule must block the costly numbers there.",
  level: "advisory",
  source: "No document says that a country permission leaves out a country's premium numbers",
  parameters: { domestic: countries(HOME, "The countries that are not abroad.") },
  scope: "account",
  judge: (stack, { domestic }) => {
    const { open, findings } = openOnes(stack);
    const abroad = open.filter(({ country }) => !includes(domestic, country));
    const [first] = abroad;
    if (first === undefined) return findings;
    const names = abroad.map(({ country }) => country);
    const rules = ofKind(stack, "CallBlockingRule");
    const limiting = rules.filter((rule) => mayLimit(rule, names));
    const isKnown = (rule: StackResource): boolean => !MATCH.some((property) => isUnknown(rule, property));
    if (limiting.some(isKnown)) return [];
    const [unknown] = limiting;
    const useless = rules.filter(isKnown).find(blocksNoNumber);
    const hint = useless ? `; ${label(useless)} blocks ${prefixOf(useless)}, which begins no number` : "";
    return [
      ...findings,
      unknown
        ? notJudged(first.resource, `what ${label(unknown)} blocks is not known here`)
        : violation(
            first.resource,
            `is one of those that open calls abroad (${names.join(", ")}), and no call blocking rule of this stack blocks numbers there${hint}`,
            'Block the costly ones with a CallBlockingRule, such as { direction: "OUTBOUND", calleeMatch: "…" } with the digits after the +.',
          ),
    ];
  },
});

/** Trunks that forward calls to where calls do not get. */
export const callForwardCountryNotPermitted = defineRule<{ permitted: string[] }>({
  name: "call-forward-country-not-permitted",
  description: "Calls must be forwarded to a country to which calls are open.",
  level: "mandatory",
  source: "A forwarded call goes out like any other; the API's documents do not say whether it is exempt",
  parameters: {
    permitted: countries(HOME, "The countries that are taken as open where this stack says nothing of them."),
  },
  scope: "account",
  judge: (stack, { permitted }) =>
    ofKind(stack, "SipTrunk").flatMap((trunk) => {
      const { enableCallForward, callForwardNumber } = trunk.properties;
      if (enableCallForward === false) return [];
      const unknown = ["enableCallForward", "callForwardNumber"].find((key) => isUnknown(trunk, key));
      if (unknown) return [notJudged(trunk, `its ${unknown} is not known here`)];
      if (enableCallForward !== true) return [];
      const number = textOf(callForwardNumber);
      const regions = [...regionsOf(number)].sort();
      if (number === "") return [notJudged(trunk, "it has no callForwardNumber")];
      if (regions.length === 0)
        return [notJudged(trunk, `no known numbering plan has ${number}; look at its digits`)];
      if (regions.includes(WORLD)) return [notJudged(trunk, `${number} is of no country`)];
      const states = regions.map((region) => {
        const otherwise = includes(permitted, region) ? "open" : "closed";
        return { region, state: openness(stack, region, otherwise) };
      });
      if (states.every(({ state }) => state === "open")) return [];
      const notOpen = states.flatMap(({ region, state }) => (state === "open" ? [] : [region]));
      return states.every(({ state }) => state === "closed")
        ? [
            violation(
              trunk,
              `forwards calls to ${number}, in ${regions.join(" or ")}, to which calls are not open in this stack`,
              `Open it with a CountryPermission, forward to another number, or name ${regions.join(", ")} in the rule's permitted countries.`,
            ),
          ]
        : [
            notJudged(
              trunk,
              `${number} is in ${regions.join(" or ")}, and calls to ${notOpen.join(", ")} are not open or not known to be`,
            ),
          ];
    }),
});

export const DESTINATION_RULES = [internationalWithoutBlockingRule, callForwardCountryNotPermitted];

/** What decides which calls a blocking rule blocks. */
const MATCH = ["direction", "calleeCountry", "calleeMatch"];

/**
 * Whether a rule blocks, or may block as far as it is known, calls to a number in one of the countries. Digits that
 * begin no number, such as 00 before them, block nothing, nor do those of another country.
 */
function mayLimit(rule: StackResource, names: readonly string[]): boolean {
  const { direction, calleeCountry } = rule.properties;
  if (!isUnknown(rule, "direction") && textOf(direction).toUpperCase() !== "OUTBOUND") return false;
  const country = isUnknown(rule, "calleeCountry") ? "" : textOf(calleeCountry).toUpperCase();
  const prefix = isUnknown(rule, "calleeMatch") ? "" : prefixOf(rule);
  const blocked = names.filter((name) => country === "" || country === name);
  return prefix === "" ? blocked.length > 0 : blocked.some((name) => regionsOfPrefix(prefix).has(name));
}

function blocksNoNumber(rule: StackResource): boolean {
  return prefixOf(rule) !== "" && regionsOfPrefix(prefixOf(rule)).size === 0;
}

/** The digits that a rule blocks; the API's documents do not say whether a `+` may stand before them. */
function prefixOf({ properties }: StackResource): string {
  return textOf(properties.calleeMatch).replace(/^\+/, "");
}
