/** So many ids are remembered for certain, and up to twice as many: 8 MB each time. */
export const REMEMBERED = 2 ** 19;

/** Places of the first table; it grows to twice as many as there are ids to remember. */
const FIRST_PLACES = 2 ** 12;

/**
 * Tells ids of calls that have come before, in a memory that does not grow with the history: of the last ones only,
 * since files that were joined, and pages that moved, have the same calls near each other. An id is kept as 53 bits of a
 * hash: of a million, two are taken for one with a probability of one in 18,000.
 */
export class CallIds {
  #table = new Float64Array(FIRST_PLACES);
  #older: Float64Array | undefined;
  #count = 0;

  /** Whether the oldest were forgotten. */
  get hasForgotten(): boolean {
    return this.#older !== undefined;
  }

  /** Remembers an id in bytes; false if it was here before. */
  isNew(bytes: Uint8Array, start: number, end: number): boolean {
    let one = 0x811c9dc5;
    let other = end - start;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      one = Math.imul(one ^ byte, 0x01000193);
      other = Math.imul(other, 0x5bd1e995) + byte;
    }
    one ^= one >>> 15;
    const key = ((other ^ (other >>> 13)) & 0x1fffff) * 2 ** 32 + (one >>> 0) || 1;
    if (this.#older !== undefined && has(this.#older, key)) return false;
    if (!put(this.#table, key)) return false;
    this.#count += 1;
    if (this.#count === REMEMBERED) {
      this.#older = this.#table;
      this.#table = new Float64Array(FIRST_PLACES);
      this.#count = 0;
    } else if (this.#count * 2 > this.#table.length) {
      const small = this.#table;
      this.#table = new Float64Array(small.length * 2);
      for (const one of small) if (one !== 0) put(this.#table, one);
    }
    return true;
  }
}

function placeOf(table: Float64Array, key: number): number {
  const last = table.length - 1;
  let place = (key | 0) & last;
  while (table[place] !== 0 && table[place] !== key) place = (place + 1) & last;
  return place;
}

function has(table: Float64Array, key: number): boolean {
  return table[placeOf(table, key)] === key;
}

/** False if it is there already. */
function put(table: Float64Array, key: number): boolean {
  const place = placeOf(table, key);
  if (table[place] === key) return false;
  table[place] = key;
  return true;
}
