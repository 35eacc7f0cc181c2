import { regionsOfPrefix } from "../../provider/regions";

/*
 * A country stands for all its numbers. What tells them apart for a call is which plan they are of and which blocking
 * rules match them, so a number for each is enough.
 */

const DIGITS = Array.from({ length: 10 }, (_, digit) => String(digit));

/** A number that is judged has so many digits at least; how many a country's own have makes no difference. */
const LEAST_DIGITS = 11;

const MORE_DIGITS = 4;

/** Prefixes of its own are looked for so far, but where a country has none that short: with more, some have thousands. */
const FAR_ENOUGH = 7;

const known = new Map<string, readonly string[]>();

/** The shortest first digits that only numbers of a country have; where it shares all that it has, those; none where it has no numbers. */
export function prefixesOf(country: string): readonly string[] {
  const found =
    known.get(country) ?? [FAR_ENOUGH, Infinity].map((depth) => searched(country, depth)).find(hasAny) ?? [];
  known.set(country, found);
  return found;
}

function hasAny(prefixes: readonly string[]): boolean {
  return prefixes.length > 0;
}

function searched(country: string, depth: number): readonly string[] {
  const [own, shared]: [string[], string[]] = [[], []];
  const look = (prefix: string): void => {
    const regions = regionsOfPrefix(prefix);
    if (!regions.has(country)) return;
    if (regions.size === 1) {
      own.push(prefix);
      return;
    }
    // Below the last digit that the plan knows, every question has the very same answer.
    const below = DIGITS.map((digit) => prefix + digit);
    if (prefix !== "" && below.every((one) => regionsOfPrefix(one) === regions)) shared.push(prefix);
    else if (prefix.length < depth) below.forEach(look);
  };
  look("");
  return own.length > 0 || depth < Infinity ? own : shared;
}

/**
 * Numbers of a country for which it may make a difference, as digits without `+`: one for each of its own prefixes, and
 * one for each blocking rule that matches some of its numbers only.
 *
 * @param rules the digits of blocking rules
 * @param except first digits of numbers that are left out
 */
export function numbersOf(
  country: string,
  { rules, except }: { readonly rules: readonly string[]; readonly except: readonly string[] },
): string[] {
  const prefixes = prefixesOf(country);
  const within = rules.filter((rule) =>
    prefixes.some((one) => rule.length > one.length && rule.startsWith(one)),
  );
  return [...new Set([...prefixes, ...within])]
    .map((prefix) => numberWith(prefix, [...rules, ...except]))
    .filter((number) => !except.some((one) => number.startsWith(one)));
}

/** A number with some first digits, and as far as possible none that longer ones of the others also match. */
function numberWith(prefix: string, others: readonly string[]): string {
  const longer = others.filter((one) => one.length > prefix.length && one.startsWith(prefix));
  const length = Math.max(LEAST_DIGITS, prefix.length + MORE_DIGITS);
  const candidates = DIGITS.map((digit) => prefix.padEnd(length, digit));
  return (
    candidates.find((one) => !longer.some((other) => one.startsWith(other))) ?? prefix.padEnd(length, "0")
  );
}
