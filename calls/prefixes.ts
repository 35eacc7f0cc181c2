/** Places in a table for each node: one for each next digit, and one for what begins there. */
const WIDTH = 11;
const ITEMS = 10;

const FIRST_NODES = 64;
const ZERO = 0x30;

/**
 * What is looked up by the first digits of a number, as a tree in one table: each call of a history asks it, and objects
 * would be all over the memory.
 */
export class Prefixes<Item> {
  private table = new Int32Array(FIRST_NODES * WIDTH);
  private nodes = 1;
  /** Those of a node; the first place stands for none. */
  private readonly items: (readonly Item[])[] = [[]];

  get isEmpty(): boolean {
    return this.items.length === 1;
  }

  /** Adds an item below digits. */
  add(digits: string, item: Item): void {
    let node = 0;
    for (let at = 0; at < digits.length; at++) {
      const place = node * WIDTH + digits.charCodeAt(at) - ZERO;
      node = this.table[place] || this.grow(place);
    }
    const place = node * WIDTH + ITEMS;
    const index = this.table[place] || this.items.push([]) - 1;
    this.table[place] = index;
    this.items[index] = [...(this.items[index] ?? []), item];
  }

  /** The first item with which a number begins and of which something is true, the fewest digits first. */
  first(digits: string, isRight: (item: Item) => boolean): Item | undefined {
    const { table } = this;
    for (let node = 0, at = 0; ; at++) {
      const index = table[node * WIDTH + ITEMS] ?? 0;
      if (index !== 0) {
        for (const item of this.items[index] ?? []) if (isRight(item)) return item;
      }
      if (at === digits.length) return undefined;
      node = table[node * WIDTH + digits.charCodeAt(at) - ZERO] ?? 0;
      if (node === 0) return undefined;
    }
  }

  private grow(place: number): number {
    const node = this.nodes++;
    if (this.nodes * WIDTH > this.table.length) {
      const longer = new Int32Array(2 * this.table.length);
      longer.set(this.table);
      this.table = longer;
    }
    this.table[place] = node;
    return node;
  }
}
