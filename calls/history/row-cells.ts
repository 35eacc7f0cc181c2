import type { CallRecord } from "./record";
import { DOUBLED, type Row } from "./rows";

/** What the export writes where it has nothing. */
const NOTHING = "null";

/** Where a cell begins. */
export function startOf(row: Row, column: number): number {
  return row.starts[column] ?? 0;
}

/** Where a cell ends, its last byte not included. */
export function endOf(row: Row, column: number): number {
  return row.ends[column] ?? 0;
}

/** A cell as text. */
export function cellText(bytes: Buffer, row: Row, column: number): string {
  const text = bytes.toString("utf8", startOf(row, column), endOf(row, column));
  return row.forms[column] === DOUBLED ? text.replaceAll('""', '"') : text;
}

/** Whether a cell says nothing. */
export function isNothing(bytes: Buffer, row: Row, column: number): boolean {
  const length = endOf(row, column) - startOf(row, column);
  return length === 0 || (length === NOTHING.length && cellText(bytes, row, column) === NOTHING);
}

/** The direction that a cell says, in any case. */
export function directionOf(bytes: Buffer, row: Row, column: number): CallRecord["direction"] | undefined {
  const start = startOf(row, column);
  const end = endOf(row, column);
  if (isWord(bytes, start, end, "inbound")) return "inbound";
  return isWord(bytes, start, end, "outbound") ? "outbound" : undefined;
}

/** Whether a cell has the same bytes as another one. */
export function isSame(bytes: Buffer, row: Row, column: number, other: number): boolean {
  const start = startOf(row, column);
  const otherStart = startOf(row, other);
  const length = endOf(row, column) - start;
  if (endOf(row, other) - otherStart !== length) return false;
  for (let index = 0; index < length; index += 1) {
    if (bytes[start + index] !== bytes[otherStart + index]) return false;
  }
  return true;
}

/** Whether a cell is a word of small letters, in any case. */
function isWord(bytes: Buffer, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (((bytes[start + index] ?? 0) | 0x20) !== word.charCodeAt(index)) return false;
  }
  return true;
}
