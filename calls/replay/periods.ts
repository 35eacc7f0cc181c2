const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

/** Widths in seconds, each a multiple of the one before. */
const WIDTHS_S = [
  MINUTE_S,
  10 * MINUTE_S,
  HOUR_S,
  6 * HOUR_S,
  DAY_S,
  7 * DAY_S,
  28 * DAY_S,
  364 * DAY_S,
] as const;

/** As many bars are still told apart on a telephone. */
const MOST = 100;

/** Calls of a period of time. */
export interface Period {
  /** As ISO 8601 text, UTC. */
  readonly start: string;
  readonly calls: number;
  readonly changed: number;
}

interface Sums {
  calls: number;
  changed: number;
}

/** Calls over time: in as short periods as give no more than a chart has room for. */
export class Periods {
  private width = 0;
  private sums = new Map<number, Sums>();
  private lastIndex = NaN;
  private last: Sums = { calls: 0, changed: 0 };

  /** Counts a call, or takes one back. */
  count(timeMs: number, isChanged: boolean, times: 1 | -1): void {
    const index = Math.floor(timeMs / 1000 / this.seconds);
    if (index !== this.lastIndex) this.go(index);
    this.last.calls += times;
    if (isChanged) this.last.changed += times;
  }

  /** How long each is. */
  get seconds(): number {
    return WIDTHS_S[this.width] ?? DAY_S;
  }

  /** All of them, also those without a call in between, as long as a chart has room for them. */
  list(): Period[] {
    const indexes = [...this.sums.keys()].sort((one, other) => one - other);
    const [first = 0, last = -1] = [indexes[0], indexes.at(-1)];
    const all =
      last - first < MOST ? Array.from({ length: last - first + 1 }, (_, index) => first + index) : indexes;
    return all.map((index) => ({
      start: new Date(index * this.seconds * 1000).toISOString(),
      ...(this.sums.get(index) ?? { calls: 0, changed: 0 }),
    }));
  }

  private go(index: number): void {
    this.lastIndex = index;
    const known = this.sums.get(index);
    this.last = known ?? { calls: 0, changed: 0 };
    if (known) return;
    this.sums.set(index, this.last);
    while (this.isTooWide() && this.width < WIDTHS_S.length - 1) this.widen();
  }

  private isTooWide(): boolean {
    if (this.sums.size > MOST) return true;
    let [first, last] = [Infinity, -Infinity];
    for (const index of this.sums.keys()) {
      if (index < first) first = index;
      if (index > last) last = index;
    }
    return last - first >= MOST;
  }

  private widen(): void {
    const before = this.seconds;
    this.width++;
    const wide = new Map<number, Sums>();
    for (const [index, { calls, changed }] of this.sums) {
      const place = Math.floor((index * before) / this.seconds);
      const sums = wide.get(place) ?? { calls: 0, changed: 0 };
      sums.calls += calls;
      sums.changed += changed;
      wide.set(place, sums);
    }
    const at = Math.floor((this.lastIndex * before) / this.seconds);
    this.sums = wide;
    this.lastIndex = at;
    this.last = wide.get(at) ?? this.last;
  }
}
