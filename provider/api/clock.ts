import { setTimeout as sleep } from "node:timers/promises";
import { SinchError } from "../errors";

/** The time, as a parameter: tests pass one that does not wait. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(durationMs: number): Promise<void>;
}

/** The real time. A sleep keeps the process alive, since somebody waits for what comes after it. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (durationMs) => sleep(durationMs),
};

/** The real time, on which every sleep ends with an error once the signal is given. */
export function cancellableClock(signal: AbortSignal): Clock {
  return {
    now: () => Date.now(),
    sleep: async (durationMs) => {
      await sleep(durationMs, undefined, { signal }).catch(() => {
        throw new SinchError("stopped while it was waiting for the API, because Pulumi was told to stop");
      });
    },
  };
}

/**
 * Milliseconds since 1970 of a timestamp of the API, which has no zone and up to nine digits of a second
 * (it means UTC, as docs/emulator.md says); `undefined` if it is none.
 */
export function parseTime(text: unknown): number | undefined {
  if (typeof text !== "string") {
    return undefined;
  }
  const [, dateTime, fraction = "", zone = "Z"] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(.*)$/.exec(text) ?? [];
  const parsed = dateTime
    ? Date.parse(`${dateTime}.${fraction.slice(0, 3).padEnd(3, "0")}${zone || "Z"}`)
    : NaN;
  return Number.isNaN(parsed) ? undefined : parsed;
}
