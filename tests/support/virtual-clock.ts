import type { Clock } from "../../provider/api/clock";

/** A clock on which waiting takes no time: when nothing else is left to do, the next sleeper wakes. */
export class VirtualClock implements Clock {
  /** Whether something is under way that takes no time on this clock, such as a request. */
  isBusy = (): boolean => false;
  #nowMs: number;
  #sleepers: { wakeMs: number; wake: () => void }[] = [];
  #isTicking = false;

  constructor(nowMs = Date.parse("2026-02-03T09:00:00Z")) {
    this.#nowMs = nowMs;
  }

  now(): number {
    return this.#nowMs;
  }

  sleep(durationMs: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ wakeMs: this.#nowMs + durationMs, wake });
      this.#tick();
    });
  }

  #tick(): void {
    if (this.#isTicking) {
      return;
    }
    this.#isTicking = true;
    // After all promises and sockets that are ready have had their turn.
    setImmediate(() => {
      this.#isTicking = false;
      if (this.isBusy() && this.#sleepers.length > 0) {
        this.#tick();
        return;
      }
      this.#sleepers.sort((one, other) => one.wakeMs - other.wakeMs);
      const next = this.#sleepers.shift();
      if (next !== undefined) {
        this.#nowMs = Math.max(this.#nowMs, next.wakeMs);
        next.wake();
        this.#tick();
      }
    });
  }
}
