/** So many records are remembered: the two of a forwarded call begin within a minute of each other. */
export const WINDOW = 16_384;

/** More than there are records, so that few are in one chain. */
const HEADS = 32_768;

const NONE = -1;

/**
 * The last so many records by a name, with what is kept of each. A name is remembered for every second call, so it is a
 * ring with chains, as compressors have: nothing is ever deleted or moved, and no text is kept. A name is 53 bits of a hash:
 * of a million, one is taken for another with a probability of one in half a million.
 */
export class Recent<Kept> {
  /** How many have made room for others while something of theirs was still missing. */
  missed = 0;
  private readonly heads = new Int32Array(HEADS).fill(NONE);
  private readonly earlier: Int32Array;
  private readonly isMissing: Uint8Array;
  private readonly names: Float64Array;
  private readonly kept: (Kept | undefined)[];
  private count = 0;

  constructor(private readonly window = WINDOW) {
    this.earlier = new Int32Array(window);
    this.isMissing = new Uint8Array(window);
    this.names = new Float64Array(window);
    this.kept = new Array<Kept | undefined>(window).fill(undefined);
  }

  /** Remembers a name, and whether something of it is missing. */
  put(name: string, kept: Kept | undefined, isMissing: boolean): void {
    const key = keyOf(name);
    const head = key % HEADS;
    const place = this.count % this.window;
    this.missed += this.isMissing[place] ?? 0;
    this.names[place] = key;
    if (this.kept[place] !== kept) this.kept[place] = kept;
    this.isMissing[place] = isMissing ? 1 : 0;
    this.earlier[place] = this.heads[head] ?? NONE;
    this.heads[head] = this.count++;
  }

  /** Where a name is remembered; -1 if it is not. */
  find(name: string): number {
    if (this.count === 0) return NONE;
    const key = keyOf(name);
    const oldest = this.count - this.window;
    // Places that were taken anew since are never reached: all from here on are younger than the oldest.
    for (let at = this.heads[key % HEADS] ?? NONE; at >= oldest && at >= 0;) {
      const place = at % this.window;
      if (this.names[place] === key) return place;
      at = this.earlier[place] ?? NONE;
    }
    return NONE;
  }

  /** What is kept of the record at a place. */
  at(place: number): Kept | undefined {
    return this.kept[place];
  }

  /** What was missing of the record at a place has come. */
  complete(place: number): void {
    this.isMissing[place] = 0;
  }

  /** Forgets the record at a place. */
  forget(place: number): void {
    this.names[place] = NONE;
    this.kept[place] = undefined;
    this.isMissing[place] = 0;
  }
}

/** A whole number of 53 bits for a text. */
function keyOf(name: string): number {
  let one = 0x811c9dc5;
  let other = name.length;
  for (let at = 0; at < name.length; at++) {
    const code = name.charCodeAt(at);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other, 0x5bd1e995) + code;
  }
  one ^= one >>> 15;
  return ((other ^ (other >>> 13)) & 0x1fffff) * 2 ** 32 + (one >>> 0);
}
