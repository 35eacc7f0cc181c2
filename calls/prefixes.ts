import type { Regions } from "../provider/regions";
import type { StackResource } from "../stack/resource";

/** A rule with digits, and with a country where that must be right, too. */
export interface DigitRule {
  readonly resource: StackResource;
  readonly country?: string;
}

/** Places in the table for each node: one for each next digit, and one for the rules whose digits end there. */
const WIDTH = 11;
const RULES = 10;

const FIRST_NODES = 64;
const ZERO = 0x30;

/**
 * Rules by the first digits of a number, as a tree in one table: each call of a history is looked up in it, and objects
 * would lie all over the memory.
 */
export class Prefixes {
  private table = new Int32Array(FIRST_NODES * WIDTH);
  private nodes = 1;
  /** Those of a node; the first place stands for none. */
  private readonly rules: (readonly DigitRule[])[] = [[]];

  get isEmpty(): boolean {
    return this.rules.length === 1;
  }

  /** Adds a rule for numbers that begin with digits. What is more than digits is at the start of no number. */
  add(digits: string, rule: DigitRule): void {
    if (!/^\d*$/.test(digits)) return;
    let node = 0;
    for (let at = 0; at < digits.length; at++) {
      const place = node * WIDTH + digits.charCodeAt(at) - ZERO;
      node = this.table[place] || this.grow(place);
    }
    const place = node * WIDTH + RULES;
    const index = this.table[place] || this.rules.push([]) - 1;
    this.table[place] = index;
    this.rules[index] = [...(this.rules[index] ?? []), rule];
  }

  /**
   * The first rule whose digits a number begins with.
   *
   * @param country the number's; a rule with another does not match
   * @param regions countries that are taken for the number's, too
   */
  first(digits: string, country: string | undefined, regions?: Regions): StackResource | undefined {
    const { table } = this;
    for (let node = 0, at = 0; ; at++) {
      const index = table[node * WIDTH + RULES] ?? 0;
      if (index !== 0) {
        for (const { country: of, resource } of this.rules[index] ?? []) {
          if (of === undefined || of === country || regions?.has(of) === true) return resource;
        }
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
