/** What is known when a request failed. */
export interface Failed {
  /** How often it was sent so far, from 1. */
  readonly attempt: number;
  /** The `Retry-After` header, if there was one: seconds or an HTTP date (RFC 9110 section 10.2.3). */
  readonly retryAfter?: string | undefined;
  readonly nowMs: number;
  /** A number from 0 up to 1. */
  readonly dice: number;
}

/** A request is sent this often at most, unless it only waits for a rate limit. */
export const MAX_ATTEMPTS = 6;

/** No single wait is longer, whatever the server asks for. */
export const MAX_DELAY_MS = 30_000;

/** All waits of one request together are not longer; then it fails with the last answer. */
export const MAX_TOTAL_WAIT_MS = 180_000;

const FIRST_CEILING_MS = 1_000;
const LEAST_DELAY_MS = 50;

/**
 * How long to wait before the next attempt: what the server says, under a ceiling, else full jitter under a
 * ceiling that doubles from one second. A server that says "now" is not believed: it has just refused.
 */
export function retryDelay({ attempt, retryAfter, nowMs, dice }: Failed): number {
  const asked = retryAfterMs(retryAfter ?? "", nowMs);
  if (asked > 0) {
    return Math.min(asked, MAX_DELAY_MS);
  }
  const ceiling = Math.min(FIRST_CEILING_MS * 2 ** (attempt - 1), MAX_DELAY_MS);
  return Math.max(LEAST_DELAY_MS, Math.floor(dice * ceiling));
}

/** Whether a status is worth another attempt of a request that may be repeated. */
export function isPassing(status: number): boolean {
  return status === 429 || (status >= 500 && status !== 501 && status <= 504);
}

/** Not above zero where the header asks for no wait, or cannot be read. */
function retryAfterMs(header: string, nowMs: number): number {
  return /^\s*\d+\s*$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
}
