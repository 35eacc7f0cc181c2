/*
 * One row of comma-separated values, found in bytes: RFC 4180, with CR, LF or CRLF at the end of a line. It finds where
 * cells begin and end, and makes no texts, since most cells are never looked at. Nothing is guessed: what breaks the
 * rules is a problem, and whoever reads goes on at the next line.
 */

/** What a scan came to; `more` where the row may go on in bytes that are not there yet. */
export type Scanned = "row" | "empty" | "more" | RowProblem;

/** What is wrong with the form of a row. */
export type RowProblem =
  "a quote is not closed" | "text follows a closing quote" | "a quote stands within a cell without quotes";

/** Which bytes there are, and what separates their cells. */
export interface Span {
  readonly end: number;
  /** Whether the file ends there. */
  readonly isLast: boolean;
  readonly separator: number;
}

/** How a cell is written: in quotes; in quotes, with doubled ones within; without quotes. */
export const [QUOTED, DOUBLED, BARE] = [0, 1, 2] as const;

/** Far above those of the form: more are counted and not kept. */
const MOST_CELLS = 128;

/** What a buffer needs behind its content: a mark, and the rest of the four bytes that are looked at at once. */
export const SPARE_BYTES = 4;

const QUOTE = 0x22;
const CR = 0x0d;
const LF = 0x0a;

/** The places of a row's cells in the bytes; one object serves for all rows. */
export class Row {
  readonly starts = new Int32Array(MOST_CELLS);
  readonly ends = new Int32Array(MOST_CELLS);
  readonly forms = new Uint8Array(MOST_CELLS);
  count = 0;
  /** Where the next row begins. */
  next = 0;
  /** How many ends of lines it has, its own included. */
  lines = 0;
  #view: DataView = new DataView(new ArrayBuffer(0));

  /**
   * Finds the cells of the row that begins at `from`, which is before the end.
   *
   * @param bytes of which those behind the end may be read and overwritten: `SPARE_BYTES`
   */
  scan(bytes: Uint8Array, from: number, span: Span): Scanned {
    const { end, isLast, separator } = span;
    const view = this.#viewOf(bytes);
    // Stops every loop, so that none has to look for the end.
    bytes[end] = QUOTE;
    this.count = 0;
    this.lines = 0;
    let at = from;
    if (bytes[at] === LF || bytes[at] === CR) return this.#endLine(bytes, at, span) ? "empty" : "more";
    for (;;) {
      if (bytes[at] === QUOTE && at < end) {
        at += 1;
        const start = at;
        let form: number = QUOTED;
        for (;;) {
          while (isPlain(view.getInt32(at, true))) at += 4;
          let byte = bytes[at] ?? 0;
          while (byte !== QUOTE) {
            if (byte <= CR) this.#countLine(bytes, at);
            at += 1;
            byte = bytes[at] ?? 0;
          }
          if (at === end) return isLast ? "a quote is not closed" : "more";
          if (bytes[at + 1] !== QUOTE || at + 1 === end) break;
          form = DOUBLED;
          at += 2;
        }
        this.#keep(start, at, form);
        at += 1;
      } else {
        const start = at;
        let byte = bytes[at] ?? 0;
        while (byte !== separator && byte !== LF && byte !== CR && byte !== QUOTE) {
          at += 1;
          byte = bytes[at] ?? 0;
        }
        if (byte === QUOTE && at < end) return "a quote stands within a cell without quotes";
        this.#keep(start, at, BARE);
      }
      if (at === end) {
        this.next = end;
        return isLast ? "row" : "more";
      }
      const byte = bytes[at] ?? 0;
      if (byte === LF || byte === CR) return this.#endLine(bytes, at, span) ? "row" : "more";
      if (byte !== separator) return "text follows a closing quote";
      at += 1;
    }
  }

  /** Kept, since all rows are of the same bytes. */
  #viewOf(bytes: Uint8Array): DataView {
    if (this.#view.buffer !== bytes.buffer || this.#view.byteOffset !== bytes.byteOffset) {
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return this.#view;
  }

  /** Ends the row; false where the LF of a CRLF may be still to come. */
  #endLine(bytes: Uint8Array, at: number, { end, isLast }: Span): boolean {
    const isPair = bytes[at] === CR && at + 1 < end && bytes[at + 1] === LF;
    this.next = isPair ? at + 2 : at + 1;
    this.lines += 1;
    return isLast || bytes[at] !== CR || at + 1 < end;
  }

  /** Counts the end of a line within a cell, of a CRLF at its second byte. */
  #countLine(bytes: Uint8Array, at: number): void {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) this.lines += 1;
  }

  #keep(start: number, end: number, form: number): void {
    const index = this.count;
    this.count = index + 1;
    if (index >= MOST_CELLS) return;
    this.starts[index] = start;
    this.ends[index] = end;
    this.forms[index] = form;
  }
}

/** Where the line after the one at `from` begins; undefined where that is not to be seen yet. */
export function lineAfter(bytes: Uint8Array, from: number, { end, isLast }: Span): number | undefined {
  for (let at = from; at < end; at += 1) {
    if (bytes[at] === LF) return at + 1;
    if (bytes[at] !== CR) continue;
    if (at + 1 === end) return isLast ? end : undefined;
    return bytes[at + 1] === LF ? at + 2 : at + 1;
  }
  return isLast ? end : undefined;
}

/**
 * Whether four bytes hold neither a quote nor a line end, without looking at each: taking a number off all of them at
 * once brings up the highest bit of those that are smaller, and of those that were below 128 only these are asked about.
 */
function isPlain(bytes: number): boolean {
  const quotes = bytes ^ 0x22222222;
  const found = ((quotes - 0x01010101) & ~quotes) | ((bytes - 0x0e0e0e0e) & ~bytes);
  return (found & 0x80808080) === 0;
}
