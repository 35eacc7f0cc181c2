import { canBeCalled, canCall, isBlocked, linesOf, openCountries, type Line } from "./call-lines";
import { subscribers, type Subscriber } from "./call-numbers";
import { inbound, NO_NUMBER, outbound } from "./call-scenes";
import type { Call } from "./entities";
import type { Project } from "./project";
import { createRandom, type Random } from "./random";

/** Made-up calls: the same ones for a seed, an account and a time. */
export interface Traffic {
  seed: number;
  /** How many records; a forwarded call has two. */
  count: number;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const DAYS = 7;
/** Out of 100 working hours at a weekend so many are worked. */
const WEEKEND = 15;
/** How much of a day's traffic falls into each hour from 7 to 18 UTC; a little is spread over the rest. */
const HOURS = [2, 7, 11, 12, 10, 6, 9, 12, 11, 9, 6, 3];
const FIRST_HOUR = 7;
const AT_NIGHT = 2;

/** So many of 100 calls go out, where calls come in as well. */
const OUTBOUND = 60;
/** The most countries that an account calls. */
const MOST_COUNTRIES = 12;
/** From where people call, the most from the first. */
const CALLERS = ["US", "GB", "SE", "DE", "CA", "FR"];

/**
 * Makes calls of the last days that fit what a project has: its trunks, numbers, addresses, open countries and rules.
 * None where nobody can call or be called.
 *
 * @param openAtFirst the countries that are open where a project says nothing
 */
export function makeTraffic(
  project: Project,
  { seed, count }: Traffic,
  { nowMs, openAtFirst }: { nowMs: number; openAtFirst: readonly string[] },
): Call[] {
  const random = createRandom(seed);
  const ids = createRandom(seed + 1);
  const people = (isoCodes: readonly string[], direction: Call["direction"]): Subscriber[][] =>
    isoCodes
      .slice(0, MOST_COUNTRIES)
      .map((isoCode) => subscribers(isoCode, random).filter((one) => !isBlocked(project, direction, one)))
      .filter((group) => group.length > 0);
  const callees = people(openCountries(project, openAtFirst), "outbound");
  const callers = people(CALLERS, "inbound");
  const goesOut = (line: Line): boolean => canCall(line) && callees.length > 0;
  const comesIn = (line: Line): boolean => canBeCalled(line) && callers.length > 0;
  const lines = linesOf(project).filter((line) => goesOut(line) || comesIn(line));
  const someone = (groups: readonly Subscriber[][]): Subscriber =>
    random.favourite(random.favourite(groups) ?? []) ?? NO_NUMBER;
  const calls: Call[] = [];
  while (calls.length < count) {
    const line = random.favourite(lines);
    if (line === undefined) break;
    const isOutbound = goesOut(line) && (!comesIn(line) || random.below(100) < OUTBOUND);
    const stage = { line, random, startMs: startMs(random, nowMs), id: () => idOf(ids) };
    if (isOutbound) calls.push(outbound(stage, someone(callees)));
    else calls.push(...inbound(stage, someone(callers)));
  }
  return calls.slice(0, count).sort((one, other) => (one.createTime < other.createTime ? -1 : 1));
}

/** When a call begins: mostly on working days and in their hours, and so long ago that it is over. */
function startMs(random: Random, nowMs: number): number {
  const todayMs = nowMs - (nowMs % DAY_MS);
  const hours = [
    [AT_NIGHT, -1] as const,
    ...HOURS.map((weight, index) => [weight, FIRST_HOUR + index] as const),
  ];
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const dayMs = todayMs - DAY_MS * random.below(DAYS + 1);
    const weekday = new Date(dayMs).getUTCDay();
    if ((weekday === 0 || weekday === 6) && random.below(100) >= WEEKEND) continue;
    const hour = random.weighted(hours) ?? -1;
    const at = dayMs + HOUR_MS * (hour < 0 ? random.below(24) : hour) + random.below(HOUR_MS);
    if (at > nowMs - DAYS * DAY_MS && at < nowMs - HOUR_MS) return at;
  }
  return nowMs - HOUR_MS - random.below(DAY_MS);
}

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_LENGTH = 26;

function idOf(random: Random): string {
  return Array.from({ length: ID_LENGTH }, () => ALPHABET.charAt(random.below(ALPHABET.length))).join("");
}
