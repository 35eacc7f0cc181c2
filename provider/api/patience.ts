import { ApiError, AuthError, ConnectionError, outcomeOf } from "../errors";
import { statusRule } from "../outcomes";
import { attemptOf } from "./answers";
import type { Budget } from "./budget";
import type { Clock } from "./clock";
import type { Pacer } from "./pacing";
import { MAX_ATTEMPTS, MAX_TOTAL_WAIT_MS, retryDelay } from "./retry";
import { askedWaitMs } from "./retry-after";
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
  readonly budget: Budget;
}

/** One attempt among those of a request. */
interface Turned {
  readonly pacer: Pacer;
  readonly budget?: Budget;
  /** From 1. */
  readonly attempt: number;
  /** How the one before failed. */
  readonly last?: Failure | undefined;
  /** When the request came into the queue for the first time. @default now */
  readonly sinceMs?: number;
}

/** What one attempt led to: a good answer, or a failure and the wait before another attempt. */
export type Tried =
  | { readonly answer: HttpAnswer; readonly failure?: undefined }
  | { readonly failure: Failure; readonly delayMs: number };

/** How an attempt can fail. */
export type Failure = ApiError | ConnectionError;

/** Whether another attempt may follow, as far as the failure goes; the budget says whether there is time for it. */
export function isWorthAnother(failure: Failure, repeatable: boolean, attempt: number): boolean {
  const outcome = outcomeOf(failure);
  if (outcome === "refused" || (outcome !== "undone" && !repeatable)) {
    return false;
  }
  return attempt < MAX_ATTEMPTS || isWaitedOut(failure);
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
    const { clock } = this.#waiting;
    const { pacer, budget, repeatable } = pace;
    const beganMs = clock.now();
    let last: Failure | undefined;
    for (let attempt = 1; ; attempt++) {
      const tried = await this.once(label, { pacer, budget, attempt, last, sinceMs: beganMs }, once);
      if (tried.failure === undefined) {
        return tried.answer;
      }
      const { failure, delayMs } = tried;
      last = failure;
      if (!isWorthAnother(failure, repeatable, attempt) || !budget.take(delayMs)) {
        throw failure;
      }
      this.tell(failure, delayMs);
      if (!isLimited(failure)) {
        await clock.sleep(delayMs);
      }
    }
  }

  /** One attempt, in its turn. @throws where the API lets nothing pass, so that there is none */
  async once(
    label: string,
    { pacer, budget, attempt, last, sinceMs }: Turned,
    send: () => Promise<HttpAnswer>,
  ): Promise<Tried> {
    const turn = await pacer.turn(sinceMs);
    if (turn === undefined) {
      throw last ?? new ConnectionError(label, NOT_SENT, "refused", LIMIT_ADVICE);
    }
    budget?.run();
    const { answer, failure } = await attemptOf(label, send)
      .catch((error: unknown) => {
        turn.lost();
        throw error;
      })
      .finally(() => budget?.rest());
    if (failure === undefined) {
      turn.passed();
      return { answer };
    }
    const askedMs = answer ? askedWaitMs(answer, this.#waiting.clock.now()) : 0;
    const delayMs = retryDelay({
      attempt: Math.min(attempt, MAX_ATTEMPTS),
      askedMs,
      dice: this.#waiting.dice(),
    });
    if (isLimited(failure)) {
      turn.limited(delayMs);
    } else if (answer) {
      turn.passed();
    } else {
      turn.lost();
    }
    return { failure: askedMs > MAX_TOTAL_WAIT_MS ? asking(failure, askedMs) : failure, delayMs };
  }

  /** Tells of a wait that is longer than people bear in silence. */
  tell(failure: Failure, delayMs: number): void {
    const nowMs = this.#waiting.clock.now();
    if (delayMs >= SILENT_WAIT_MS && nowMs + delayMs > this.#toldUntilMs + SILENT_WAIT_MS) {
      this.#toldUntilMs = nowMs + delayMs;
      this.#waiting.say(`waiting ${Math.round(delayMs / 1000)} s after ${failureWords(failure)}`);
    }
  }
}

const LIMIT_ADVICE = "The API is limiting requests: run the command again later, or with a lower --parallel.";
const NOT_SENT = `it was not sent, since all that were sent for ${MAX_TOTAL_WAIT_MS / 1000} s were answered with status 429`;

/** Whether a failure is the rate limit, which holds back every request. */
export function isLimited(failure: Failure): boolean {
  return failure instanceof ApiError && failure.status === 429;
}

function isWaitedOut(failure: Failure): boolean {
  return failure instanceof ApiError && statusRule(failure.status, failure.detail.code)?.isWaitedOut === true;
}

/** A failure that asks for a longer wait than any request has, with that in its text. */
function asking(failure: Failure, askedMs: number): Failure {
  if (!(failure instanceof ApiError) || failure instanceof AuthError) {
    return failure;
  }
  const { request, status, detail } = failure;
  const text = `${detail.text} (it asks to wait ${Math.ceil(askedMs / 1000)} s)`;
  return new ApiError(request, status, { ...detail, text });
}

function failureWords(failure: Failure): string {
  return failure instanceof ApiError
    ? `status ${failure.status} of ${failure.request}`
    : `no answer to ${failure.request}`;
}
