import fc from "fast-check";
import { ISO_COUNTRIES } from "../../provider/countries";
import type { JsonObject } from "../../provider/json";

/* Values that a check accepts, in all their spellings: what several entities have. */

/** Usernames of the credential list in the world of `tests/unit/world.ts`. */
export const WORLD_USERNAMES = ["world.01", "world-02"];

export const upperOrLower = (text: string) => fc.mixedCase(fc.constant(text));

/** What counts as not given. */
export const nothing = fc.constantFrom("", null, undefined);

export function optional<Value>(value: fc.Arbitrary<Value>) {
  return fc.oneof({ weight: 3, arbitrary: value }, { weight: 1, arbitrary: nothing });
}

export const name = fc.string({ unit: "grapheme", maxLength: 30 }).map((text) => `n${text}n`);
export const flag = optional(fc.boolean());
export const label = fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,10}[a-zA-Z0-9])?$/);
export const hostName = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join("."));
export const e164 = fc.stringMatching(/^\+[1-9][0-9]{1,14}$/);
export const domain = hostName.map((text) => `${text}_1.example.com`);
export const address = fc.oneof(fc.ipV4(), fc.ipV6(), domain);
export const port = optional(fc.integer({ min: 1, max: 65535 }));
export const transport = optional(fc.constantFrom("UDP", "TCP", "TLS").chain(upperOrLower));
export const priority = fc.integer({ min: 1, max: 2147483647 });
export const prefixLength = optional(fc.integer({ min: 1, max: 32 }));
export const country = fc.constantFrom(...ISO_COUNTRIES).chain(upperOrLower);
export const prefix = fc.oneof(fc.stringMatching(/^\+?[0-9]{1,15}$/), name);
export const password = fc.string({ minLength: 9, maxLength: 40 }).map((text) => `p${text}aA1`);
export const username = fc.oneof(name, fc.stringMatching(/^\+[0-9]{5,12}$/), fc.emailAddress());
export const description = optional(name);

export const range = fc.record({ ipAddress: fc.ipV4(), range: prefixLength, description });

/** Two objects of a list may not say the same. */
export function distinct(item: fc.Arbitrary<JsonObject>, keyOf: (item: JsonObject) => string) {
  return fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: keyOf });
}
