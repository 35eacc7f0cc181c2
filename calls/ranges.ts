import { textOf, type JsonObject } from "../provider/json";

/**
 * Addresses of an access control list as numbers of 32 bits: the first and the last one of each interval, in order. No two
 * intervals touch.
 */
export type Ranges = Uint32Array;

/** An IPv4 address as a number of 32 bits; -1 for anything else. IPv6 may carry one (RFC 4291 section 2.5.5.2). */
export function numberOfAddress(text: string): number {
  const isMapped = text.charCodeAt(0) === COLON && text.slice(0, MAPPED.length).toLowerCase() === MAPPED;
  let number = 0;
  let octet = 0;
  let digits = 0;
  let octets = 0;
  for (let at = isMapped ? MAPPED.length : 0; at <= text.length; at++) {
    const code = at === text.length ? DOT : text.charCodeAt(at);
    if (code === DOT) {
      if (digits === 0 || octet > 255) return -1;
      number = number * 256 + octet;
      octet = 0;
      digits = 0;
      octets++;
    } else if (code >= ZERO && code <= ZERO + 9 && digits < 3) {
      octet = 10 * octet + code - ZERO;
      digits++;
    } else return -1;
  }
  return octets === 4 ? number : -1;
}

const MAPPED = "::ffff:";
const COLON = 0x3a;
const DOT = 0x2e;
const ZERO = 0x30;

/** The first and last address of a range, whatever stands behind its prefix; nothing for what is none. */
function intervalOf({ ipAddress, range }: JsonObject): [number, number] | undefined {
  const address = numberOfAddress(textOf(ipAddress));
  const length = Number(range ?? 32);
  if (address < 0 || !Number.isInteger(length) || length < 0 || length > 32) return undefined;
  const size = 2 ** (32 - length);
  const start = address - (address % size);
  return [start, start + size - 1];
}

/** Ranges as the API has them, made one index. */
export function rangesOf(ranges: readonly JsonObject[]): Ranges {
  const sorted = ranges.map(intervalOf).filter((one) => one !== undefined);
  sorted.sort(([one], [other]) => one - other);
  const merged: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1] + 1) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return Uint32Array.from(merged.flat());
}

/** Whether an address, as a number, is in one of the ranges. */
export function isIn(ranges: Ranges, address: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (address < (ranges[2 * middle] ?? 0)) high = middle - 1;
    else if (address > (ranges[2 * middle + 1] ?? 0)) low = middle + 1;
    else return true;
  }
  return false;
}
