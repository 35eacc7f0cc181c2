import type { HttpAnswer } from "./transport";

/**
 * Headers with which gateways say on a 429 when the limit ends, where there is no `Retry-After`: seconds from now, or the
 * time, in seconds or milliseconds since 1970 or as a date.
 */
const RESETS = [
  "x-ratelimit-reset",
  "x-rate-limit-reset",
  "ratelimit-reset",
  "x-ratelimit-reset-after",
  "x-rate-limit-retry-after-seconds",
];

/** From here on a number of seconds is a time (2001), not a wait; and from there on, one in milliseconds. */
const LEAST_TIME_S = 1e9;
const LEAST_TIME_MS = 1e11;

/**
 * How long an answer asks to wait, in milliseconds: by `Retry-After`, in seconds or as a date (RFC 9110 section 10.2.3), on a
 * 429 also by the headers of gateways. Dates are told from the answer's own, so that our clock may be wrong. Not above
 * zero where it asks for no wait, or says it in no form that we know.
 */
export function askedWaitMs({ status, headers }: HttpAnswer, ownMs: number): number {
  const dateMs = dateOf(text(headers.date));
  const nowMs = Number.isNaN(dateMs) ? ownMs : dateMs;
  const names = status === 429 ? ["retry-after", ...RESETS] : ["retry-after"];
  const header = names.map((name) => text(headers[name]).trim()).find((value) => value !== "") ?? "";
  const asked = /^\d+(\.\d+)?$/.test(header) ? waitOf(Number(header), nowMs) : dateOf(header) - nowMs;
  return asked > 0 ? asked : 0;
}

function waitOf(value: number, nowMs: number): number {
  if (value < LEAST_TIME_S) {
    return value * 1000;
  }
  return (value < LEAST_TIME_MS ? value * 1000 : value) - nowMs;
}

/** An HTTP date, which means GMT also in its oldest form, which does not say so. */
function dateOf(value: string): number {
  return Date.parse(/^\w{3} \w{3} [\d ]\d [\d:]{8} \d{4}$/.test(value) ? `${value} GMT` : value);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
