import fc from "fast-check";
import type { Sample } from "./sample";
import { NOT_COUNTRIES, NOT_FLAGS, each } from "./wrong-values";

export const sample: Sample = {
  inputs: { isoCode: "SE", enabled: true },
  accepted: () => fc.record({ isoCode: fc.constantFrom("se", "SE", "us", "De"), enabled: fc.boolean() }),
  refusals: [
    ...each(NOT_COUNTRIES, "isoCode", 'such as "SE"'),
    ...each([...NOT_FLAGS, "", null, undefined], "enabled", "true or false, such as true"),
    [{ country: "SE" }, "country", "whose inputs are isoCode, enabled"],
  ],
  faults: {
    unique: true,
    prepare: () => Promise.resolve({ isoCode: "SE", enabled: true }),
    changed: () => ({ isoCode: "SE", enabled: false }),
  },
};
