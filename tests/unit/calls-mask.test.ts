import { getCountries, getCountryCallingCode } from "libphonenumber-js/max";
import { masked, maskedJson, maskedNumber } from "../../calls/mask";

test.each([
  ["+46701234567", "+46 70 *** 67"],
  ["46701234567", "+46 70 *** 67"],
  ["+12025550101", "+1 20 *** 01"],
  ["+3725551234", "+372 55 *** 34"],
  ["+37255512", "+372 *** 12"],
  ["+3721", "+372 ***"],
])("%s is masked as %s", (number, expected) => {
  expect(maskedNumber(number)).toBe(expected);
});

test("a number keeps the calling code of its country, whichever that is", () => {
  for (const country of getCountries()) {
    const code = getCountryCallingCode(country);
    expect(maskedNumber(`+${code}123456789`)).toBe(`+${code} 12 *** 89`);
  }
});

test("in a text only phone numbers are masked, however they are written", () => {
  expect(
    masked(
      "sip:+12025550101@acme.pstn.sinch.com calls tel:+46701234567, 0046701234567 and +1 202-555-0101 from 198.51.100.17",
    ),
  ).toBe(
    "sip:+1 20 *** 01@acme.pstn.sinch.com calls tel:+46 70 *** 67, +46 70 *** 67 and +1 20 *** 01 from 198.51.100.17",
  );
  expect(masked("tel:+46 (70) 123-45-67, +46(0)701234567 and sip:%2B46701234567@acme.pstn.sinch.com")).toBe(
    "tel:+46 70 *** 67, +46 07 *** 67 and sip:+46 70 *** 67@acme.pstn.sinch.com",
  );
  expect(masked("+46701234567 (12 calls), +46701234567 (503)")).toBe(
    "+46 70 *** 67 (12 calls), +46 70 *** 67 (503)",
  );
  for (const text of [
    "2026-11-28T12:00:00.000Z",
    "10.0.0.0/8, 203.0.113.12 and 2001:db8::1",
    "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    "trunk 1900 and rule 467012",
    "40000 of 1000000 calls",
  ]) {
    expect(masked(text)).toBe(text);
  }
});

test("JSON is masked in its texts and names, and keeps its numbers", () => {
  expect(
    maskedJson({ "+46701234567": ["+46701234567", 46701234567, null, { to: "tel:+12025550101" }] }),
  ).toEqual({
    "+46 70 *** 67": ["+46 70 *** 67", 46701234567, null, { to: "tel:+1 20 *** 01" }],
  });
});
