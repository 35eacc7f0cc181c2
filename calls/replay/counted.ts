import type { CallRecord } from "../history/record";
import type { Verdict } from "../verdict";
import type { Result, Results } from "./report";
import type { KnownTrunk } from "./trunks";

/** What is counted of every call, as bits, so that one array has the sums of all. */
export const BIT = {
  /** Two bits each: the index of the result. */
  before: 1,
  after: 4,
  /** An outbound call of which nothing tells the address that it came from. */
  noSource: 16,
  /** An outbound call to a trunk with credential lists, of which nothing tells who signed in. */
  noUsername: 32,
  /** One of these two, to a trunk whose gate is another one afterwards. */
  otherGate: 64,
  /** The record does not name the country. */
  noCountry: 128,
  /** The record proves that it was let through. */
  wasLetThrough: 256,
} as const;

/** Results by their index: those that are open come last. */
export const RESULTS: readonly [Result, Result, Result, Result] = [
  "let through",
  "refused",
  "depends",
  "not known",
];

/** The index of a result. */
export function indexOf(result: Result): number {
  if (result === "let through") return 0;
  if (result === "refused") return 1;
  return result === "depends" ? 2 : 3;
}

/** As many as the bits have values. */
const VALUES = 512;

/** How many calls there are of each value of the bits. */
export class BitCounts {
  private readonly counts = new Float64Array(VALUES);

  count(bits: number, times: 1 | -1): void {
    this.counts[bits] = (this.counts[bits] ?? 0) + times;
  }

  /** How many calls have bits of which something is true. */
  where(isTrue: (bits: number) => boolean): number {
    return this.counts.reduce((sum, calls, bits) => (isTrue(bits) ? sum + calls : sum), 0);
  }

  /** The results before, or afterwards. */
  results(side: "before" | "after"): Results {
    const has = (index: number): number => this.where((bits) => Math.floor(bits / BIT[side]) % 4 === index);
    return { "let through": has(0), refused: has(1), depends: has(2), "not known": has(3) };
  }
}

/** A call of which more is told than its count: its verdict changes, or the present set-up refuses what was let through. */
export interface Told {
  readonly record: CallRecord;
  readonly trunk: string;
  readonly before: Verdict;
  readonly after: Verdict | undefined;
  readonly isChanged: boolean;
  readonly isWrong: boolean;
}

/** What was counted of a call, so that it can be taken back. */
export interface CountedCall {
  readonly bits: number;
  readonly trunk: KnownTrunk;
  readonly timeMs: number;
  readonly told: Told | undefined;
  /** What its record cost, which a forwarded call's other record adds to. */
  readonly cost: number | undefined;
  readonly currency: string | undefined;
}
