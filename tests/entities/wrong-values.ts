import type { JsonObject } from "../../provider/json";
import type { Refusal } from "./sample";

/* Values that a check refuses, by what they are not. */

/** The same mistake in each of several values. */
export function each(values: unknown[], property: string, right: string): Refusal[] {
  return values.map((value): Refusal => [{ [property]: value } as JsonObject, property, right]);
}

/** What nobody means to give, and files and forms add. */
export const NOT_CLEAN = [
  " a",
  "a ",
  "a\n",
  "a\r\n",
  "a\tb",
  "a\u0000b",
  "a\u2028b",
  "\u00a0a",
  "\ufeffa",
  "a\ud800",
];
export const NOT_TEXT = ["", null, undefined, 7, true, [], {}, "  ", "\n", ...NOT_CLEAN];
export const NOT_IDS = ["", null, undefined, 7, [], {}, "..", "a/b", "a b", "a\n", "?"];
export const NOT_FLAGS = ["true", 1, 0, [], {}];
export const NOT_COUNTRIES = ["", null, undefined, 46, "SWE", "S", "ZZ", "EU", "UK", "+46", "*"];
export const NOT_IPV4 = [
  ...[
    "",
    null,
    undefined,
    7,
    "198.51.100",
    "198.51.100.256",
    "198.51.100.0/24",
    "1.2.3.4.5",
    "2001:db8::1",
    "sbc.example.com",
  ],
  ...["0x7f.0.0.1", "010.0.0.1", " 198.51.100.1", "198.51.100.1\n", "3325256705"],
];
export const NOT_PREFIX_LENGTHS = [0, 33, -1, 24.5, "24", NaN, true];
export const NOT_PORTS = [0, 65536, -1, 5060.5, "5060", NaN, Infinity, true];
export const NOT_E164 = [
  ...[
    "12025550147",
    "+0123456789",
    "+1",
    "+1 202 555 0147",
    "+1-202-555-0147",
    "tel:+12025550147",
    "+1202555014712345",
    "+",
  ],
  ...["00442079460000", "+44207946000a", "+12025550147\n", 12025550147, {}],
];
