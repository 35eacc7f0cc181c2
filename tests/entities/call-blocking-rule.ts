import fc from "fast-check";
import type { Sample } from "./sample";
import { country, name, nothing, optional, prefix, upperOrLower } from "./values";
import { NOT_CLEAN, NOT_COUNTRIES, each } from "./wrong-values";

export const sample: Sample = {
  inputs: {
    name: "No premium numbers",
    direction: "OUTBOUND",
    calleeCountry: "US",
    calleeMatch: "1900",
  },
  changed: { name: "No chat lines", calleeMatch: "1976" },
  answered: { direction: "outbound" },
  accepted: () =>
    fc.oneof(
      fc.record({
        name: optional(name),
        direction: upperOrLower("INBOUND"),
        callerCountry: country,
        callerMatch: optional(prefix),
        calleeMatch: nothing,
      }),
      fc.record({
        direction: upperOrLower("OUTBOUND"),
        calleeCountry: optional(country),
        calleeMatch: prefix,
      }),
      fc.record({ direction: upperOrLower("OUTBOUND"), callerMatch: prefix }),
    ),
  refusals: [
    ...each([7, {}, " ", ...NOT_CLEAN], "name", 'such as "No premium numbers"'),
    ...each(["", null, undefined, "BOTH", "in", 7, []], "direction", "INBOUND, OUTBOUND"),
    ...each(NOT_COUNTRIES.slice(3), "calleeCountry", 'such as "SE"'),
    ...each([1900, {}, [], " ", "1900\n", " 1900", "1900\t", ...NOT_CLEAN], "calleeMatch", 'such as "1900"'),
    [{ caller: "US" }, "caller", "whose inputs are name, direction, callerCountry"],
  ],
};
