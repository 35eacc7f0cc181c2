/** Numbers that look random and are the same each time for one seed. */
export interface Random {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to a bound. */
  below(bound: number): number;
  /** One of several, the first ones more often than the last: the n-th with a weight of 1/n. */
  favourite<T>(values: readonly T[]): T | undefined;
  /** One of several by their weights. */
  weighted<T>(values: readonly (readonly [weight: number, value: T])[]): T | undefined;
}

/** The generator "mulberry32", which is small and good enough for what looks like traffic. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const weighted: Random["weighted"] = (values) => {
    let rest = next() * values.reduce((sum, [weight]) => sum + weight, 0);
    return values.find(([weight]) => (rest -= weight) < 0)?.[1];
  };
  return {
    next,
    below: (bound) => Math.floor(next() * bound),
    favourite: (values) => weighted(values.map((value, index) => [1 / (index + 1), value] as const)),
    weighted,
  };
}
