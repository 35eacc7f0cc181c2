import { randomInt } from "node:crypto";

/** What time it is, in milliseconds since 1970; tests give one that stands still. */
export interface Clock {
  now(): number;
}

/** The machine's clock. */
export const SYSTEM_CLOCK: Clock = { now: () => Date.now() };

/** The present time as the API's write answers carry it: nanoseconds and no zone. */
export function timestamp(clock: Clock): string {
  const nanoseconds = String(randomInt(1_000_000)).padStart(6, "0");
  return new Date(clock.now()).toISOString().slice(0, -1) + nanoseconds;
}

/** The same time as reads carry it: whole seconds. */
export function wholeSeconds(time: string): string {
  return time.slice(0, "2026-02-03T09:15:27".length);
}
