import { isObject } from "../provider/json";

/** The calling codes of one or two digits; all others have three. */
const SHORT_CODE = /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Digits before and after what is hidden. */
const SHOWN = 2;

/** With fewer digits than this, what is hidden could be told from what is shown. */
const LEAST_HIDDEN = 3;

/**
 * A phone number in which nobody can be called: `+46701234567` becomes `+46 70 *** 67`, and a short one keeps less. The
 * country, the area and the last two digits stay, so that those who know the number find it again.
 */
export function maskedNumber(number: string): string {
  // Some write 00 for the sign.
  const digits = number.replace(/^%2B/i, "").replace(/\D/g, "").replace(/^00/, "");
  const code = SHORT_CODE.exec(digits)?.[0] ?? digits.slice(0, 3);
  const own = digits.slice(code.length);
  const [head, tail] = [own.slice(0, SHOWN), own.slice(-SHOWN)];
  if (own.length >= 2 * SHOWN + LEAST_HIDDEN) return `+${code} ${head} *** ${tail}`;
  return own.length >= SHOWN + LEAST_HIDDEN ? `+${code} *** ${tail}` : `+${code} ***`;
}

/** A `+`, perhaps as URIs escape it, with at least six digits in any grouping; or eight digits that are no part of another word. */
const NUMBERS =
  /(?:\+|%2B)\d(?:[ .-]?\d| ?\(\d{1,5}\)[ .-]?\d){5,}|(?<![\p{L}\p{N}.+/-])\d{8,}(?![\p{L}\p{N}/-]|\.\d)/giu;

/** A text in which all phone numbers are masked. */
export function masked(text: string): string {
  return text.replace(NUMBERS, maskedNumber);
}

/** Plain data with all phone numbers in its texts masked, those in names of properties too. Numbers stay: none is a phone's. */
export function maskedJson<Value>(value: Value): Value {
  return hidden(value) as Value;
}

function hidden(value: unknown): unknown {
  if (typeof value === "string") return masked(value);
  if (Array.isArray(value)) return value.map(hidden);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [masked(key), hidden(one)]));
}
