import { decimal, Repeated, Times, wholeNumber } from "./cells";
import { columnName, type Columns } from "./columns";
import type { CallRecord } from "./record";
import { BARE, DOUBLED, type Row } from "./rows";

/** What the export writes where it has nothing. */
const NOTHING = "null";

/** How many different texts are kept to be used again: ids of trunks, results, countries, currencies. */
const REPEATED = 4_096;

/** Texts are cut out of one where they are within so many bytes. */
const NEAR = 512;

/** A number that a spreadsheet has rounded, such as `4.67E+10`. */
const SCIENTIFIC = /^\+?\d(?:[.,]\d+)?e\+?\d+$/i;
/** Days as people write them: 03.02.2026, 2/3/26. */
const LOCAL_TIME = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
const BARE_NUMBER = /^\d+$/;

/** What a reading of rows has seen that is no fault of a single row. */
export interface Oddities {
  /** Times without a zone. */
  zoneless: number;
  /** Times as people write them somewhere, and not as ISO 8601 does. */
  localTimes: number;
  /** Records of which a number without quotes has no `+`. */
  withoutPlus: number;
  /** Records of which a number was made a fraction with an exponent. */
  scientific: number;
}

/** Makes records out of rows of the API's export. */
export class ExportRows {
  readonly oddities: Oddities = { zoneless: 0, localTimes: 0, withoutPlus: 0, scientific: 0 };
  readonly #times = new Times();
  readonly #others = new Repeated(REPEATED);

  /** A record, or the problem that keeps a row from being one. */
  record(bytes: Buffer, row: Row, columns: Columns): CallRecord | string {
    const { starts, ends, forms } = row;
    const at = columns.time;
    const timeMs = this.#times.time(bytes, starts[at] ?? 0, ends[at] ?? 0);
    if (Number.isNaN(timeMs)) return this.#noTime(cellText(bytes, row, at));
    const [id, from, to] = this.#texts(bytes, row, columns);
    if (id === "") return `${columnName("id")} is empty`;
    const spoilt = this.#spoilt(from) ? "from" : this.#spoilt(to) ? "to" : undefined;
    if (spoilt !== undefined) {
      this.oddities.scientific += 1;
      const text = spoilt === "from" ? from : to;
      return `${columnName(spoilt)} is ${text}: a spreadsheet has rounded the number, and its digits are lost`;
    }
    const way = directionOf(bytes, row, columns.direction);
    if (way === undefined) {
      return `${columnName("direction")} is "${cellText(bytes, row, columns.direction)}", neither INBOUND nor OUTBOUND`;
    }
    const seconds = this.#number(bytes, row, columns.duration);
    if (Number.isNaN(seconds)) return this.#noNumber(bytes, row, columns, "duration");
    const response = this.#number(bytes, row, columns.response);
    if (Number.isNaN(response)) return this.#noNumber(bytes, row, columns, "response");
    const cost = this.#cost(bytes, row, columns.cost);
    if (cost === "none") return this.#noNumber(bytes, row, columns, "cost");
    if (!this.#times.hasZone) this.oddities.zoneless += 1;
    if (
      (forms[columns.from] === BARE && BARE_NUMBER.test(from)) ||
      (forms[columns.to] === BARE && BARE_NUMBER.test(to))
    ) {
      this.oddities.withoutPlus += 1;
    }
    return {
      id,
      timeMs,
      direction: way,
      from,
      to,
      trunkId: this.#repeated(bytes, row, columns.trunk),
      seconds,
      result: this.#repeated(bytes, row, columns.result),
      isAnswered: columns.answer < 0 ? undefined : !isNothing(bytes, row, columns.answer),
      response,
      cost: cost?.amount,
      currency: cost?.currency,
      fromCountry: this.#country(bytes, row, columns.fromCountry),
      toCountry: this.#country(bytes, row, columns.toCountry),
      group: groupOf(bytes, row, columns, id),
    };
  }

  /**
   * Id, caller and callee, which stand near each other: one text is made of all three and cut, which takes a third of
   * what three take.
   */
  #texts(bytes: Buffer, row: Row, { id, from, to }: Columns): [id: string, from: string, to: string] {
    const { starts, ends, forms } = row;
    const start = starts[id] ?? 0;
    const [fromStart, fromEnd, toStart, end] = [
      starts[from] ?? 0,
      ends[from] ?? 0,
      starts[to] ?? 0,
      ends[to] ?? 0,
    ];
    const isNear = start < fromStart && fromStart < toStart && end - start < NEAR;
    if (isNear && forms[id] !== DOUBLED && forms[from] !== DOUBLED && forms[to] !== DOUBLED) {
      const text = bytes.toString("utf8", start, end);
      // Else it has characters of several bytes, which are cut one by one.
      if (text.length === end - start) {
        return [
          text.slice(0, (ends[id] ?? 0) - start),
          text.slice(fromStart - start, fromEnd - start),
          text.slice(toStart - start),
        ];
      }
    }
    return [cellText(bytes, row, id), cellText(bytes, row, from), cellText(bytes, row, to)];
  }

  #repeated(bytes: Buffer, row: Row, column: number): string {
    if (row.forms[column] === DOUBLED) return cellText(bytes, row, column);
    return this.#others.text(bytes, row.starts[column] ?? 0, row.ends[column] ?? 0);
  }

  #country(bytes: Buffer, row: Row, column: number): string | undefined {
    if (column < 0 || isNothing(bytes, row, column)) return undefined;
    return this.#repeated(bytes, row, column);
  }

  /** A whole number; undefined where there is none, NaN where something else is. */
  #number(bytes: Buffer, row: Row, column: number): number | undefined {
    if (column < 0) return undefined;
    const number = wholeNumber(bytes, row.starts[column] ?? 0, row.ends[column] ?? 0);
    return Number.isNaN(number) && isNothing(bytes, row, column) ? undefined : number;
  }

  /** An amount and its currency, such as `0.0040 USD`. */
  #cost(bytes: Buffer, row: Row, column: number): { amount: number; currency: string } | "none" | undefined {
    if (column < 0 || isNothing(bytes, row, column)) return undefined;
    const start = row.starts[column] ?? 0;
    const end = row.ends[column] ?? 0;
    const blank = end - 4;
    const amount = bytes[blank] === 0x20 ? decimal(bytes, start, blank) : NaN;
    return Number.isNaN(amount) ? "none" : { amount, currency: this.#others.text(bytes, blank + 1, end) };
  }

  #spoilt(number: string): boolean {
    return SCIENTIFIC.test(number);
  }

  #noTime(text: string): string {
    if (LOCAL_TIME.test(text)) this.oddities.localTimes += 1;
    return `${columnName("time")} is no ISO time: "${text}", not such as 2026-02-03T09:15:27.118Z`;
  }

  #noNumber(bytes: Buffer, row: Row, columns: Columns, key: "duration" | "response" | "cost"): string {
    const right = { duration: "whole seconds", response: "a SIP status", cost: 'such as "0.0040 USD"' }[key];
    return `${columnName(key)} is "${cellText(bytes, row, columns[key])}", not ${right}`;
  }
}

/** A cell as text. */
export function cellText(bytes: Buffer, row: Row, column: number): string {
  const text = bytes.toString("utf8", row.starts[column] ?? 0, row.ends[column] ?? 0);
  return row.forms[column] === DOUBLED ? text.replaceAll('""', '"') : text;
}

function isNothing(bytes: Buffer, row: Row, column: number): boolean {
  const length = (row.ends[column] ?? 0) - (row.starts[column] ?? 0);
  return length === 0 || (length === NOTHING.length && cellText(bytes, row, column) === NOTHING);
}

/** By the first letter and the length, and then surely by the text. */
function directionOf(bytes: Buffer, row: Row, column: number): CallRecord["direction"] | undefined {
  const start = row.starts[column] ?? 0;
  const end = row.ends[column] ?? 0;
  if (isWord(bytes, start, end, "inbound")) return "inbound";
  return isWord(bytes, start, end, "outbound") ? "outbound" : undefined;
}

/** Whether a cell is a word of small letters, in any case. */
function isWord(bytes: Buffer, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let index = 0; index < word.length; index += 1) {
    if (((bytes[start + index] ?? 0) | 0x20) !== word.charCodeAt(index)) return false;
  }
  return true;
}

/** The group, which is mostly the call's own id: then it is the same text. */
function groupOf(bytes: Buffer, row: Row, { id: ids, group }: Columns, id: string): string | undefined {
  if (group < 0 || isNothing(bytes, row, group)) return undefined;
  const own = row.starts[ids] ?? 0;
  const start = row.starts[group] ?? 0;
  const length = (row.ends[group] ?? 0) - start;
  if ((row.ends[ids] ?? 0) - own !== length || row.forms[group] === DOUBLED)
    return cellText(bytes, row, group);
  for (let index = 0; index < length; index += 1) {
    if (bytes[own + index] !== bytes[start + index]) return cellText(bytes, row, group);
  }
  return id;
}
