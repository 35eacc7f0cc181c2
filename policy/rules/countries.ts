import { parsePhoneNumber } from "awesome-phonenumber";
import { textOf } from "../../provider/json";
import { defineRule, notJudged, violation, type Finding, type Parameter } from "../rule";
import { isUnknown, label, ofKind, type Stack, type StackResource } from "../stack";

/** Open by default in the API, so that opening them is no decision. */
const OPEN_BY_DEFAULT = ["US", "CA"];

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
  source: "The API's own default: US and CA are open, all others closed",
  parameters: { allowed: countries(OPEN_BY_DEFAULT, "The countries that may be opened.") },
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
  scope: "stack",
  judge: (stack, { most }) => {
    const { open, findings } = openCountries(stack);
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

/** Calls abroad without any limit. */
export const internationalWithoutBlockingRule = defineRule<{ domestic: string[] }>({
  name: "international-without-blocking-rule",
  description: "Where calls abroad are open, a rule must block the costly numbers there.",
  level: "advisory",
  source: "A country permission opens all numbers of a country, those of premium services too",
  parameters: { domestic: countries(OPEN_BY_DEFAULT, "The countries that are not abroad.") },
  scope: "stack",
  judge: (stack, { domestic }) => {
    const rules = ofKind(stack, "CallBlockingRule");
    if (rules.some(({ properties }) => properties.direction === "OUTBOUND")) return [];
    const { open, findings } = openCountries(stack);
    const unknown = rules.find((rule) => isUnknown(rule, "direction"));
    const abroad = open.filter(({ country }) => !includes(domestic, country));
    const [first] = abroad;
    if (first === undefined) return findings;
    const names = abroad.map(({ country }) => country).join(", ");
    return [
      ...findings,
      unknown
        ? notJudged(first.resource, `the direction of ${label(unknown)} is not known yet`)
        : violation(
            first.resource,
            `is one of those that open calls abroad (${names}), and no call blocking rule of this stack is OUTBOUND`,
            'Block the costly prefixes with a CallBlockingRule, such as { direction: "OUTBOUND", calleeMatch: "…" }.',
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
    permitted: countries(
      OPEN_BY_DEFAULT,
      "The countries that are open although this stack does not open them.",
    ),
  },
  scope: "stack",
  judge: (stack, { permitted }) => {
    const { open, findings } = openCountries(stack);
    const closed = ofKind(stack, "CountryPermission").filter(
      ({ properties }) => properties.enabled === false,
    );
    const isOpen = (country: string): boolean =>
      open.some((other) => other.country === country) ||
      (includes(permitted, country) && closed.every(({ properties }) => properties.isoCode !== country));
    return ofKind(stack, "SipTrunk").flatMap((trunk) => {
      const { enableCallForward, callForwardNumber } = trunk.properties;
      if (enableCallForward === false) return [];
      const unknown = ["enableCallForward", "callForwardNumber"].find((key) => isUnknown(trunk, key));
      if (unknown) return [notJudged(trunk, `its ${unknown} is not known yet`)];
      if (enableCallForward !== true) return [];
      const number = textOf(callForwardNumber);
      const country = parsePhoneNumber(number).regionCode;
      // Numbers of no country, such as those of satellite networks, have the region "001".
      if (country === undefined || !/^[A-Z]{2}$/.test(country))
        return [notJudged(trunk, `${number} is of no country that is known`)];
      if (isOpen(country)) return [];
      const [first] = findings;
      if (first) return [notJudged(trunk, `whether calls to ${country} are open is not known yet`)];
      return [
        violation(
          trunk,
          `forwards calls to ${number}, in ${country}, to which calls are not open in this stack`,
          `Open it with a CountryPermission, forward to another number, or name ${country} in the rule's permitted countries.`,
        ),
      ];
    });
  },
});

export const COUNTRY_RULES = [
  countryNotAllowed,
  countryHighRisk,
  countriesTooMany,
  internationalWithoutBlockingRule,
  callForwardCountryNotPermitted,
];

interface OpenCountry {
  readonly resource: StackResource;
  readonly country: string;
}

/** The countries that the stack opens; permissions of which that is not known are findings. */
function openCountries(stack: Stack): { open: OpenCountry[]; findings: Finding[] } {
  const open: OpenCountry[] = [];
  const findings: Finding[] = [];
  for (const resource of ofKind(stack, "CountryPermission")) {
    const unknown = ["enabled", "isoCode"].find((property) => isUnknown(resource, property));
    if (resource.properties.enabled === false) continue;
    if (unknown) findings.push(notJudged(resource, `its ${unknown} is not known yet`));
    else open.push({ resource, country: textOf(resource.properties.isoCode).toUpperCase() });
  }
  return { open, findings };
}

function judgeOpenCountries(
  stack: Stack,
  judge: (country: string) => [does: string, remedy: string] | undefined,
): Finding[] {
  const { open, findings } = openCountries(stack);
  return open.reduce<Finding[]>((all, { resource, country }) => {
    const wrong = judge(country);
    return wrong === undefined ? all : [...all, violation(resource, ...wrong)];
  }, findings);
}

function countries(value: string[], description: string): Parameter<string[]> {
  const pattern = "^[A-Za-z]{2}$";
  return { type: "array", items: { type: "string", pattern }, default: value, description };
}

function includes(countriesOfRule: readonly string[], country: string): boolean {
  return countriesOfRule.some((other) => other.toUpperCase() === country);
}
