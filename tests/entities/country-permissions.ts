import fc from "fast-check";
import type { Refusal, Sample } from "./sample";
import { optional, upperOrLower } from "./values";
import { NOT_COUNTRIES, each } from "./wrong-values";

/** Some of them are open in a new account. */
const MANAGED = ["US", "CA", "SE", "DE", "CU"];
/** No other resource of the tests switches these. */
const LEFT_ALONE = ["NO", "DK"];

const some = (countries: string[]) =>
  fc.shuffledSubarray(countries).chain((chosen) => fc.tuple(...chosen.map(upperOrLower)));

const NOT_LISTS = ["SE", 7, true, {}];
const LIST = 'must be a list of countries as two letters of ISO 3166-1, such as ["SE", "US"]';
const COUNTRY = 'must be a country as two letters of ISO 3166-1, such as "SE"';

export const sample: Sample = {
  inputs: { countries: ["US", "SE"], ignore: ["NO"] },
  changed: { countries: ["SE", "DE"] },
  accepted: () => fc.record({ countries: some(MANAGED), ignore: optional(some(LEFT_ALONE)) }),
  refusals: [
    ...each([...NOT_LISTS, "", null, undefined], "countries", "list of countries"),
    ...each(NOT_LISTS, "ignore", LIST),
    ...["countries", "ignore"].flatMap((key) =>
      NOT_COUNTRIES.map((country): Refusal => [{ [key]: ["DE", country ?? null] }, `${key}[1]`, COUNTRY]),
    ),
    [{ countries: ["SE", "US", "se"] }, "countries[2]", 'is "SE" like countries[0]: name each only once'],
    [{ ignore: ["NO", "no"] }, "ignore[1]", 'is "NO" like ignore[0]: name each only once'],
    [{ ignore: ["NO", "us"] }, "ignore[1]", 'is "US", which is in countries too'],
    [{ isoCode: "SE" }, "isoCode", "whose inputs are countries, ignore"],
  ],
  faults: {
    unique: true,
    prepare: () => Promise.resolve({ countries: ["US", "SE"], ignore: ["NO"] }),
    changed: () => ({ countries: ["SE", "DE"], ignore: ["NO"] }),
  },
};
