import type { Clock } from "./clock";

/** One rate limit for all callers of the process: when one is told to wait, all of them do. */
export class Pacer {
  readonly #clock: Clock;
  #heldUntilMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when a request may be sent. */
  async turn(): Promise<void> {
    for (let left = this.#left(); left > 0; left = this.#left()) {
      await this.#clock.sleep(left);
    }
  }

  /** Lets nobody send for a while. */
  hold(durationMs: number): void {
    this.#heldUntilMs = Math.max(this.#heldUntilMs, this.#clock.now() + durationMs);
  }

  #left(): number {
    return this.#heldUntilMs - this.#clock.now();
  }
}
