import { countryName } from "../../provider/country-names";
import { spoken } from "../../provider/words";
import type { Result, Sums } from "./report";

const WHOLE = lazy({ maximumFractionDigits: 0 });
const TENTHS = lazy({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
const MONEY = lazy({ minimumFractionDigits: 2, maximumFractionDigits: 4 });

/** Loading what formats numbers takes longer than all else of this: only who formats one waits for it. */
function lazy(options: Intl.NumberFormatOptions): { format(number: number): string } {
  let made: Intl.NumberFormat | undefined;
  return { format: (number) => (made ??= new Intl.NumberFormat("en", options)).format(number) };
}

/** A count: `40,000`. */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** A count of something: `1 call`, `40,000 calls`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : several}`;
}

/** A part of all: `0.3 %`, and `below 0.1 %` where that would read as nothing. */
export function shareText(part: number, all: number): string {
  if (all === 0) return "none";
  const share = (100 * part) / all;
  return part > 0 && share < 0.1 ? "below 0.1 %" : `${TENTHS.format(share)} %`;
}

/** Minutes, and of how many calls they are missing. */
export function minutesText({ minutes, calls, withoutDuration }: Sums): string {
  if (calls > 0 && calls === withoutDuration) return "not known";
  const missing = withoutDuration > 0 ? `, ${countText(withoutDuration)} not known` : "";
  return `${TENTHS.format(minutes)}${missing}`;
}

/** Money by currency, and of how many calls it is missing. */
export function moneyText({ costs, calls, withoutCost }: Sums): string {
  if (calls > 0 && calls === withoutCost) return "not known";
  const missing = withoutCost > 0 ? `, ${countText(withoutCost)} not known` : "";
  const amounts = costs.map(({ currency, amount }) => `${MONEY.format(amount)} ${currency}`.trim());
  return `${amounts.length === 0 ? "0" : spoken(amounts)}${missing}`;
}

/** A moment, to the second: `2026-11-26 09:15:07 UTC`. */
export function momentText(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}

/** From which result to which; that both are the same means that others ring, or other answers decide. */
export function kindText(from: Result, to: Result): string {
  if (from !== to) return `${from}, afterwards ${to}`;
  return `${from}, afterwards in another way`;
}

/** How a country is called for people: `Sweden (SE)`. */
export function countryText(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? `${countryName(code)} (${code})` : code;
}

/** How long a period is: `10 minutes`. */
export function periodText(seconds: number): string {
  if (seconds < 3600) return counted(seconds / 60, "minute");
  return seconds < 86_400 ? counted(seconds / 3600, "hour") : counted(seconds / 86_400, "day");
}
