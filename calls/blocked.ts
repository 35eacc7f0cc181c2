import { label, type StackResource } from "../stack/resource";
import { fact, countryQuestion, question } from "./asks";
import { numberText, type Subject } from "./numbers";
import type { Rules, UnclearRule } from "./rules";
import { answerOf, type Run } from "./run";
import { refused, type Decide } from "./way";

const WITHOUT_MATCH = question("rule-without-match");
const PLUS = question("plus-in-rule");

const CALLER = fact("caller", "who calls", ["nobody whom a rule names", "somebody whom a rule names"]);
const COUNTRY_OF_CALLER = fact("country of caller", "of which country a caller without a number is", [
  "one that no rule names",
  "one that a rule names",
]);

/** Whether a rule for outbound calls blocks the number that is called. */
export const outboundRule: Decide = (way, run) => {
  const resource = way.account && blockedBy(way.account.outbound, way.subject, run);
  return resource && refused(way, { reason: "rule", resource });
};

/** Whether a rule for inbound calls blocks the caller. */
export const inboundRule: Decide = (way, run) => {
  const resource = way.account && blockedBy(way.account.inbound, way.subject, run);
  return resource && refused(way, { reason: "rule", resource });
};

/** The rule that blocks somebody; nothing where none does. */
export function blockedBy(rules: Rules, subject: Subject | undefined, run: Run): StackResource | undefined {
  const found = subject === undefined ? forUnknown(rules, run) : forSubject(rules, subject, run);
  const resource = found ?? forAnybody(rules, run);
  if (run.tell) {
    const who = subject === undefined ? "the caller" : numberText(subject.party);
    run.tell(
      resource === undefined
        ? {
            text: `no blocking rule for ${rules.direction.toLowerCase()} calls matches ${who}`,
            result: "passes",
          }
        : { text: `${label(resource)} matches ${who}`, result: "refused", resource },
    );
  }
  return resource;
}

/** Of rules that look at nothing, or are not known here. */
function forAnybody({ unmatched, others }: Rules, run: Run): StackResource | undefined {
  if (unmatched !== undefined && answerOf(run, WITHOUT_MATCH) === 0) return unmatched;
  return others !== undefined && answerOf(run, others) === 1 ? UNKNOWN_RULE : undefined;
}

/** Stands for a rule that is not known here. */
const UNKNOWN_RULE: StackResource = {
  urn: "",
  kind: "CallBlockingRule",
  name: "not known here",
  properties: {},
  references: {},
};

/** Of a caller of whom nothing is known. */
function forUnknown(rules: Rules, run: Run): StackResource | undefined {
  const { byDigits, afterPlus, byCountry, unclear } = rules;
  const looksAtCallers = !byDigits.isEmpty || !afterPlus.isEmpty || byCountry.size > 0 || unclear.length > 0;
  return looksAtCallers && answerOf(run, CALLER) === 1 ? UNKNOWN_RULE : undefined;
}

function forSubject(rules: Rules, subject: Subject, run: Run): StackResource | undefined {
  const { byDigits, afterPlus, byCountry, unclear } = rules;
  const { country, party } = subject;
  const sure = byDigits.first(party.digits, country) ?? (country && byCountry.get(country));
  if (sure) return sure;
  if (subject.regions !== undefined) {
    const known = inSeveral(rules, subject, subject.regions, run);
    if (known !== "not known") return known;
  }
  const isNamed = isOfNamedCountry(rules, subject, run);
  if (isNamed && byCountry.size > 0) return [...byCountry.values()][0];
  const plus = afterPlus.first(party.digits, country);
  if (plus !== undefined && answerOf(run, PLUS) === 0) return plus;
  // A function of its own: what another one needs of this one's would be made for each call.
  return unclear.length === 0 ? undefined : inUnclear(unclear, subject, isNamed, run);
}

function inUnclear(
  unclear: readonly UnclearRule[],
  subject: Subject,
  isNamed: boolean,
  run: Run,
): StackResource | undefined {
  return unclear.find((rule) => isMatch(rule, subject, isNamed, run) && answerOf(run, rule.ask) === 1)
    ?.resource;
}

/** Whether a caller without a number is of a country that a rule names. */
function isOfNamedCountry(rules: Rules, { party, country }: Subject, run: Run): boolean {
  const isNameless = rules.direction === "INBOUND" && party.digits === "" && country === undefined;
  const { byCountry, unclear } = rules;
  return (
    isNameless && (byCountry.size > 0 || unclear.some(isOfCountry)) && answerOf(run, COUNTRY_OF_CALLER) === 1
  );
}

function isOfCountry({ country, match }: UnclearRule): boolean {
  return country !== undefined && match === undefined;
}

/**
 * Of a number that may be of several countries: asks of which, if that makes a difference to any rule, and judges it as
 * one of that country.
 */
function inSeveral(
  rules: Rules,
  { party }: Subject,
  regions: ReadonlySet<string>,
  run: Run,
): StackResource | "not known" | undefined {
  const { byDigits, afterPlus, byCountry, unclear } = rules;
  const isAsked =
    blockedOf(rules, regions) !== "none" ||
    byDigits.first(party.digits, undefined, regions) !== undefined ||
    afterPlus.first(party.digits, undefined, regions) !== undefined ||
    unclear.some(({ country }) => country !== undefined && regions.has(country));
  if (!isAsked) return "not known";
  if (blockedOf(rules, regions) === "all") return firstOf(byCountry, regions);
  const country = countryOf(party.digits, regions, run);
  return forSubject(rules, { party, country, regions: undefined }, run);
}

/** Of which country a number is taken to be. */
export function countryOf(digits: string, regions: ReadonlySet<string>, run: Run): string {
  const ask = countryQuestion(digits, regions);
  return ask.answers[answerOf(run, ask)] ?? ask.answers[0];
}

function blockedOf({ byCountry, ofSets }: Rules, regions: ReadonlySet<string>): "all" | "some" | "none" {
  const known = ofSets.get(regions);
  if (known !== undefined) return known;
  const blocked = [...regions].filter((country) => byCountry.has(country)).length;
  const found = blocked === 0 ? "none" : blocked === regions.size ? "all" : "some";
  ofSets.set(regions, found);
  return found;
}

function firstOf(
  byCountry: ReadonlyMap<string, StackResource>,
  regions: ReadonlySet<string>,
): StackResource | undefined {
  return [...regions].flatMap((country) => byCountry.get(country) ?? [])[0];
}

/** Whether what is known of a rule matches. */
function isMatch(rule: UnclearRule, subject: Subject, isNamed: boolean, run: Run): boolean {
  const { match, country } = rule;
  if (country !== undefined && country !== subject.country && !isNamed) return false;
  if (match === undefined) return true;
  if (!subject.party.digits.startsWith(match.replace(/^\+/, ""))) return false;
  return !match.startsWith("+") || answerOf(run, PLUS) === 0;
}
