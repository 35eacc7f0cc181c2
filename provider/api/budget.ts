import type { Clock } from "./clock";
import { MAX_TOTAL_WAIT_MS } from "./retry";
import { patienceMs } from "./time-limit";

/**
 * The time that one request may take with all that belongs to it: its attempts, the waits between them, and the waits for
 * a token. It stands still while the request waits in our own queue, which is nobody's fault but ours.
 */
export class Budget {
  readonly #clock: Clock;
  #spentMs = 0;
  #runningSinceMs: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** From here on time counts. */
  run(): void {
    this.#runningSinceMs ??= this.#clock.now();
  }

  /** From here on it does not. */
  rest(): void {
    this.#spentMs = this.#spent();
    this.#runningSinceMs = undefined;
  }

  /** Takes a wait off, if there is enough left for it. Returns whether there was. */
  take(waitMs: number): boolean {
    const isEnough = this.allows(waitMs);
    this.#spentMs += isEnough ? waitMs : 0;
    return isEnough;
  }

  /** Gives back a time that did count, and was spent in our own queue for tokens. */
  give(queuedMs: number): void {
    this.#spentMs -= queuedMs;
  }

  /** Whether there is enough left for a wait: of what the user has given the operation, if that was said. */
  allows(waitMs: number): boolean {
    return waitMs <= patienceMs(this.#clock, MAX_TOTAL_WAIT_MS - this.#spent());
  }

  #spent(): number {
    const sinceMs = this.#runningSinceMs;
    return this.#spentMs + (sinceMs === undefined ? 0 : this.#clock.now() - sinceMs);
  }
}
