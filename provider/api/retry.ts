/** What is known when a request failed. */
export interface Failed {
  /** How often it was sent so far, from 1. */
  readonly attempt: number;
  /** How long the answer asks to wait; not above zero where it does not say. */
  readonly askedMs?: number;
  /** A number from 0 up to 1. */
  readonly dice: number;
}

/** A request is sent this often at most, unless it only waits for a rate limit. */
export const MAX_ATTEMPTS = 6;

/** No single wait is longer, whatever the server asks for. */
export const MAX_DELAY_MS = 30_000;

/** No attempt of a request begins later after its first; time in our own queue is not counted. */
export const MAX_TOTAL_WAIT_MS = 180_000;

/** A 404 is believed when it comes twice, this far apart: new entities may not be known everywhere at once. */
export const SECOND_LOOK_MS = 500;

const FIRST_CEILING_MS = 1_000;
const LEAST_DELAY_MS = 50;

/**
 * How long to wait before the next attempt: what the server says, under a ceiling, else full jitter under a
 * ceiling that doubles from one second. A server that says "now" is not believed: it has just refused.
 */
export function retryDelay({ attempt, askedMs = 0, dice }: Failed): number {
  if (askedMs > 0) {
    return Math.min(askedMs, MAX_DELAY_MS);
  }
  const ceiling = Math.min(FIRST_CEILING_MS * 2 ** (attempt - 1), MAX_DELAY_MS);
  return Math.max(LEAST_DELAY_MS, Math.floor(dice * ceiling));
}
