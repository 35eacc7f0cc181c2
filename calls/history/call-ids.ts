/** So many ids are remembered for certain, and up to twice as many: 4 MB each time. */
export const REMEMBERED = 2 ** 19;

/** A table is never more than half full, so that a place is found fast. */
const PLACES = 2 * REMEMBERED;

/**
 * Tells ids of calls that have come before, in a memory that does not grow with the history: of the last ones only,
 * since files that were joined, and pages that moved, have the same calls near each other. An id is kept as 52 bits of a
 * hash, 20 of them by its place: that among a million calls one is taken for another happens once in some 1,500 times.
 */
export class CallIds {
  #marks: Int32Array = new Int32Array(PLACES);
  #older: Int32Array | undefined;
  #count = 0;

  /** Whether the oldest were forgotten. */
  get hasForgotten(): boolean {
    return this.#older !== undefined;
  }

  /** Remembers an id in bytes; false if it was here before. */
  isNew(bytes: Uint8Array, start: number, end: number): boolean {
    let one = 0x1b873593;
    let other = end - start;
    for (let at = start; at < end; at += 4) {
      const word = wordAt(bytes, at, end);
      one = Math.imul(one ^ word, 0x2c1b3c6d);
      one ^= one >>> 13;
      other = Math.imul(other ^ word, 0x297a2d39);
      other = (other << 15) | (other >>> 17);
    }
    one = Math.imul(one ^ (one >>> 16), 0x297a2d39);
    const first = (one ^ (one >>> 15)) & (PLACES - 1);
    // A place without an id has 0.
    const mark = other || 1;
    if (this.#older !== undefined && this.#older[placeOf(this.#older, first, mark)] === mark) return false;
    const place = placeOf(this.#marks, first, mark);
    if (this.#marks[place] === mark) return false;
    this.#marks[place] = mark;
    this.#count += 1;
    if (this.#count === REMEMBERED) this.#forgetOldest();
    return true;
  }

  #forgetOldest(): void {
    // The same memory again: what is let go of stays for long.
    const emptied = this.#older?.fill(0) ?? new Int32Array(PLACES);
    this.#older = this.#marks;
    this.#marks = emptied;
    this.#count = 0;
  }
}

/** Where a mark is, or would be. */
function placeOf(marks: Int32Array, first: number, mark: number): number {
  let place = first;
  while (marks[place] !== 0 && marks[place] !== mark) place = (place + 1) & (PLACES - 1);
  return place;
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
