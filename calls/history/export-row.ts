import { decimal, Repeated, Times, wholeNumber } from "./cells";
import { columnName, type Columns } from "./columns";
import type { CallRecord } from "./record";
import { cellText, directionOf, endOf, isNothing, isSame, startOf } from "./row-cells";
import { BARE, DOUBLED, type Row } from "./rows";

/** How many different texts are kept to be used again: ids of trunks, results, countries, currencies. */
const REPEATED = 4_096;

/** Texts are cut out of one where they are within so many bytes. */
const NEAR = 512;

/** What stands behind an amount: a blank and the three letters of ISO 4217. */
const CURRENCY = 4;
const BLANK = 0x20;

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
  /** Rows of which a number was rounded. */
  rounded: number;
}

/** Makes records out of rows of the API's export. */
export class ExportRows {
  readonly oddities: Oddities = { zoneless: 0, localTimes: 0, withoutPlus: 0, rounded: 0 };
  readonly #times = new Times();
  readonly #repeated = new Repeated(REPEATED);
  // Of the row at hand: several values of one function, without an object for each row.
  #id = "";
  #from = "";
  #to = "";
  #currency: string | undefined;

  /** A record, or the problem that keeps a row from being one. */
  record(bytes: Buffer, row: Row, columns: Columns): CallRecord | string {
    const timeMs = this.#times.time(bytes, startOf(row, columns.time), endOf(row, columns.time));
    if (Number.isNaN(timeMs)) return this.#noTime(cellText(bytes, row, columns.time));
    this.#readTexts(bytes, row, columns);
    const id = this.#id;
    const from = this.#from;
    const to = this.#to;
    if (id === "") return `${columnName("id")} is empty`;
    if (SCIENTIFIC.test(from)) return this.#rounded("from", from);
    if (SCIENTIFIC.test(to)) return this.#rounded("to", to);
    const direction = directionOf(bytes, row, columns.direction);
    if (direction === undefined) {
      return `${columnName("direction")} is "${cellText(bytes, row, columns.direction)}", neither INBOUND nor OUTBOUND`;
    }
    const seconds = this.#number(bytes, row, columns.duration);
    if (Number.isNaN(seconds)) return notRight(bytes, row, columns, "duration");
    const response = this.#number(bytes, row, columns.response);
    if (Number.isNaN(response)) return notRight(bytes, row, columns, "response");
    const cost = this.#readCost(bytes, row, columns.cost);
    if (Number.isNaN(cost)) return notRight(bytes, row, columns, "cost");
    this.#countOddities(row, columns);
    return {
      id,
      timeMs,
      direction,
      from,
      to,
      trunkId: this.#text(bytes, row, columns.trunk) ?? "",
      seconds,
      result: this.#text(bytes, row, columns.result) ?? "",
      isAnswered: columns.answer < 0 ? undefined : !isNothing(bytes, row, columns.answer),
      response,
      cost,
      currency: this.#currency,
      fromCountry: this.#text(bytes, row, columns.fromCountry),
      toCountry: this.#text(bytes, row, columns.toCountry),
      group: this.#group(bytes, row, columns),
    };
  }

  /**
   * Id, caller and callee, which stand near each other: one text is made of all three and cut, which takes a third of
   * what three take.
   */
  #readTexts(bytes: Buffer, row: Row, { id, from, to }: Columns): void {
    const { forms } = row;
    const start = startOf(row, id);
    const fromStart = startOf(row, from);
    const toStart = startOf(row, to);
    const end = endOf(row, to);
    const isNear = start < fromStart && fromStart < toStart && end - start < NEAR;
    if (isNear && forms[id] !== DOUBLED && forms[from] !== DOUBLED && forms[to] !== DOUBLED) {
      const text = bytes.toString("utf8", start, end);
      // Else it has characters of several bytes, and each is made by itself.
      if (text.length === end - start) {
        this.#id = text.slice(0, endOf(row, id) - start);
        this.#from = text.slice(fromStart - start, endOf(row, from) - start);
        this.#to = text.slice(toStart - start);
        return;
      }
    }
    this.#id = cellText(bytes, row, id);
    this.#from = cellText(bytes, row, from);
    this.#to = cellText(bytes, row, to);
  }

  /** A text that repeats; undefined where there is none. */
  #text(bytes: Buffer, row: Row, column: number): string | undefined {
    if (column < 0 || isNothing(bytes, row, column)) return undefined;
    if (row.forms[column] === DOUBLED) return cellText(bytes, row, column);
    return this.#repeated.text(bytes, startOf(row, column), endOf(row, column));
  }

  /** The group, which is mostly the call's own id: then it is the same text. */
  #group(bytes: Buffer, row: Row, { id, group }: Columns): string | undefined {
    if (group < 0 || isNothing(bytes, row, group)) return undefined;
    return isSame(bytes, row, group, id) ? this.#id : cellText(bytes, row, group);
  }

  /** A whole number; undefined where there is none, NaN where something else is. */
  #number(bytes: Buffer, row: Row, column: number): number | undefined {
    if (column < 0) return undefined;
    const number = wholeNumber(bytes, startOf(row, column), endOf(row, column));
    return Number.isNaN(number) && isNothing(bytes, row, column) ? undefined : number;
  }

  /** An amount and its currency, such as `0.0040 USD`; undefined and NaN as of numbers. */
  #readCost(bytes: Buffer, row: Row, column: number): number | undefined {
    this.#currency = undefined;
    if (column < 0 || isNothing(bytes, row, column)) return undefined;
    const end = endOf(row, column);
    const blank = end - CURRENCY;
    if (bytes[blank] !== BLANK) return NaN;
    this.#currency = this.#repeated.text(bytes, blank + 1, end);
    return decimal(bytes, startOf(row, column), blank);
  }

  #countOddities({ forms }: Row, { from, to }: Columns): void {
    if (!this.#times.hasZone) this.oddities.zoneless += 1;
    const isPlain =
      (forms[from] === BARE && BARE_NUMBER.test(this.#from)) ||
      (forms[to] === BARE && BARE_NUMBER.test(this.#to));
    if (isPlain) this.oddities.withoutPlus += 1;
  }

  #rounded(key: "from" | "to", number: string): string {
    this.oddities.rounded += 1;
    return `${columnName(key)} is ${number}: a spreadsheet has rounded the number, and its digits are lost`;
  }

  #noTime(text: string): string {
    if (LOCAL_TIME.test(text)) this.oddities.localTimes += 1;
    return `${columnName("time")} is no ISO time: "${text}", not such as 2026-02-03T09:15:27.118Z`;
  }
}

const RIGHT = { duration: "whole seconds", response: "a SIP status", cost: 'such as "0.0040 USD"' };

function notRight(bytes: Buffer, row: Row, columns: Columns, key: keyof typeof RIGHT): string {
  return `${columnName(key)} is "${cellText(bytes, row, columns[key])}", not ${RIGHT[key]}`;
}
