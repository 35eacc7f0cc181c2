/** So many ids are remembered for certain, and up to twice as many: 8 MB each time. */
export const REMEMBERED = 2 ** 19;

/** Places of the first table; the last one has twice as many as there are ids to remember. */
const FIRST_PLACES = 2 ** 12;

/**
 * Tells ids of calls that have come before, in a memory that does not grow with the history: of the last ones only,
 * since files that were joined, and pages that moved, have the same calls near each other. An id is kept as 64 bits of a
 * hash, so that of a million different ones hardly ever two are taken for one.
 */
export class CallIds {
  #table = new Table(FIRST_PLACES);
  #older: Table | undefined;

  /** Whether the oldest were forgotten. */
  get hasForgotten(): boolean {
    return this.#older !== undefined;
  }

  /** Remembers an id in bytes; false if it was here before. */
  isNew(bytes: Uint8Array, start: number, end: number): boolean {
    let one = 0x811c9dc5;
    let other = end - start;
    for (let at = start; at < end; at += 4) {
      const word = wordAt(bytes, at, end);
      one = Math.imul(one ^ word, 0x85ebca6b);
      one ^= one >>> 13;
      other = Math.imul(other ^ word, 0xc2b2ae35);
      other = (other << 15) | (other >>> 17);
    }
    one = Math.imul(one ^ (one >>> 16), 0xc2b2ae35);
    // Of a place without an id both are 0.
    one = one ^ (one >>> 15) || 1;
    if (this.#older?.has(one, other) === true || !this.#table.put(one, other)) return false;
    if (this.#table.count === REMEMBERED) {
      const emptied = this.#older?.emptied() ?? new Table(this.#table.places);
      this.#older = this.#table;
      this.#table = emptied;
    } else if (this.#table.count * 2 > this.#table.places) {
      this.#table = this.#table.grown();
    }
    return true;
  }
}

/** Pairs of numbers, each where the first of them says, or at the next place that is free. */
class Table {
  count = 0;
  readonly places: number;
  readonly #pairs: Int32Array;

  /** @param places a power of two */
  constructor(places: number) {
    this.places = places;
    this.#pairs = new Int32Array(2 * places);
  }

  has(one: number, other: number): boolean {
    return this.#pairs[this.#indexOf(one, other)] === one;
  }

  /** False if it is there already. */
  put(one: number, other: number): boolean {
    const index = this.#indexOf(one, other);
    if (this.#pairs[index] === one) return false;
    this.#pairs[index] = one;
    this.#pairs[index + 1] = other;
    this.count += 1;
    return true;
  }

  /** The same table without its pairs: what is let go of stays in memory for long. */
  emptied(): this {
    this.#pairs.fill(0);
    this.count = 0;
    return this;
  }

  /** A table of four times the size with the same pairs. */
  grown(): Table {
    const table = new Table(4 * this.places);
    for (let index = 0; index < this.#pairs.length; index += 2) {
      const one = this.#pairs[index] ?? 0;
      if (one !== 0) table.put(one, this.#pairs[index + 1] ?? 0);
    }
    return table;
  }

  /** Where the pair is, or would be. */
  #indexOf(one: number, other: number): number {
    const pairs = this.#pairs;
    const last = pairs.length - 2;
    let index = (2 * one) & last;
    while (pairs[index] !== 0 && (pairs[index] !== one || pairs[index + 1] !== other))
      index = (index + 2) & last;
    return index;
  }
}

/** Four bytes as one number, with zeros behind the end. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 3 < end) {
    return (
      (bytes[at] ?? 0) |
      ((bytes[at + 1] ?? 0) << 8) |
      ((bytes[at + 2] ?? 0) << 16) |
      ((bytes[at + 3] ?? 0) << 24)
    );
  }
  let word = 0;
  for (let place = 0; at + place < end; place += 1) word |= (bytes[at + place] ?? 0) << (8 * place);
  return word;
}
