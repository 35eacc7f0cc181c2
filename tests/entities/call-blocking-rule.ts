import fc from "fast-check";
import type { Sample } from "./sample";
import { country, digits, name, nothing, optional, upperOrLower } from "./values";
import { NOT_COUNTRIES, each } from "./wrong-values";

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
        callerMatch: optional(digits),
        calleeMatch: nothing,
      }),
      fc.record({
        direction: upperOrLower("OUTBOUND"),
        calleeCountry: optional(country),
        calleeMatch: digits,
      }),
    ),
  refusals: [
    ...each([7, {}], "name", 'such as "No premium numbers"'),
    ...each(["", null, undefined, "BOTH", "in", 7, []], "direction", "INBOUND, OUTBOUND"),
    ...each(NOT_COUNTRIES.slice(3), "calleeCountry", 'such as "SE"'),
    ...each(
      ["+1900", "19x", "1 900", "1".repeat(16), "1900*", 1900, "1900\n"],
      "calleeMatch",
      'such as "1900"',
    ),
    [
      { callerCountry: "US" },
      "callerCountry",
      "must be left out of an OUTBOUND rule, which looks at calleeCountry",
    ],
    [{ callerMatch: "1900" }, "callerMatch", "must be left out of an OUTBOUND rule"],
    [{ direction: "INBOUND", calleeMatch: "" }, "calleeCountry", "must be left out of an INBOUND rule"],
    [{ direction: "inbound", calleeCountry: null }, "calleeMatch", "must be left out of an INBOUND rule"],
    [
      { calleeCountry: "", calleeMatch: null },
      "calleeCountry",
      'such as calleeCountry: "US" or calleeMatch: "1900"',
    ],
    [{ caller: "US" }, "caller", "whose inputs are name, direction, callerCountry"],
  ],
};
