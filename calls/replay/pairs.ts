/** So many groups are remembered: the two records of a forwarded call begin within a minute of each other. */
export const WINDOW = 16_384;

/** The record of a group that came first, and what was counted for it. */
export interface Seen<Counted> {
  readonly isInbound: boolean;
  readonly counted: Counted;
  /** Whether another record of its group should come, and has not. */
  isAlone: boolean;
}

/** Records of one group, found where at most so many other groups lie between them. */
export class Pairs<Counted> {
  /** How many groups have made room for others while a record was still missing. */
  alone = 0;
  private readonly seen = new Map<string, Seen<Counted>>();
  /** A ring: of a Map alone, the first key is found by passing all that were deleted. */
  private readonly groups: string[] = [];
  private oldest = 0;

  constructor(private readonly window = WINDOW) {}

  /** What came first of a group, if it is remembered. */
  of(group: string): Seen<Counted> | undefined {
    return this.seen.get(group);
  }

  /** Remembers the first record of a group. */
  put(group: string, first: Seen<Counted>): void {
    if (this.groups.length < this.window) this.groups.push(group);
    else {
      const forgotten = this.groups[this.oldest] ?? "";
      if (this.seen.get(forgotten)?.isAlone === true) this.alone++;
      this.seen.delete(forgotten);
      this.groups[this.oldest] = group;
      this.oldest = (this.oldest + 1) % this.window;
    }
    this.seen.set(group, first);
  }

  /** Puts another record in the place of the first one: an inbound call in that of its leg. */
  replace(group: string, other: Seen<Counted>): void {
    this.seen.set(group, other);
  }
}
