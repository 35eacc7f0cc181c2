/** How many seconds of a trunk are remembered: records are about in the order of time, and not quite. */
const REMEMBERED = 4;

/**
 * How many calls of each trunk have started in a second. A trunk's last few seconds are remembered, and between which
 * seconds the forgotten ones lie: a call of such a second cannot be told how many there were before it.
 */
export class Starts {
  private seconds = new Float64Array(0);
  private counts = new Int32Array(0);
  private earliest = new Float64Array(0);
  private latest = new Float64Array(0);
  private next = new Uint8Array(0);

  /** Counts a call; returns how many of the trunk's calls have started in its second before, where that is known. */
  count(trunk: number, timeMs: number): number | undefined {
    if (trunk >= this.next.length) this.grow(Math.max(64, 2 * trunk));
    const second = Math.floor(timeMs / 1000);
    const first = trunk * REMEMBERED;
    for (let place = first; place < first + REMEMBERED; place++) {
      if (this.seconds[place] === second) {
        const before = this.counts[place] ?? 0;
        this.counts[place] = before + 1;
        return before;
      }
    }
    if (second >= (this.earliest[trunk] ?? 0) && second <= (this.latest[trunk] ?? 0)) return undefined;
    this.remember(trunk, first + (this.next[trunk] ?? 0), second);
    return 0;
  }

  /** Begins a second in the place of the one that was begun longest ago. */
  private remember(trunk: number, place: number, second: number): void {
    const forgotten = this.seconds[place] ?? NaN;
    if (!Number.isNaN(forgotten)) {
      this.earliest[trunk] = Math.min(this.earliest[trunk] ?? forgotten, forgotten);
      this.latest[trunk] = Math.max(this.latest[trunk] ?? forgotten, forgotten);
    }
    this.seconds[place] = second;
    this.counts[place] = 1;
    this.next[trunk] = ((this.next[trunk] ?? 0) + 1) % REMEMBERED;
  }

  private grow(trunks: number): void {
    this.seconds = longer(this.seconds, new Float64Array(trunks * REMEMBERED).fill(NaN));
    this.counts = longer(this.counts, new Int32Array(trunks * REMEMBERED));
    this.earliest = longer(this.earliest, new Float64Array(trunks).fill(Infinity));
    this.latest = longer(this.latest, new Float64Array(trunks).fill(-Infinity));
    this.next = longer(this.next, new Uint8Array(trunks));
  }
}

function longer<Numbers extends { set(from: Numbers): void }>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
