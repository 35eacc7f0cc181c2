import type { Part, Parts, Sums } from "./report";

/** So many names are told apart; what comes after them is summed together. */
const MOST_NAMES = 10_000;

/** How what has no place of its own is called. */
const OTHERS = "others";

/** What a call took, as far as its record tells. */
export interface Spent {
  readonly seconds?: number;
  readonly cost?: number;
  readonly currency?: string;
}

/** Sums that grow. */
export class Tally {
  calls = 0;
  private seconds = 0;
  private withoutDuration = 0;
  private withoutCost = 0;
  private readonly costs = new Map<string, number>();

  /** Counts a call, or takes one back. */
  count(spent: Spent, times: 1 | -1): void {
    this.calls += times;
    if (spent.seconds === undefined) this.withoutDuration += times;
    else this.seconds += times * spent.seconds;
    if (spent.cost === undefined) this.withoutCost += times;
    else this.addCost(spent, times);
  }

  /** Adds what another record of the same call cost. */
  addCost({ cost = 0, currency = "" }: Spent, times: 1 | -1): void {
    const name = this.costs.size < MOST_NAMES || this.costs.has(currency) ? currency : OTHERS;
    this.costs.set(name, (this.costs.get(name) ?? 0) + times * cost);
  }

  sums(): Sums {
    const costs = [...this.costs].map(([currency, amount]) => ({ currency, amount: rounded(amount) }));
    return {
      calls: this.calls,
      minutes: rounded(this.seconds / 60),
      withoutDuration: this.withoutDuration,
      costs: costs.filter(({ amount }) => amount !== 0).sort((one, other) => other.amount - one.amount),
      withoutCost: this.withoutCost,
    };
  }
}

/** Prices have four decimals, and sums of fractions have errors in the last ones. */
function rounded(amount: number): number {
  return Math.round(amount * 10_000) / 10_000;
}

/** Tallies by name, in bounded memory. */
export class Tallies {
  private readonly all = new Map<string, Tally>();

  /** The tally of a name. */
  of(name: string): Tally {
    const known = this.all.get(name);
    if (known) return known;
    const own = this.all.size < MOST_NAMES ? name : OTHERS;
    const tally = this.all.get(own) ?? new Tally();
    this.all.set(own, tally);
    return tally;
  }

  /** Those that have calls, most calls first. */
  list(): Part[] {
    return [...this.all]
      .filter(([, { calls }]) => calls > 0)
      .map(([name, tally]) => ({ name, ...tally.sums() }))
      .sort((one, other) => other.calls - one.calls || (one.name < other.name ? -1 : 1));
  }
}

/** The first parts, and how many more there are. */
export function parts(all: readonly Part[], most: number): Parts {
  return { list: all.slice(0, most), more: Math.max(0, all.length - most) };
}
