import type { BadRow, CallRecord } from "./record";

/** Where calls come from: told one after the other, each once. */
export interface History {
  /** `export`: the API's CSV export. `calls`: its list of calls. `file`: a file that somebody has. */
  readonly source: "export" | "calls" | "file";
  /**
   * Tells all records, in the order of the source. It may be read again.
   *
   * @throws SinchError where the source as a whole is none
   */
  read(onRecord: (record: CallRecord) => void, onProgress?: OnProgress): Promise<HistorySummary>;
}

/** What a reading has found besides its records. */
export interface HistorySummary {
  /** How many were told. */
  readonly records: number;
  readonly bad: BadRows;
  /** Sentences about the source as a whole, for the report. */
  readonly notes: readonly string[];
  /** What no record of this source tells: not known of each. */
  readonly lacks: readonly Lack[];
}

/** What a source may lack of every record. */
export type Lack = "response" | "countries" | "group" | "answer" | "duration" | "cost";

/** Rows that are no records. */
export interface BadRows {
  readonly count: number;
  /** The first of them, 100 at most. */
  readonly first: readonly BadRow[];
}

/** How far a reading or a download is. */
export interface Progress {
  /** While an export is on its way, about so many: by its size. */
  readonly records: number;
  /** Where it is known; it is not exact where new calls are added meanwhile. */
  readonly total?: number;
  /** Of a file: how much of it is read, from 0 to 1. */
  readonly share?: number;
}

/** Is told now and then. */
export type OnProgress = (progress: Progress) => void;

/** So many bad rows are kept to be shown. */
const SHOWN = 100;

/** Counts bad rows, and keeps the first. */
export function badRows(): BadRows & { add(row: BadRow): void } {
  const first: BadRow[] = [];
  let count = 0;
  return {
    first,
    get count() {
      return count;
    },
    add(row) {
      count += 1;
      if (first.length < SHOWN) first.push(row);
    },
  };
}
