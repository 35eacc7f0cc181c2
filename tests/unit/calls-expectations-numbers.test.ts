import { ISO_COUNTRIES } from "../../provider/countries";
import { regionsOfPrefix } from "../../provider/regions";
import { numbersOf, prefixesOf } from "../../calls/expectations/numbers-of-country";

const NONE = { rules: [], except: [] };

test("a country has prefixes of its own, or those that it shares, and few enough to judge each", () => {
  const withoutNumbers = [...ISO_COUNTRIES].filter((country) => prefixesOf(country).length === 0);
  expect(withoutNumbers).toEqual(["AQ", "BV", "GS", "HM", "PN", "TF", "UM"]);
  for (const country of ISO_COUNTRIES) {
    const prefixes = prefixesOf(country);
    expect(new Set(prefixes.map((prefix) => regionsOfPrefix(prefix).size === 1)).size).toBeLessThan(2);
    expect(prefixes.every((prefix) => regionsOfPrefix(prefix).has(country))).toBe(true);
    expect(prefixes.length).toBeLessThan(1_000);
  }
  expect(prefixesOf("US")).toContain("1202");
  expect(prefixesOf("US")).not.toContain("1800");
});

test("one number is enough for a country with a calling code of its own and no rule", () => {
  expect(numbersOf("SE", NONE)).toEqual(["46000000000"]);
});

test("a rule that matches some of its numbers adds one of these, and another prefix none", () => {
  expect(numbersOf("SE", { rules: ["4690", "4", "46", "47"], except: [] })).toEqual([
    "46000000000",
    "46900000000",
  ]);
  expect(numbersOf("SE", { rules: ["460"], except: [] })).toEqual(["46111111111", "46000000000"]);
});

test("what is left out is not judged", () => {
  expect(numbersOf("SE", { rules: ["4690", "46701"], except: ["4690"] })).toEqual([
    "46000000000",
    "46701000000",
  ]);
  expect(numbersOf("SE", { rules: [], except: ["46"] })).toEqual([]);
});
