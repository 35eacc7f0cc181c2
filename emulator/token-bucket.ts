import type { Clock } from "./clock";
import type { Limit } from "./options";

/** Lets so many requests through at once, and then so many a second. */
export interface TokenBucket {
  /** True if there was one left. */
  take(): boolean;
  refill(): void;
}

/** A full bucket; without a limit it is never empty. */
export function tokenBucket(limit: Limit | null, clock: Clock): TokenBucket {
  if (!limit) return { take: () => true, refill: () => undefined };
  let left = limit.burst;
  let filledAt = clock.now();
  return {
    take() {
      const now = clock.now();
      left = Math.min(limit.burst, left + ((now - filledAt) / 1_000) * limit.perSecond);
      filledAt = now;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
    refill() {
      left = limit.burst;
    },
  };
}
