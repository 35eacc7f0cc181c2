/** A name and how often it came. */
export interface Counted {
  readonly name: string;
  readonly calls: number;
  /** By how much the count may be too high; 0 where it is exact. */
  readonly atMostTooMany: number;
}

/**
 * The most frequent of any number of names, in bounded memory: the Space-Saving algorithm of Metwally, Agrawal and
 * El Abbadi (2005). No count is too low, none is too high by more than all counts by the number of places, and where
 * there were no more names than places all are exact.
 */
export class Top {
  private readonly slots = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly counts: Float64Array;
  private readonly tooMany: Float64Array;
  /** Slots as a heap: the one with the smallest count first. */
  private readonly heap: Int32Array;
  private readonly places: Int32Array;

  constructor(private readonly capacity: number) {
    this.counts = new Float64Array(capacity);
    this.tooMany = new Float64Array(capacity);
    this.heap = new Int32Array(capacity);
    this.places = new Int32Array(capacity);
  }

  /** Counts a name once more. */
  add(name: string): void {
    const slot = this.slots.get(name) ?? this.takeSlot(name);
    this.counts[slot] = (this.counts[slot] ?? 0) + 1;
    this.sink(this.places[slot] ?? 0);
  }

  /** Takes back one that was counted; nothing happens where its name had to make room for another. */
  remove(name: string): void {
    const slot = this.slots.get(name);
    if (slot === undefined) return;
    this.counts[slot] = (this.counts[slot] ?? 0) - 1;
    this.rise(this.places[slot] ?? 0);
  }

  /** The most frequent ones, the first of them first; equals in the order of their names. */
  list(most: number): Counted[] {
    return this.names
      .map((name, slot) => ({
        name,
        calls: this.counts[slot] ?? 0,
        atMostTooMany: this.tooMany[slot] ?? 0,
      }))
      .filter(({ calls }) => calls > 0)
      .sort((one, other) => other.calls - one.calls || (one.name < other.name ? -1 : 1))
      .slice(0, most);
  }

  /** A slot for a new name: a free one, else that of the rarest name, whose count it takes over. */
  private takeSlot(name: string): number {
    if (this.names.length < this.capacity) {
      const slot = this.names.push(name) - 1;
      this.slots.set(name, slot);
      this.put(slot, slot);
      this.rise(slot);
      return slot;
    }
    const slot = this.heap[0] ?? 0;
    this.slots.delete(this.names[slot] ?? "");
    this.slots.set(name, slot);
    this.names[slot] = name;
    this.tooMany[slot] = this.counts[slot] ?? 0;
    return slot;
  }

  private put(slot: number, place: number): void {
    this.heap[place] = slot;
    this.places[slot] = place;
  }

  private countAt(place: number): number {
    return this.counts[this.heap[place] ?? 0] ?? 0;
  }

  private swap(one: number, other: number): void {
    const slot = this.heap[one] ?? 0;
    this.put(this.heap[other] ?? 0, one);
    this.put(slot, other);
  }

  private rise(from: number): void {
    for (let place = from; place > 0;) {
      const above = (place - 1) >> 1;
      if (this.countAt(above) <= this.countAt(place)) return;
      this.swap(place, above);
      place = above;
    }
  }

  private sink(from: number): void {
    const size = this.names.length;
    for (let place = from; ;) {
      const left = 2 * place + 1;
      if (left >= size) return;
      const right = left + 1;
      const least = right < size && this.countAt(right) < this.countAt(left) ? right : left;
      if (this.countAt(place) <= this.countAt(least)) return;
      this.swap(place, least);
      place = least;
    }
  }
}
