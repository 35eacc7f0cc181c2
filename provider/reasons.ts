import * as ipaddr from "ipaddr.js";
import { countryMeant, countryName } from "./country-names";
import { inTwoInputs } from "./network";

/* What is right in the place of a value that is refused: clauses, some of which depend on what was given. */

export const USERNAME = 'must be text that is not empty nor of dots only, such as "branch01"';
export const PASSWORD_BLANKS =
  "must not begin or end with blanks, nor hold line ends or control characters, as the last line of a file does: no " +
  "phone could sign in";
export const SIP_ADDRESS =
  'must be an IP address or a domain name, such as "203.0.113.10" or "sbc.example.com"';
export const IPV4 =
  'must be an IPv4 address without prefix length, such as "198.51.100.16" (the length goes into range)';
export const PREFIX_LENGTH = "must be a prefix length from 1 to 32, such as 28";
const WHOLE_INTERNET =
  "would let in the whole internet, so that anybody could call at your expense: give the addresses that your own " +
  "calls come from";
export const ISO_COUNTRY = 'must be a country as two letters of ISO 3166-1, such as "SE"';
export const COUNTRIES = 'must be a list of countries as two letters of ISO 3166-1, such as ["SE", "US"]';
export const PASSWORD =
  "must have at least 12 characters, with an upper-case letter, a lower-case letter and a digit";

/** Of the length of a prefix that is 0. */
export const NO_PREFIX = `${PREFIX_LENGTH}: 0 ${WHOLE_INTERNET}`;

/** What is right in the place of a text that is no code, and which country was probably meant. */
export function countryReason(given: unknown): string {
  const meant = typeof given === "string" ? countryMeant(given) : undefined;
  return meant === undefined
    ? ISO_COUNTRY
    : `${ISO_COUNTRY}: did you mean "${meant}" (${countryName(meant)})?`;
}

/** What is right in the place of a text that is no address. A network in one text is told in two inputs. */
export function ipv4Reason(given: unknown): string {
  const two = inTwoInputs(given);
  if (two === undefined) {
    return typeof given === "string" && ipaddr.IPv6.isValid(given)
      ? `${IPV4}: access control lists have no IPv6`
      : IPV4;
  }
  const { ipAddress, range } = two;
  return range === 0
    ? `${IPV4}: a length of 0 ${WHOLE_INTERNET}`
    : `${IPV4}: give two inputs, ipAddress: "${ipAddress}" and range: ${range}`;
}
