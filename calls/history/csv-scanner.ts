import { SinchError } from "../../provider/errors";
import { CallIds } from "./call-ids";
import { columnsOf, isHeader, lacksOf, type Columns } from "./columns";
import { ExportRows } from "./export-row";
import { badRows, type HistorySummary, type Lack } from "./history";
import { repeatedNotes } from "./notes";
import type { BadRow, CallRecord } from "./record";
import { cellText } from "./row-cells";
import { lineAfter, Row, type Span } from "./rows";
import { refuseOtherForms, SEPARATORS, spreadsheetNotes } from "./spreadsheet";

/** No row of the form is longer; a quote that is not closed within is told, and not looked for up to the file's end. */
export const LONGEST_ROW_BYTES = 64 * 1024;

const UTF8_MARK = [0xef, 0xbb, 0xbf];

/** Who is told what a scanner finds. */
export interface Listener {
  readonly onRecord: (record: CallRecord) => void;
  readonly onBad?: (row: BadRow) => void;
}

/** Scans what there is of a file, piece by piece, and keeps what has to be known for the rest. */
export class CsvScanner {
  records = 0;
  readonly #name: string;
  readonly #listener: Listener;
  readonly #row = new Row();
  readonly #rows = new ExportRows();
  readonly #ids = new CallIds();
  readonly #bad = badRows();
  #columns: Columns | undefined;
  #lacks: readonly Lack[] | undefined;
  #separator: (typeof SEPARATORS)[number] = SEPARATORS[0];
  #line = 1;
  #repeated = 0;
  #isBegun = false;
  /** Within a line that is too long, of which the rest is passed over. */
  #isSkipping = false;

  /** @param name what the file is called in errors */
  constructor(name: string, listener: Listener) {
    this.#name = name;
    this.#listener = listener;
  }

  /**
   * Scans all rows that are complete. Returns where the first one begins that is not.
   *
   * @param bytes from the beginning of a row on, and with `SPARE_BYTES` behind the end
   * @throws SinchError
   */
  scan(bytes: Buffer, end: number, isLast: boolean): number {
    if (!this.#isBegun && (end >= UTF8_MARK.length || isLast)) {
      if (end === 0)
        throw new SinchError(`${this.#name} is empty: an export without calls has a line with the columns`);
      refuseOtherForms(bytes.subarray(0, end), this.#name);
      this.#isBegun = true;
    }
    let at = 0;
    while (at < end) {
      const span = { end, isLast, separator: this.#separator[0].charCodeAt(0) };
      const next = this.#isSkipping ? this.#skip(bytes, at, span) : this.#next(bytes, at, span);
      if (next === at) return at;
      at = next;
    }
    return at;
  }

  /** @throws SinchError where there was no header */
  summary(): HistorySummary {
    if (this.#columns === undefined) throw this.#noHeader();
    return {
      records: this.records,
      bad: this.#bad,
      notes: [
        ...spreadsheetNotes(this.#separator[1], this.#rows.oddities),
        ...repeatedNotes(this.#repeated, this.#ids.hasForgotten),
      ],
      lacks: this.#lacks ?? [],
    };
  }

  /** Tells one row. Returns where the next one begins; `at` itself where it has to wait for more. */
  #next(bytes: Buffer, at: number, span: Span): number {
    const { end, isLast } = span;
    let from = at;
    // Where files were joined, a mark may stand in the middle too.
    if (bytes[at] === UTF8_MARK[0]) {
      if (end - at <= UTF8_MARK.length && !isLast) return at;
      if (UTF8_MARK.every((byte, index) => bytes[at + index] === byte)) from += UTF8_MARK.length;
      if (from >= end) return end;
    }
    if (this.#columns === undefined) return this.#first(bytes, at, from, span);
    const scanned = this.#row.scan(bytes, from, span);
    if (scanned === "row") return this.#tell(bytes, from, this.#columns, span);
    if (scanned === "empty") return this.#pass(this.#row.next);
    if (scanned !== "more") return this.#broken(bytes, at, span, scanned);
    return end - at > LONGEST_ROW_BYTES ? this.#broken(bytes, at, span, "a quote is not closed") : at;
  }

  #tell(bytes: Buffer, from: number, columns: Columns, span: Span): number {
    const row = this.#row;
    const record =
      row.count === columns.width
        ? this.#rows.record(bytes, row, columns)
        : `${row.count} ${row.count === 1 ? "cell" : "cells"}, where the columns are ${columns.width}`;
    if (typeof record !== "string") {
      const { starts, ends } = row;
      if (this.#ids.isNew(bytes, starts[columns.id] ?? 0, ends[columns.id] ?? 0)) {
        this.records += 1;
        this.#listener.onRecord(record);
      } else {
        this.#repeated += 1;
      }
      return this.#pass(row.next);
    }
    const cells = this.#cells(bytes);
    if (isHeader(cells)) return this.#header(cells);
    // A row of the wrong length over several lines has probably swallowed others: they are looked at again.
    if (row.count !== columns.width) return this.#broken(bytes, from, span, record);
    this.#tellBad(record);
    return this.#pass(row.next);
  }

  /** The first row names the columns, and shows what separates cells. */
  #first(bytes: Buffer, at: number, from: number, span: Span): number {
    for (const separator of SEPARATORS) {
      const scanned = this.#row.scan(bytes, from, { ...span, separator: separator[0].charCodeAt(0) });
      if (scanned === "empty") return this.#pass(this.#row.next);
      if (scanned === "more" && span.end - at <= LONGEST_ROW_BYTES) return at;
      const cells = scanned === "row" ? this.#cells(bytes) : [];
      if (isHeader(cells)) {
        this.#separator = separator;
        return this.#header(cells);
      }
    }
    throw this.#noHeader();
  }

  #header(cells: readonly string[]): number {
    const columns = columnsOf(cells);
    if (typeof columns === "string") {
      throw new SinchError(
        `${this.#name} has a header in line ${this.#line} that cannot be used: ${columns}`,
      );
    }
    this.#columns = columns;
    const lacks = lacksOf(columns);
    this.#lacks = this.#lacks?.filter((lack) => lacks.includes(lack)) ?? lacks;
    return this.#pass(this.#row.next);
  }

  #pass(next: number): number {
    this.#line += this.#row.lines;
    return next;
  }

  /** Tells that the row is broken, and goes on at the line after its first. */
  #broken(bytes: Buffer, at: number, span: Span, problem: string): number {
    const next = lineAfter(bytes, at, span);
    if (next === undefined && span.end - at <= LONGEST_ROW_BYTES) return at;
    this.#tellBad(problem);
    this.#line += 1;
    this.#isSkipping = next === undefined;
    return next ?? this.#skip(bytes, at, span);
  }

  #skip(bytes: Buffer, at: number, span: Span): number {
    const next = lineAfter(bytes, at, span);
    this.#isSkipping = next === undefined;
    // Of a CRLF the first byte may be there alone.
    return next ?? (bytes[span.end - 1] === 0x0d ? span.end - 1 : span.end);
  }

  #tellBad(problem: string): void {
    const row = { line: this.#line, problem };
    this.#bad.add(row);
    this.#listener.onBad?.(row);
  }

  #cells(bytes: Buffer): string[] {
    return Array.from({ length: Math.min(this.#row.count, this.#row.starts.length) }, (_, column) =>
      cellText(bytes, this.#row, column),
    );
  }

  #noHeader(): SinchError {
    return new SinchError(
      `${this.#name} has no header: the first line of the API's export names the columns, such as "Timestamp","Call Id"`,
    );
  }
}
