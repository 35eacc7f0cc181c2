import { ApiError, outcomeOf, type ConnectionError } from "../errors";
import { attemptOf, headerText } from "./answers";
import type { Clock } from "./clock";
import type { Pacer } from "./pacing";
import { MAX_ATTEMPTS, MAX_TOTAL_WAIT_MS, isPassing, retryDelay } from "./retry";
import { patienceMs } from "./time-limit";
import type { HttpAnswer } from "./transport";

/** A wait that is longer is told to the user. */
export const SILENT_WAIT_MS = 5_000;

/** What waiting needs from the world. */
export interface Waiting {
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly dice: () => number;
  /** Tells the user something, one line. */
  readonly say: (line: string) => void;
}

/** How a request may be sent again. */
export interface Pace {
  /** Whether sending it twice leads to the same result. */
  readonly repeatable: boolean;
  readonly pacer: Pacer;
}

/** An attempt that failed, and what led to it. */
export interface FailedAttempt {
  readonly failure: ApiError | ConnectionError;
  readonly repeatable: boolean;
  /** How often it was sent so far, from 1. */
  readonly attempt: number;
  /** Since the first attempt. */
  readonly passedMs: number;
  /** The wait before the next attempt, if there is one. */
  readonly delayMs: number;
  /** How long all waits of the request may take together. @default what no user has changed */
  readonly maxWaitMs?: number;
}

/** Whether another attempt is due: never beyond the patience, and for a rate limit as often as that lasts. */
export function isAnotherDue({
  failure,
  repeatable,
  attempt,
  passedMs,
  delayMs,
  maxWaitMs = MAX_TOTAL_WAIT_MS,
}: FailedAttempt): boolean {
  if (passedMs + delayMs > maxWaitMs) {
    return false;
  }
  return isLimited(failure) || (attempt < MAX_ATTEMPTS && mayRepeat(failure, repeatable));
}

/** Sends requests until there is a good answer, or none to hope for. */
export class Patience {
  readonly #waiting: Waiting;
  /** The end of the wait that the user knows of: others that end about then are not worth a line each. */
  #toldUntilMs = 0;

  constructor(waiting: Waiting) {
    this.#waiting = waiting;
  }

  /** @throws the last failure, or what kept the request from being sent */
  async send(label: string, pace: Pace, once: () => Promise<HttpAnswer>): Promise<HttpAnswer> {
    const { clock, dice } = this.#waiting;
    const beganMs = clock.now();
    const maxWaitMs = patienceMs(clock, MAX_TOTAL_WAIT_MS);
    for (let attempt = 1; ; attempt++) {
      const turn = await pace.pacer.turn();
      const { answer, failure } = await attemptOf(label, once).catch((error: unknown) => {
        turn.lost();
        throw error;
      });
      if (failure === undefined) {
        turn.passed();
        return answer;
      }
      const nowMs = clock.now();
      const retryAfter = headerText(answer?.headers["retry-after"]);
      const delayMs = retryDelay({
        attempt: Math.min(attempt, MAX_ATTEMPTS),
        retryAfter,
        nowMs,
        dice: dice(),
      });
      if (isLimited(failure)) {
        turn.limited(delayMs);
      } else if (answer) {
        turn.passed();
      } else {
        turn.lost();
      }
      const passedMs = nowMs - beganMs;
      const { repeatable } = pace;
      if (!isAnotherDue({ failure, repeatable, attempt, passedMs, delayMs, maxWaitMs })) {
        throw failure;
      }
      this.#tell(failure, nowMs, delayMs);
      if (!isLimited(failure)) {
        await clock.sleep(delayMs);
      }
    }
  }

  #tell(failure: ApiError | ConnectionError, nowMs: number, delayMs: number): void {
    if (delayMs >= SILENT_WAIT_MS && nowMs + delayMs > this.#toldUntilMs + SILENT_WAIT_MS) {
      this.#toldUntilMs = nowMs + delayMs;
      this.#waiting.say(`waiting ${Math.round(delayMs / 1000)} s after ${failureWords(failure)}`);
    }
  }
}

function isLimited(failure: ApiError | ConnectionError): boolean {
  return failure instanceof ApiError && failure.status === 429;
}

function mayRepeat(failure: ApiError | ConnectionError, repeatable: boolean): boolean {
  const outcome = outcomeOf(failure);
  if (outcome === "unsent") {
    return true;
  }
  return repeatable && (failure instanceof ApiError ? isPassing(failure.status) : outcome !== "refused");
}

function failureWords(failure: ApiError | ConnectionError): string {
  return failure instanceof ApiError
    ? `status ${failure.status} of ${failure.request}`
    : `no answer to ${failure.request}`;
}
