import fc from "fast-check";
import { ISO_COUNTRIES } from "../../provider/countries";
import { countryMeant } from "../../provider/country-names";
import type { JsonObject } from "../../provider/json";
import { fields } from "../../provider/fields";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { odditiesOf } from "../../provider/oddities";
import { INPUTS } from "../entities";
import { entityOf } from "./account";

function reasons(name: string, change: JsonObject): string[] {
  const noClient = () => {
    throw new Error("a check asked for the client");
  };
  const { failures } = lifecycleOf(entityOf(name), noClient).check({}, { ...INPUTS[name], ...change });
  return failures.map(({ property, reason }) => `${property} ${reason}`);
}

const INPUTS_OF_ALL = Object.entries(INPUTS).flatMap(([name, inputs]) =>
  [...Object.keys(inputs), "account"].map((input) => [name, input] as const),
);

describe("an unknown input", () => {
  test("in another case, with separators or with one wrong letter is told with the one that is meant", () => {
    const letter = fc.stringMatching(/^[a-z]$/);
    fc.assert(
      fc.property(fc.constantFrom(...INPUTS_OF_ALL), fc.nat(), letter, ([name, input], at, other) => {
        const place = at % input.length;
        const mistyped = [
          input.toUpperCase(),
          input.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`),
          input.slice(0, place) + other + input.slice(place + 1),
          input.slice(0, place) + input.slice(place + 1),
        ].filter((text) => text !== "account" && !(text in entityOf(name).inputs(fields)));
        for (const text of mistyped) {
          const given = { ...INPUTS[name], [text]: "" };
          const told = reasons(name, given).find((one) => one.startsWith(`${text} `));
          // Another one may be as near.
          expect(told).toMatch(new RegExp(`did you mean (\\w+ or )*${input}( or \\w+)*\\?`));
        }
      }),
    );
  });

  test("that is near to none is told with all that there are", () => {
    expect(reasons("SipTrunk", { colour: "red" })).toEqual([
      "colour is not an input of SipTrunk, whose inputs are name, hostName, enableCallerName, enableCallForward, " +
        "callForwardNumber, account",
    ]);
  });

  test("of an element of a list is told with the one that is meant", () => {
    const ipRanges = [{ ipaddress: "198.51.100.16", ipAddress: "198.51.100.16", prefix: 28 }];
    const told = reasons("AccessControlList", { ipRanges });
    expect(told).toEqual([
      "ipRanges[0].ipaddress is not known here (did you mean ipAddress?): remove it, or correct its spelling",
      "ipRanges[0].prefix is not known here: remove it, or correct its spelling",
    ]);
  });
});

describe("a country", () => {
  const english = new Intl.DisplayNames("en", { type: "region" });

  test.each([...ISO_COUNTRIES])("%s is meant by its English name, in any case", (code) => {
    const name = english.of(code) ?? "";
    expect([name, name.toUpperCase(), ` ${name.toLowerCase()} `].map(countryMeant)).toEqual([
      code,
      code,
      code,
    ]);
  });

  test.each([
    ["UK", "GB"],
    ["USA", "US"],
    ["U.S.A.", "US"],
    ["Great Britain", "GB"],
    ["Holland", "NL"],
    ["Turkey", "TR"],
    ["Czech Republic", "CZ"],
    ["Hong Kong", "HK"],
    ["Swedn", "SE"],
    ["Gemany", "DE"],
    ["752", "SE"],
  ])("%s is told as %s", (text, code) => {
    const mistakes: [name: string, change: JsonObject][] = [
      ["CountryPermission", { isoCode: text }],
      ["CallBlockingRule", { calleeCountry: text }],
      ["CountryPermissions", { countries: ["DE", text] }],
    ];
    for (const [name, change] of mistakes) {
      const [told, ...others] = reasons(name, change);
      expect(others).toEqual([]);
      expect(told).toContain(`such as "SE": did you mean "${code}" (${english.of(code) ?? ""})?`);
    }
  });

  test.each(["EU", "ZZ", "S", "*", "+46", "everywhere", "001"])("that %s names is not guessed", (text) => {
    expect(reasons("CountryPermission", { isoCode: text })[0]).not.toContain("did you mean");
  });
});

describe("a range", () => {
  test.each([
    ["203.0.113.0/24", "203.0.113.0", 24],
    ["198.51.100.17/28", "198.51.100.16", 28],
    ["198.51.100.7/32", "198.51.100.7", 32],
  ])("in one text, %s, is told as two inputs", (ipAddress, first, length) => {
    const right = `ipAddress must be an IPv4 address without prefix length, such as "198.51.100.16" (the length goes into range): give two inputs, ipAddress: "${first}" and range: ${length}`;
    expect(reasons("IpRange", { ipAddress })).toEqual([right]);
    expect(reasons("AccessControlList", { ipRanges: [{ ipAddress }] })).toEqual([`ipRanges[0].${right}`]);
  });

  test.each([
    ["ipAddress", { ipAddress: "0.0.0.0/0" }],
    ["range", { ipAddress: "0.0.0.0", range: 0 }],
    ["range", { ipAddress: "198.51.100.16", range: 0 }],
  ])("of length 0 is refused at %s, since it lets in the whole internet", (property, inputs) => {
    const [told, ...others] = reasons("AccessControlList", { ipRanges: [inputs] });
    expect(others).toEqual([]);
    expect(told).toMatch(
      new RegExp(
        `^ipRanges\\[0\\]\\.${property} .*0 would let in the whole internet.*: give the addresses that`,
      ),
    );
  });

  test("of IPv6 is told to be none of an access control list", () => {
    expect(reasons("IpRange", { ipAddress: "2001:db8::1" })[0]).toContain("have no IPv6");
  });

  test("with bits behind its prefix is taken, and warned of with the network that is let in", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    const public198 = fc.tuple(octet, octet).map(([third, last]) => `198.51.${third}.${last}`);
    fc.assert(
      fc.property(public198, fc.integer({ min: 1, max: 32 }), (ipAddress, range) => {
        const bits = ipAddress.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
        const hasMore = bits % 2 ** (32 - range) !== 0;
        const inputs = { ...INPUTS.IpRange, ipAddress, range };
        expect(reasons("IpRange", inputs)).toEqual([]);
        const told = odditiesOf(entityOf("IpRange"), inputs, () => true).map(({ reason }) => reason);
        expect(told.some((one) => one.includes(`the whole network `))).toBe(hasMore);
      }),
    );
    const [told] = odditiesOf(
      entityOf("AccessControlList"),
      { ipRanges: [{ ipAddress: "198.51.100.17", range: 28 }] },
      () => true,
    );
    expect(told).toMatchObject({ property: "ipRanges[0].ipAddress" });
    expect(told?.reason).toContain("with a length of 28 the whole network 198.51.100.16/28 is let in");
  });
});
