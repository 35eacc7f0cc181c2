import * as ipaddr from "ipaddr.js";
import { z } from "zod";
import { ISO_COUNTRIES } from "./countries";
import {
  COUNTRIES,
  IPV4,
  ISO_COUNTRY,
  NO_PREFIX,
  PASSWORD,
  PASSWORD_BLANKS,
  PREFIX_LENGTH,
  SIP_ADDRESS,
  USERNAME,
  countryReason,
  ipv4Reason,
} from "./reasons";

/**
 * Whose values are read: those of a program, of which each that can be wrong is refused with a clause that says what
 * is right; those of the API, which are taken as they are, in any spelling; or either, to compare them.
 */
type Use = "program" | "answer" | "comparison";

/**
 * The schemas of single inputs. Each accepts every spelling that means the same and puts out one of them. Empty text
 * and null count as not set.
 */
function fieldsFor(use: Use) {
  const isProgram = use === "program";

  /** What programs are held to, or any text of an answer; `compared` puts texts that mean the same into one spelling. */
  const text = (
    program: z.ZodType<string>,
    {
      read = same,
      compared = read,
    }: { read?: (text: string) => string; compared?: (text: string) => string } = {},
  ): z.ZodType<string> => {
    if (isProgram) {
      return program;
    }
    return z.string().transform(use === "answer" ? read : compared);
  };

  /** The API may answer a number as text. */
  const whole = (
    least: number,
    most: number,
    reason: string,
    reasons: Readonly<Record<number, string>> = {},
  ): z.ZodType<number> => {
    const told = { error: ({ input }: { input?: unknown }) => reasons[Number(input)] ?? reason };
    const number = z.int(clause(reason)).min(least, told).max(most, told);
    const numberOf = (value: unknown): unknown =>
      typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
    return isProgram ? number : z.preprocess(numberOf, z.number());
  };

  /** ISO 3166-1 alpha-2, in any case. */
  const isoCountry = () =>
    text(
      z
        .string(clause(ISO_COUNTRY))
        .transform(upper)
        .refine((given) => ISO_COUNTRIES.has(given), { error: ({ input }) => countryReason(input) }),
      { read: upper },
    );

  const countries = () => z.array(isoCountry(), clause(COUNTRIES));

  return {
    /** Text that is not empty. */
    text: (example: string) =>
      text(words(`must be text that is not empty, such as "${example}"`), { compared: plainText }),

    /** Text that may be left out; empty is the same as left out. */
    optionalText: (example: string) =>
      emptyIsAbsent(
        text(words(`must be text, such as "${example}"`), { compared: plainText }).optional(),
        use === "comparison",
      ),

    /** The id of another entity. */
    id: (example: string) =>
      text(
        matching(
          /^(?!\.{1,2}$)[^\s/?#]+$/,
          `must be an id, such as \`${example}\`: pass the resource's id output`,
        ),
      ),

    /** true or false. */
    flag: (example: boolean): z.ZodType<boolean> => {
      const flag = z.boolean(clause(`must be true or false, such as ${String(example)}`));
      const flagOf = (value: unknown): unknown =>
        value === "true" || value === "false" ? value === "true" : value;
      return isProgram ? flag : z.preprocess(flagOf, flag);
    },

    /** A name that can stand in the DNS: labels of 1 to 63 letters, digits and hyphens (RFC 1123 section 2.1). */
    hostName: () =>
      text(
        matching(
          new RegExp(`^(?=.{1,253}$)${LABEL}(\\.${LABEL})*$`, "i"),
          'must be able to stand in a DNS name: letters, digits and hyphens, not first or last, such as "acme-voice"',
        ).toLowerCase(),
        { read: lower },
      ),

    /** Where SIP messages are sent: an IP address or a domain name. */
    sipAddress: () =>
      text(z.string(clause(SIP_ADDRESS)).transform(lower).refine(isSipAddress, clause(SIP_ADDRESS)), {
        read: lower,
        compared: plainAddress,
      }),

    /** A telephone number in the form of ITU-T E.164. */
    e164: () =>
      text(matching(/^\+[1-9]\d{1,14}$/, 'must be a number in E.164 form, such as "+12025550147"'), {
        read: (number) => (/^[1-9]\d{1,14}$/.test(number) ? `+${number}` : number),
      }),

    /** The first digits of a telephone number; what else the API takes is odd, not wrong. */
    prefix: () =>
      text(words('must be the first digits of a number without "+", such as "1900"'), {
        compared: plainText,
      }),

    /** A TCP or UDP port. */
    port: () => whole(1, 65535, "must be a port from 1 to 65535, such as 5060"),

    /** The order in which endpoints are tried. */
    priority: () => whole(1, 2147483647, "must be a whole number from 1 up, such as 1; lower is tried first"),

    /** The length of an IPv4 prefix in bits. */
    prefixLength: () => whole(1, 32, PREFIX_LENGTH, { 0: NO_PREFIX }),

    /** An IPv4 address without prefix. */
    ipv4: () =>
      text(
        z.string(clause(IPV4)).refine((given) => ipaddr.IPv4.isValidFourPartDecimal(given), {
          error: ({ input }) => ipv4Reason(input),
        }),
      ),

    isoCountry,

    /** A list of countries, which may be empty. */
    countries,

    /** A list of countries that may be left out; an empty one is the same as left out. */
    optionalCountries: () =>
      z.preprocess(
        (value) => (Array.isArray(value) && value.length === 0 ? undefined : value),
        emptyIsAbsent(countries().optional()),
      ),

    /** One of a few words, in any case. */
    oneOf: <const Word extends string>(choice: readonly Word[]): z.ZodType<Word> => {
      const reason = clause(`must be one of ${choice.join(", ")}`);
      return z.string(reason).transform(upper).pipe(z.enum(choice, reason));
    },

    /** A SIP username: any text that can stand in an address, where all but a few characters are escaped. */
    username: () =>
      text(
        words(USERNAME).refine((given) => !/^\.{1,2}$/.test(given), clause(USERNAME)),
        // Blanks would belong to it.
        { compared: (given) => given.normalize("NFC") },
      ),

    /** A SIP password as the API demands it. */
    password: () =>
      text(
        z
          .string(clause(PASSWORD))
          .refine((given) => isClean(given), clause(PASSWORD_BLANKS))
          .refine(
            (given) => given.length >= 12 && /[A-Z]/.test(given) && /[a-z]/.test(given) && /\d/.test(given),
            clause(PASSWORD),
          ),
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
}

/** The schemas that a definition composes its inputs from. */
export type Fields = ReturnType<typeof fieldsFor>;

/** What a program gives, strictly. */
export const fields = fieldsFor("program");

/** What the API answers, in any spelling. */
export const answerFields = fieldsFor("answer");

/** What either gives, in a spelling in which two values are the same text if they mean the same. */
export const comparisonFields = fieldsFor("comparison");

const LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
/** Underscores are in host names of the field, though no host may have one (RFC 1123 section 2.1). */
const ADDRESS_LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
function clause(reason: string): { error: string } {
  return { error: reason };
}

function matching(pattern: RegExp, reason: string) {
  return z.string(clause(reason)).regex(pattern, clause(reason));
}

/** Text that can be meant: what a file or a form adds to it by mistake is told. */
function words(reason: string) {
  return z
    .string(clause(reason))
    .refine((given) => given.trim() !== "", clause(reason))
    .refine(isClean, clause(`${reason}, without blanks around it, line ends or control characters`));
}

/** Whether a text has nothing around or in it that nobody sees, and that can be sent. */
function isClean(text: string): boolean {
  return text.trim() === text && !/[\p{Cc}\p{Surrogate}\u2028\u2029]/u.test(text);
}

function same(text: string): string {
  return text;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function upper(text: string): string {
  return text.toUpperCase();
}

/** A text without blanks around it, in one of Unicode's normal forms. */
function plainText(text: string): string {
  return text.trim().normalize("NFC");
}

/** An address in one of its spellings: IPv6 as in RFC 5952, a domain name without the root's dot. */
function plainAddress(text: string): string {
  const plain = lower(text.trim())
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "");
  return ipaddr.isValid(plain) && !/^\d+$/.test(plain) ? ipaddr.process(plain).toString() : plain;
}

function emptyIsAbsent<Schema extends z.ZodType>(schema: Schema, blankIsEmpty = false) {
  return z.preprocess((value) => {
    const isBlank = blankIsEmpty && typeof value === "string" && value.trim() === "";
    return value === null || value === "" || isBlank ? undefined : value;
  }, schema);
}

function isSipAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text)) {
    return true;
  }
  // A last label of digits only is a mistyped address, never a domain (RFC 3696 section 2).
  return new RegExp(`^(?=.{1,253}$)(${ADDRESS_LABEL}\\.)*(?!\\d+$)${ADDRESS_LABEL}$`, "i").test(text);
}
