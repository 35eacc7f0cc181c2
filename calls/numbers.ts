import { isIP } from "node:net";
import { regionsOfPrefix, WORLD, type Regions } from "../provider/regions";
import type { Party } from "./call";

/** E.164 allows so many digits. */
export const MOST_DIGITS = 15;

/**
 * Who calls or is called, out of a text: a number with or without `+`, an address such as
 * `sip:+12025550101@voice.pstn.sinch.com:5060;transport=tls` with or without its scheme, or a `tel:` URI.
 *
 * @param country as the record of the call names it
 */
export function partyOf(text: string, country?: string): Party {
  const of = country === undefined || country === "" ? undefined : country.toUpperCase();
  const bare = bareDigits(text);
  // All have the same form: histories have millions.
  if (bare !== undefined) return { digits: bare, host: undefined, country: of };
  const { user, host } = plainParts(text) ?? partsOf(text);
  const digits = bareDigits(user) ?? digitsOf(user);
  return { digits, host: host === "" ? undefined : host, country: of };
}

/** The digits of a text that is nothing but these, and `+`: by far the most in a history. */
function bareDigits(text: string): string | undefined {
  const start = text.charCodeAt(0) === PLUS ? 1 : 0;
  if (text.length === start) return undefined;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return undefined;
  }
  return start === 0 ? text : text.slice(1);
}

const [PLUS, ZERO, NINE] = [0x2b, 0x30, 0x39];

/** The parts of an address with nothing but these, as records have it: `sip:+12025550101@198.51.100.17`. */
function plainParts(text: string): { user: string; host: string } | undefined {
  const at = text.indexOf("@");
  if (at < 0 || !text.startsWith(SIP)) return undefined;
  for (let place = at + 1; place < text.length; place++) {
    const code = text.charCodeAt(place);
    const isPlain =
      code === DOT || code === DASH || (code >= ZERO && code <= NINE) || (code >= A && code <= Z);
    if (!isPlain) return undefined;
  }
  if (text.charCodeAt(text.length - 1) === DOT) return undefined;
  return { user: text.slice(SIP.length, at), host: text.slice(at + 1) };
}

const SIP = "sip:";
const [DASH, DOT, A, Z] = [0x2d, 0x2e, 0x61, 0x7a];

/** Takes an address apart (RFC 3261 section 19.1.1, RFC 3966): its name and parameters do not say who it is. */
function partsOf(text: string): { user: string; host: string } {
  const [, inBrackets] = /<([^>]*)>/.exec(text) ?? [];
  const [, scheme = "", rest = ""] = /^(?:(sips?|tel):)?(.*)$/is.exec((inBrackets ?? text).trim()) ?? [];
  const at = rest.lastIndexOf("@");
  if (scheme.toLowerCase() === "tel" || (scheme === "" && at < 0)) return { user: rest, host: "" };
  const [, host = ""] = /^(\[[^\]]*\]|[^:;?>]*)/.exec(rest.slice(at + 1)) ?? [];
  return {
    user: at < 0 ? "" : rest.slice(0, at),
    host: host
      .replace(/^\[|\]$|\.$/g, "")
      .trim()
      .toLowerCase(),
  };
}

/** The digits of the user's part of an address, without visual separators; empty where it is no number. */
function digitsOf(user: string): string {
  const [name = ""] = user.replace(/%2b/gi, "+").split(/[;:]/);
  const plain = name.replace(/[-.\s()]/g, "");
  return /^\+?\d+$/.test(plain) ? plain.replace("+", "") : "";
}

/** Whether the host of an address is an IP address, which names no trunk. */
export function isNumeric(host: string): boolean {
  return isIP(host) !== 0;
}

/** A number as people read it: `+46701234567`. */
export function numberText({ digits }: Pick<Party, "digits">): string {
  return digits === "" ? "no number" : `+${digits}`;
}

/** A number, or what stands in the place of one, with the countries that it may be of. */
export interface Subject {
  readonly party: Party;
  /** The country, where only one is possible. */
  readonly country: string | undefined;
  /** The countries, where there are several. */
  readonly regions: Regions | undefined;
}

/** Looks up of which countries somebody's number may be. None where it is of no country. */
export function subjectOf(party: Party): Subject {
  const { digits, country } = party;
  const isNumber = digits !== "" && digits.length <= MOST_DIGITS;
  if (country !== undefined || !isNumber) return { party, country, regions: undefined };
  const regions = regionsOfPrefix(digits);
  return regions.size > 1
    ? { party, country: undefined, regions }
    : { party, country: onlyOne(regions), regions: undefined };
}

const singles = new Map<Regions, string>();

function onlyOne(regions: Regions): string | undefined {
  const known = singles.get(regions);
  if (known !== undefined) return known;
  const [only] = regions;
  if (only === undefined || only === WORLD) return undefined;
  singles.set(regions, only);
  return only;
}

/** What a number of no country is, for people. */
export function withoutCountry({ digits }: Party): string {
  if (digits === "") return "no number";
  if (digits.length > MOST_DIGITS) return `longer than the ${MOST_DIGITS} digits that E.164 allows`;
  return regionsOfPrefix(digits).has(WORLD) ? "a number of no country" : "in no country's number plan";
}
