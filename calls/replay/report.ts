import type { BadRow } from "../history/record";
import type { Verdict } from "../verdict";
import type { Period } from "./periods";
import type { Counted } from "./top";

/** What becomes of a call, under every answer that is open. */
export type Result = Verdict["result"];

/** What replaying a history has found, as plain data. */
export interface ReplayReport {
  /** When the first and the last call began, as ISO 8601 text, UTC; absent where there was none. */
  readonly first?: string;
  readonly last?: string;
  readonly records: number;
  /** Two records of one forwarded call are one. */
  readonly calls: number;
  readonly rows: { readonly bad: number; readonly first: readonly BadRow[] };
  /** Sentences about the history as a whole. */
  readonly notes: readonly string[];
  /** What was not known of calls: a line for each step and reason. */
  readonly notKnown: readonly NotKnown[];
  /** Calls whose verdict depends on an open question, or on what is not known: before, or after. */
  readonly notJudged: number;
  readonly before: Results;
  /** Absent where nothing changes, so that there is only the present. */
  readonly after?: Results;
  readonly changed: Changed;
  readonly model: Model;
  readonly periods: { readonly seconds: number; readonly list: readonly Period[] };
}

/** How many calls have which result. */
export type Results = Readonly<Record<Result, number>>;

/** A step that could not be judged, or not in full, for want of something in the record. */
export interface NotKnown {
  readonly step: "gate" | "country" | "rate" | "pairs" | "duration" | "cost" | "response";
  readonly calls: number;
  /** A sentence for people: what is not known, what was done in its place, and what helps. */
  readonly text: string;
}

/** Sums over calls. */
export interface Sums {
  readonly calls: number;
  readonly minutes: number;
  /** Calls whose duration is not known: their minutes are missing. */
  readonly withoutDuration: number;
  readonly costs: readonly Cost[];
  readonly withoutCost: number;
}

/** An amount of money, in the currency's own unit. */
export interface Cost {
  readonly currency: string;
  readonly amount: number;
}

/** Sums of the calls that have something in common. */
export interface Part extends Sums {
  readonly name: string;
  /** All calls that have it, changed or not, where that was counted. */
  readonly of?: number;
}

/** Parts, most calls first, and how many more there were. */
export interface Parts {
  readonly list: readonly Part[];
  readonly more: number;
}

/** The calls whose verdict is another one afterwards. */
export interface Changed extends Sums {
  /** From which result to which: `let through, afterwards refused`. */
  readonly kinds: readonly Kind[];
  readonly reasons: Parts;
  readonly trunks: Parts;
  readonly countries: Parts;
  readonly numbers: Numbers;
}

/** The numbers called most often. */
export interface Numbers {
  readonly list: readonly Counted[];
  /** How many too many each count has at most; 0 where all are exact. */
  readonly atMostTooMany: number;
}

/** A way in which verdicts change. */
export interface Kind extends Part {
  readonly from: Result;
  readonly to: Result;
  readonly example?: Example;
}

/** One call of many. */
export interface Example {
  readonly id: string;
  readonly time: string;
  readonly direction: "outbound" | "inbound";
  readonly from: string;
  readonly to: string;
  readonly trunk: string;
  /** What happened, as the record tells it. */
  readonly happened: string;
  /** What decides it before, and afterwards. */
  readonly before: string;
  readonly after?: string;
}

/** How right the verdict of the present set-up is about calls of which it is known that they were let through. */
export interface Model {
  readonly letThrough: number;
  /** Those of them that are refused by the verdict: it is wrong, or somebody has changed something since. */
  readonly refused: number;
  /** Those of them whose verdict depends, or is not known. */
  readonly notJudged: number;
  /** Those of them whose gate was taken to have let them in, since their source is not known. */
  readonly withoutGate: number;
  /** By what they are refused, each with an example. */
  readonly reasons: readonly (Part & { readonly example?: Example })[];
  readonly more: number;
}

/** Limits at which a command fails. */
export interface FailOn {
  /** From so many refused calls on. */
  readonly refused: number;
}

/**
 * Whether a report passes a limit: of calls that were let through before and are refused afterwards or, where there is no
 * after, of calls that were let through and the present set-up refuses. What depends or is not known is in neither.
 */
export function failedBy(report: ReplayReport, { refused }: FailOn): boolean {
  return refusedOf(report) >= refused;
}

/** The calls that a limit counts: see `failedBy`. */
export function refusedOf({ after, changed, model }: ReplayReport): number {
  if (after === undefined) return model.refused;
  return changed.kinds
    .filter(({ from, to }) => from === "let through" && to === "refused")
    .reduce((sum, { calls }) => sum + calls, 0);
}

/** Which share of the calls was not judged, from 0 to 1; rows that are no records count among them. */
export function notJudgedShare({ calls, rows, notJudged }: ReplayReport): number {
  const all = calls + rows.bad;
  return all === 0 ? 0 : (notJudged + rows.bad) / all;
}
