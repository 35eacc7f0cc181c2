import type { Clock } from "./clock";
import { MAX_TOTAL_WAIT_MS } from "./retry";

/** Leave to send one request; exactly one of its ends must be called. */
export interface Turn {
  /** An answer came, whatever it says, other than 429. */
  passed(): void;
  /** The answer was 429: nobody sends for that long. */
  limited(holdMs: number): void;
  /** No answer came: nothing is learned from it. */
  lost(): void;
}

/** After an estimate the pace begins a little under it, */
const CAUTION = 0.98;
/** and grows by this share a second, to find out whether the API allows more. */
const GROWTH_PER_S = 0.002;
/** Once nothing was limited for so long, the pace grows faster by the second. */
const QUIET_S = 30;
/** Requests that an estimate of the rate must rest on. */
const MIN_SAMPLE = 5;
/** While the rate is not known yet, so many requests must pass before twice as many are sent at once. */
const WIDEN_AFTER = 16;
/** Never are more requests under way at once: far above `--parallel`. */
export const MAX_UNDER_WAY = 128;
/** So many are at first, */
const FIRST_WIDTH = 8;
/** and one more after so many have passed: whoever begins with all at once has as many refused at a limit. */
const PASSES_TO_WIDEN = 6;

/** So often whoever waits for a rate that was agreed on asks whether it is another one by now. */
const LOOK_AGAIN_MS = 1_000;

/** A rate that was agreed on, for several pacers together. */
export class Ceiling {
  readonly #clock: Clock;
  readonly #rate: () => number;
  #lastMs = -Infinity;

  /** @param rate requests a second, asked for anew each time */
  constructor(clock: Clock, rate: () => number) {
    this.#clock = clock;
    this.#rate = rate;
  }

  /** How long it is until the next may be sent. */
  get leftMs(): number {
    return this.#lastMs + 1000 / this.#rate() - this.#clock.now();
  }

  take(): void {
    this.#lastMs = this.#clock.now();
  }
}

/**
 * One rate limit for all callers of the process, learned from the API's own 429s: after the first, requests go one
 * by one until the next; what passed between two of them is the rate that the API allows, and the pace from then
 * on. So a limit costs a handful of refused requests, however many callers there are.
 */
export class Pacer {
  readonly #clock: Clock;
  /** Requests a second; infinite until a limit was met twice. */
  #rate = Infinity;
  /** How many may be under way at once. */
  #width = FIRST_WIDTH;
  #underWay = 0;
  #nextMs = 0;
  /** When a request passed last, or the first 429 came. */
  #movedMs = 0;
  #isStuck = false;
  #paceSinceMs = 0;
  #limitedMs: number | undefined;
  #passedSince = 0;
  #waiting: (() => void)[] = [];
  readonly #ceiling: Ceiling | undefined;

  constructor(clock: Clock, ceiling?: Ceiling) {
    this.#clock = clock;
    this.#ceiling = ceiling;
  }

  /**
   * Resolves when a request may be sent; to nothing once all that were sent since the given time, or since one passed,
   * were refused with 429 for as long as that is borne.
   */
  async turn(sinceMs: number = this.#clock.now()): Promise<Turn | undefined> {
    for (;;) {
      if (this.#isStuck && this.#clock.now() - Math.max(this.#movedMs, sinceMs) > MAX_TOTAL_WAIT_MS) {
        return undefined;
      }
      const ceilingMs = Math.min(this.#ceiling?.leftMs ?? 0, LOOK_AGAIN_MS);
      const leftMs = Math.max(this.#nextMs - this.#clock.now(), ceilingMs);
      if (leftMs > 0) {
        await this.#clock.sleep(leftMs);
      } else if (this.#underWay >= Math.min(this.#width, MAX_UNDER_WAY)) {
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      } else {
        break;
      }
    }
    const startedMs = this.#clock.now();
    this.#underWay++;
    this.#ceiling?.take();
    this.#nextMs = Math.max(this.#nextMs, startedMs) + 1000 / this.#paceAt(startedMs);
    return {
      passed: () => {
        this.#passedSince++;
        this.#isStuck = false;
        this.#widen();
        this.#end();
      },
      limited: (holdMs) => {
        this.#movedMs = this.#isStuck ? this.#movedMs : this.#clock.now();
        this.#isStuck = true;
        this.#learn(startedMs);
        this.#nextMs = Math.max(this.#nextMs, this.#clock.now() + holdMs);
        this.#end();
      },
      lost: () => {
        this.#end();
      },
    };
  }

  #paceAt(nowMs: number): number {
    if (this.#rate === Infinity) {
      return Infinity;
    }
    const passedS = (nowMs - this.#paceSinceMs) / 1000;
    const quietS = Math.max(0, passedS - QUIET_S);
    return this.#rate * (1 + GROWTH_PER_S * (passedS + quietS ** 2));
  }

  #learn(startedMs: number): void {
    if (this.#limitedMs !== undefined && startedMs <= this.#limitedMs) {
      return; // sent before the others learned of the limit: the same event
    }
    const nowMs = this.#clock.now();
    const betweenS = this.#limitedMs === undefined ? 0 : (nowMs - this.#limitedMs) / 1000;
    if (this.#passedSince >= MIN_SAMPLE && betweenS > 0) {
      this.#rate = (this.#passedSince / betweenS) * CAUTION;
      this.#width = Infinity;
    } else {
      this.#rate = this.#rate / 2;
      this.#width = 1;
    }
    this.#paceSinceMs = nowMs;
    this.#limitedMs = nowMs;
    this.#passedSince = 0;
  }

  #widen(): void {
    if (this.#limitedMs === undefined) {
      this.#width += 1 / PASSES_TO_WIDEN;
    } else if (this.#width !== Infinity && this.#passedSince >= WIDEN_AFTER * this.#width) {
      this.#width *= 2;
    }
  }

  #end(): void {
    this.#underWay--;
    const woken = this.#waiting;
    this.#waiting = [];
    for (const wake of woken) {
      wake();
    }
  }
}
