/*
 * Cells as values, out of bytes and without a text on the way where that is possible. What is not of the form is NaN or
 * undefined, never a guess.
 */

const ZERO = 0x30;
const DASH = 0x2d;
const SLASH = 0x2f;
const COLON = 0x3a;
const DOT = 0x2e;
const PLUS = 0x2b;
const BLANK = 0x20;
const CAPITAL_T = 0x54;
const CAPITAL_Z = 0x5a;
/** What makes a capital letter a small one. */
const SMALL = 0x20;

/** So many bytes at the end of a text give it its place. */
const TELLING = 6;

const MINUTE_MS = 60_000;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A whole number without a sign; NaN for anything else. */
export function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  // More digits are no exact number.
  if (end <= start || end - start > 15) return NaN;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A number without a sign that may have decimals after a dot; NaN for anything else. */
export function decimal(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > 16) return NaN;
  let value = 0;
  let scale = 0;
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === DOT && scale === 0 && at > start && at + 1 < end) {
      scale = 1;
      continue;
    }
    const digit = byte - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
    scale *= 10;
  }
  return scale > 1 ? value / scale : value;
}

/** Reads times; it remembers the last day, since rows of a history are mostly of the same. */
export class Times {
  /** Whether the last time had a zone. */
  hasZone = true;
  #day = NaN;
  #dayMs = NaN;

  /**
   * Milliseconds since 1970 of a time in ISO 8601, such as `2026-02-03T09:15:27.118Z`, with or without seconds and
   * decimals of them, with `Z`, `+01:00`, `+0100`, `+01` or no zone, which is UTC; NaN for anything else. Slashes may be
   * in the place of dashes, as Gnumeric has them when it saves such a time: with the year first there is one reading.
   */
  time(bytes: Uint8Array, start: number, end: number): number {
    const separator = bytes[start + 10];
    if (
      end - start < 16 ||
      (bytes[start + 4] !== DASH && bytes[start + 4] !== SLASH) ||
      bytes[start + 7] !== bytes[start + 4] ||
      bytes[start + 13] !== COLON ||
      (separator !== CAPITAL_T && separator !== (CAPITAL_T | SMALL) && separator !== BLANK)
    ) {
      return NaN;
    }
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const dayMs = this.#startOf(year, twoDigits(bytes, start + 5), twoDigits(bytes, start + 8));
    const hour = twoDigits(bytes, start + 11);
    const minute = twoDigits(bytes, start + 14);
    if (!(hour < 24 && minute < 60)) return NaN;
    let at = start + 16;
    let ms = 0;
    if (at < end && bytes[at] === COLON) {
      const second = at + 3 <= end ? twoDigits(bytes, at + 1) : NaN;
      if (!(second < 60)) return NaN;
      ms = second * 1000;
      at += 3;
      if (at < end && bytes[at] === DOT) {
        const from = at + 1;
        at = from;
        for (let unit = 100; at < end && isDigit(bytes[at]); at += 1, unit /= 10) {
          if (unit >= 1) ms += ((bytes[at] ?? 0) - ZERO) * unit;
        }
        if (at === from) return NaN;
      }
    }
    return dayMs + (hour * 60 + minute) * MINUTE_MS + ms - this.#zoneMs(bytes, at, end);
  }

  #startOf(year: number, month: number, day: number): number {
    const key = (year * 100 + month) * 100 + day;
    if (key === this.#day) return this.#dayMs;
    const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const length = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
    this.#day = key;
    this.#dayMs = year >= 1000 && day >= 1 && day <= length ? Date.UTC(year, month - 1, day) : NaN;
    return this.#dayMs;
  }

  #zoneMs(bytes: Uint8Array, start: number, end: number): number {
    this.hasZone = start < end;
    const length = end - start;
    const sign = bytes[start];
    if (length === 0) return 0;
    if (length === 1) return sign === CAPITAL_Z || sign === (CAPITAL_Z | SMALL) ? 0 : NaN;
    if (sign !== PLUS && sign !== DASH) return NaN;
    const isSplit = length === 6 && bytes[start + 3] === COLON;
    if (length !== 3 && length !== 5 && !isSplit) return NaN;
    const hours = twoDigits(bytes, start + 1);
    const minutes = length === 3 ? 0 : twoDigits(bytes, end - 2);
    if (!(hours < 24 && minutes < 60)) return NaN;
    return (sign === DASH ? -1 : 1) * (hours * 60 + minutes) * MINUTE_MS;
  }
}

/** Texts that repeat, such as ids of trunks: each is made once, as long as its place is not taken by another one. */
export class Repeated {
  readonly #mask: number;
  readonly #texts: (string | undefined)[];

  /** @param places a power of two */
  constructor(places: number) {
    this.#mask = places - 1;
    this.#texts = new Array<string | undefined>(places).fill(undefined);
  }

  text(bytes: Buffer, start: number, end: number): string {
    let hash = end - start;
    // The ends of texts differ most, and all of it is compared.
    for (let at = Math.max(start, end - TELLING); at < end; at += 1) {
      hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    }
    const place = (hash ^ (hash >>> 15)) & this.#mask;
    const known = this.#texts[place];
    if (known !== undefined && isText(known, bytes, start, end)) return known;
    const text = bytes.toString("utf8", start, end);
    this.#texts[place] = text;
    return text;
  }
}

/** False for a text with characters outside of ASCII, which is made anew. */
function isText(text: string, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let at = start; at < end; at += 1) {
    if (text.charCodeAt(at - start) !== bytes[at]) return false;
  }
  return true;
}

function isDigit(byte = 0): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - ZERO;
  const ones = (bytes[at + 1] ?? 0) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
