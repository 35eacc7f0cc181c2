/** So many records are remembered: the two of a forwarded call begin within a minute of each other. */
export const WINDOW = 16_384;

/** More than there are records, so that few have equal hashes. */
const HEADS = 32_768;

/** So many of the last characters tell names apart: ids begin alike. */
const HASHED = 8;

const NONE = -1;

/**
 * The last so many records by a name, with what is kept of each. A name is remembered for every second call, so it is a
 * ring with chains of places of equal hashes, as compressors have: nothing is ever deleted or moved.
 */
export class Recent<Kept> {
  /** How many have made room for others while something of theirs was still missing. */
  missed = 0;
  private readonly heads = new Int32Array(HEADS).fill(NONE);
  private readonly earlier: Int32Array;
  private readonly isMissing: Uint8Array;
  private readonly names: string[] = [];
  private readonly kept: (Kept | undefined)[] = [];
  private count = 0;

  constructor(private readonly window = WINDOW) {
    this.earlier = new Int32Array(window);
    this.isMissing = new Uint8Array(window);
  }

  /** Remembers a name, and whether something of it is missing. */
  put(name: string, kept: Kept | undefined, isMissing: boolean): void {
    const head = hashOf(name);
    const place = this.count % this.window;
    this.missed += this.isMissing[place] ?? 0;
    this.names[place] = name;
    this.kept[place] = kept;
    this.isMissing[place] = isMissing ? 1 : 0;
    this.earlier[place] = this.heads[head] ?? NONE;
    this.heads[head] = this.count++;
  }

  /** Where a name is remembered; -1 if it is not. */
  find(name: string): number {
    if (this.count === 0) return NONE;
    const oldest = this.count - this.window;
    // Places that were taken anew since are never reached: all from here on are younger than the oldest.
    for (let at = this.heads[hashOf(name)] ?? NONE; at >= oldest && at >= 0;) {
      const place = at % this.window;
      if (this.names[place] === name) return place;
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
    this.names[place] = "";
    this.kept[place] = undefined;
    this.isMissing[place] = 0;
  }
}

function hashOf(name: string): number {
  let hash = name.length;
  for (let at = Math.max(0, name.length - HASHED); at < name.length; at++) {
    hash = (Math.imul(hash, 31) + name.charCodeAt(at)) | 0;
  }
  return (hash ^ (hash >>> 15)) & (HEADS - 1);
}
