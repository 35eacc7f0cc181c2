import { openCountries, type OpenCountry } from "../../stack/countries";
import type { Stack } from "../../stack/resource";
import { defineRule, notJudged, violation, type Finding, type Parameter } from "../rule";

/**
 * Home, where nobody configures another one: a decision of these rules. Which countries a new project has open is
 * another matter, on which what is published does not agree.
 */
export const HOME = ["US", "CA"];

/**
 * The destinations of fraud that the Communications Fraud Control Association's survey of 2011 names first (Cuba,
 * Somalia, Sierra Leone, Zimbabwe, Latvia) and those that Cox Communications blocked by default in 2014 (Gambia,
 * Guinea, Sierra Leone, Central African Republic, São Tomé, Seychelles, Somalia, Maldives, Azerbaijan, Monaco).
 */
const HIGH_RISK = ["AZ", "CF", "CU", "GM", "GN", "LV", "MC", "MV", "SC", "SL", "SO", "ST", "ZW"];

/** Countries that nobody has agreed to open. */
export const countryNotAllowed = defineRule<{ allowed: string[] }>({
  name: "country-not-allowed",
  description: "Calls may be opened to agreed countries only.",
  level: "advisory",
  source: "A decision of this pack: calls stay in the United States and Canada until others are agreed upon",
  parameters: { allowed: countries(HOME, "The countries that may be opened.") },
  scope: "resource",
  judge: (stack, { allowed }) =>
    judgeOpenCountries(stack, (country) =>
      includes(allowed, country)
        ? undefined
        : [
            `opens calls to ${country}, which is not one of ${allowed.join(", ")}`,
            "If your people call there, add it to the rule's allowed countries; else leave it closed.",
          ],
    ),
});

/** Countries to which fraudsters call at others' cost. */
export const countryHighRisk = defineRule<{ countries: string[] }>({
  name: "country-high-risk",
  description: "Calls must not be opened to countries that are known as destinations of fraud.",
  level: "mandatory",
  source:
    "Destinations named by CFCA's survey of 2011, and those that Cox blocked by default in 2014; replace them by your own",
  parameters: { countries: countries(HIGH_RISK, "The countries that must stay closed.") },
  scope: "resource",
  judge: (stack, parameters) =>
    judgeOpenCountries(stack, (country) =>
      includes(parameters.countries, country)
        ? [
            `opens calls to ${country}, a destination of toll fraud`,
            "Leave it closed; if your people call there, take it out of the rule's countries and block the rest by prefix.",
          ]
        : undefined,
    ),
});

/** More open countries than anybody needs. */
export const countriesTooMany = defineRule<{ most: number }>({
  name: "countries-too-many",
  description: "No more than so many countries may be open.",
  level: "advisory",
  source: "No figure is published; ten is what a reviewer can still give a reason for, one by one",
  parameters: {
    most: {
      type: "integer",
      minimum: 0,
      default: 10,
      description: "How many countries may be open at most.",
    },
  },
  scope: "account",
  judge: (stack, { most }) => {
    const { open, findings } = openOnes(stack);
    const [first] = open.slice(most);
    return first === undefined
      ? findings
      : [
          ...findings,
          violation(
            first.resource,
            `is one of ${open.length} open countries, more than ${most}: ${open.map(({ country }) => country).join(", ")}`,
            "Close those that nobody calls: each is a way to call at your cost.",
          ),
        ];
  },
});

export const COUNTRY_RULES = [countryNotAllowed, countryHighRisk, countriesTooMany];

/** The countries that the stack opens; what of that is not known are findings. */
export function openOnes(stack: Stack): { open: OpenCountry[]; findings: Finding[] } {
  const { open, unknown } = openCountries(stack);
  const findings = unknown.map(({ resource, property }) =>
    notJudged(resource, `its ${property} is not known here`),
  );
  return { open, findings };
}

function judgeOpenCountries(
  stack: Stack,
  judge: (country: string) => [does: string, remedy: string] | undefined,
): Finding[] {
  const { open, findings } = openOnes(stack);
  return open.reduce<Finding[]>((all, { resource, country }) => {
    const wrong = judge(country);
    return wrong === undefined ? all : [...all, violation(resource, ...wrong)];
  }, findings);
}

export function countries(value: string[], description: string): Parameter<string[]> {
  const pattern = "^[A-Za-z]{2}$";
  return { type: "array", items: { type: "string", pattern }, default: value, description };
}

export function includes(countriesOfRule: readonly string[], country: string): boolean {
  return countriesOfRule.some((other) => other.toUpperCase() === country);
}
