import * as ipaddr from "ipaddr.js";
import { z } from "zod";
import { ISO_COUNTRIES } from "./countries";

/**
 * The schemas of single inputs. Each accepts every spelling that means the same, puts out one of them, and
 * refuses the rest with a clause that says what is right. Empty text and null count as not set.
 */
export const fields = {
  /** Text that is not empty. */
  text: (example: string) => matching(/\S/, `must be text that is not empty, such as "${example}"`),

  /** Text that may be left out; empty is the same as left out. */
  optionalText: (example: string) =>
    emptyIsAbsent(z.string(clause(`must be text, such as "${example}"`)).optional()),

  /** The id of another entity. */
  id: (example: string) =>
    matching(
      /^(?!\.{1,2}$)[^\s/?#]+$/,
      `must be an id, such as \`${example}\`: pass the resource's id output`,
    ),

  /** true or false. */
  flag: (example: boolean) => z.boolean(clause(`must be true or false, such as ${String(example)}`)),

  /** A name that can stand in the DNS: labels of 1 to 63 letters, digits and hyphens (RFC 1123 section 2.1). */
  hostName: () =>
    matching(
      new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`, "i"),
      'must be able to stand in a DNS name: letters, digits and hyphens, not first or last, such as "acme-voice"',
    ).toLowerCase(),

  /** Where SIP messages are sent: an IP address or a domain name. */
  sipAddress: () =>
    z
      .string(clause(SIP_ADDRESS))
      .transform((text) => text.toLowerCase())
      .refine(isSipAddress, clause(SIP_ADDRESS)),

  /** A telephone number in the form of ITU-T E.164. */
  e164: () => matching(/^\+[1-9]\d{1,14}$/, 'must be a number in E.164 form, such as "+12025550147"'),

  /** The first digits of a telephone number. */
  prefixDigits: () =>
    matching(/^\d{1,15}$/, 'must be the first digits of a number without "+", such as "1900"'),

  /** A TCP or UDP port. */
  port: () => whole(1, 65535, "must be a port from 1 to 65535, such as 5060"),

  /** The order in which endpoints are tried. */
  priority: () => whole(1, 2147483647, "must be a whole number from 1 up, such as 1; lower is tried first"),

  /** The length of an IPv4 prefix in bits. */
  prefixLength: () => whole(1, 32, "must be a prefix length from 1 to 32, such as 28"),

  /** An IPv4 address without prefix. */
  ipv4: () => z.string(clause(IPV4)).refine((text) => ipaddr.IPv4.isValidFourPartDecimal(text), clause(IPV4)),

  /** ISO 3166-1 alpha-2, in any case. */
  isoCountry: () =>
    z
      .string(clause(ISO_COUNTRY))
      .transform((text) => text.toUpperCase())
      .refine((text) => ISO_COUNTRIES.has(text), clause(ISO_COUNTRY)),

  /** One of a few words, in any case. */
  oneOf: <const Word extends string>(words: readonly Word[]) =>
    z
      .string(clause(`must be one of ${words.join(", ")}`))
      .transform((text) => text.toUpperCase())
      .pipe(z.enum(words, clause(`must be one of ${words.join(", ")}`))),

  /** A SIP username; it becomes part of an address, so only characters that need no escaping. */
  username: () =>
    matching(
      /^(?!\.{1,2}$)[A-Za-z0-9._~-]+$/,
      'must be letters, digits and the characters . _ ~ - only, such as "branch01"',
    ),

  /** A SIP password as the API demands it. */
  password: () =>
    z
      .string(clause(PASSWORD))
      .refine(
        (text) => text.length >= 12 && /[A-Z]/.test(text) && /[a-z]/.test(text) && /\d/.test(text),
        clause(PASSWORD),
      ),

  /** A list of objects, none of them with keys that are not named. */
  listOf: <Item extends z.ZodRawShape>(item: Item, reason: string) =>
    z.array(z.strictObject(item, clause(reason)), clause(reason)).min(1, clause(reason)),

  /** Makes a field one that may be left out. */
  optional: <Schema extends z.ZodType>(schema: Schema) => emptyIsAbsent(schema.optional()),

  /** Makes a field one that has a value where none is given. */
  defaulted: <Schema extends z.ZodType>(schema: Schema, value: z.util.NoUndefined<z.output<Schema>>) =>
    emptyIsAbsent(schema.optional()).transform((given) => given ?? value),
};

/** The schemas that a definition composes its inputs from. */
export type Fields = typeof fields;

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
const SIP_ADDRESS = 'must be an IP address or a domain name, such as "203.0.113.10" or "sbc.example.com"';
const IPV4 =
  'must be an IPv4 address without prefix length, such as "198.51.100.16" (the length goes into range)';
const ISO_COUNTRY = 'must be a country as two letters of ISO 3166-1, such as "SE"';
const PASSWORD =
  "must have at least 12 characters, with an upper-case letter, a lower-case letter and a digit";

function clause(reason: string): { error: string } {
  return { error: reason };
}

function matching(pattern: RegExp, reason: string) {
  return z.string(clause(reason)).regex(pattern, clause(reason));
}

function whole(least: number, most: number, reason: string) {
  return z.int(clause(reason)).min(least, clause(reason)).max(most, clause(reason));
}

function emptyIsAbsent<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === null || value === "" ? undefined : value), schema);
}

function isSipAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    return true;
  }
  // A last label of digits only is a mistyped address, never a domain (RFC 3696 section 2).
  return new RegExp(`^(?=.{1,253}$)(${LABEL}\\.)*(?!\\d+$)${LABEL}$`, "i").test(text);
}
