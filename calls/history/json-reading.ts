import { CallIds } from "./call-ids";
import { badRows, type HistorySummary, type Lack } from "./history";
import { recordOf } from "./json-record";
import { repeatedNotes } from "./notes";
import type { BadRow, CallRecord } from "./record";

/** What a field that was never there makes a source lack. */
const LACKS: readonly (readonly [Lack, (record: CallRecord) => unknown])[] = [
  ["response", ({ response }) => response],
  ["countries", ({ fromCountry, toCountry }) => fromCountry ?? toCountry],
  ["group", ({ group }) => group],
  ["answer", ({ isAnswered }) => isAnswered],
  ["duration", ({ seconds }) => seconds],
  ["cost", ({ cost }) => cost],
];

/** Tells the calls of JSON values, each once by its id, and what the values lack. */
export class JsonReading {
  records = 0;
  readonly #ids = new CallIds();
  readonly #bad = badRows();
  readonly #onRecord: (record: CallRecord) => void;
  #lacks = LACKS;
  #repeated = 0;

  constructor(onRecord: (record: CallRecord) => void) {
    this.#onRecord = onRecord;
  }

  /** Tells a call, a list of calls, or those of an answer of `GET /calls`. */
  take(value: unknown, line: number): void {
    const list = listOf(value);
    if (list === undefined) {
      this.#one(value, (problem) => ({ line, problem }));
      return;
    }
    for (const [index, item] of list.entries()) {
      this.#one(item, (problem) => ({ line, problem: `call ${index + 1} of it: ${problem}` }));
    }
  }

  tellBad(row: BadRow): void {
    this.#bad.add(row);
  }

  summary(): HistorySummary {
    return {
      records: this.records,
      bad: this.#bad,
      notes: repeatedNotes(this.#repeated, this.#ids.hasForgotten),
      lacks: this.#lacks.map(([lack]) => lack),
    };
  }

  #one(item: unknown, badRow: (problem: string) => BadRow): void {
    const record = recordOf(item);
    if (typeof record === "string") {
      this.#bad.add(badRow(record));
      return;
    }
    const id = Buffer.from(record.id);
    if (!this.#ids.isNew(id, 0, id.length)) {
      this.#repeated += 1;
      return;
    }
    if (this.#lacks.length > 0) this.#lacks = this.#lacks.filter(([, value]) => value(record) === undefined);
    this.records += 1;
    this.#onRecord(record);
  }
}

/** The calls of a value that has several; undefined for one that is a call itself, or nothing. */
export function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  const calls: unknown =
    typeof value === "object" && value !== null && "calls" in value ? value.calls : undefined;
  return Array.isArray(calls) ? (calls as unknown[]) : undefined;
}
