/** A finished call as a history tells it. What its source does not tell is undefined: not known, never empty. */
export interface CallRecord {
  readonly id: string;
  /** When it began, in ms since 1970. */
  readonly timeMs: number;
  readonly direction: "outbound" | "inbound";
  /** As it stands there: a number with or without `+`, or a SIP address. */
  readonly from: string;
  readonly to: string;
  /** Empty where the record names none. */
  readonly trunkId: string;
  /** Of an inbound call from its start, of an outbound one from its answer. */
  readonly seconds?: number;
  /** `COMPLETED`, `NO_ANSWER`, `CANCEL`, `BUSY` or `FAILED`, or what the record has in its place. */
  readonly result: string;
  /** Whether somebody answered, as far as the record has a time of the answer. */
  readonly isAnswered?: boolean;
  /** The SIP status that ended it: what happened, where the source has it. */
  readonly response?: number;
  /** What it cost, in the currency's own unit. */
  readonly cost?: number;
  readonly currency?: string;
  readonly fromCountry?: string;
  readonly toCountry?: string;
  /** The two records of one forwarded call have one group. */
  readonly group?: string;
}

/** A row that is no record, or a cell that is not what it should be: told, counted, never dropped. */
export interface BadRow {
  /** Counted from 1; of a row over several lines, its first. Of calls that were asked for page by page, the page. */
  readonly line: number;
  readonly problem: string;
}
