import fc from "fast-check";
import { PhoneNumber, type CountryCode, type Examples, type MetadataJson } from "libphonenumber-js/core";
import { SOURCE } from "../../provider/number-plan";
import { regionsOf, regionsOfPrefix, WORLD } from "../../provider/regions";

/** What the tests read of a region's row in the metadata. */
interface Row {
  0: string;
  11: ([pattern: string, lengths?: number[]] | 0)[];
}

const metadata = require("libphonenumber-js/metadata.max.json") as MetadataJson;
const examples = require("libphonenumber-js/mobile/examples") as Partial<Examples>;
const rowsOf = (part: object): [string, Row][] => Object.entries(part as Record<string, Row>);
const PLANS = [
  ...rowsOf(metadata.countries).map(([region, row]) => ({ region, code: row[0], kinds: row[11] })),
  ...rowsOf(metadata.nonGeographic).map(([code, row]) => ({ region: WORLD, code, kinds: row[11] })),
];

/** The regions of a calling code for which the library itself calls a number valid. */
function validIn(code: string, national: string): string[] {
  return PLANS.filter((plan) => plan.code === code)
    .map(({ region }) => region)
    .filter((region) => {
      const number = new PhoneNumber(`+${code}${national}`, metadata);
      number.country = region === WORLD ? undefined : (region as CountryCode);
      return number.isValid();
    });
}

/** The regions of numbers that begin with these digits and go on. */
function longerIn(code: string, national: string): string[] {
  return LONGER.flatMap((more) => validIn(code, national + more));
}

const LONGER = Array.from({ length: 12 }, (_, index) => "2".repeat(index + 1));

/** Numbers as the patterns of a region allow them, without their calling code. */
function nationalNumbers(kinds: Row[11]): fc.Arbitrary<string> {
  const patterns = kinds.flatMap((kind) => (kind === 0 || kind[0] === "" ? [] : [kind[0]]));
  return fc.oneof(...patterns.map((pattern) => fc.stringMatching(new RegExp(`^(?:${pattern})$`))));
}

const sorted = (regions: Iterable<string>): string[] => [...regions].sort();

describe("a number may be of the regions for which the library calls it valid, or a longer one", () => {
  test.each(PLANS)("$region (+$code)", ({ region, code, kinds }) => {
    const example = examples[region as CountryCode];
    if (example !== undefined) expect(regionsOf(`+${code}${example}`)).toContain(region);
    fc.assert(
      fc.property(nationalNumbers(kinds), fc.nat(15), (national, length) => {
        const digits = `${code}${national}`;
        const [regions, valid] = [[...regionsOf(`+${digits}`)], validIn(code, national)];
        const others = regions.filter((one) => !valid.includes(one));
        expect([digits, regions]).toEqual([digits, expect.arrayContaining(valid)]);
        const longer = others.length > 0 ? longerIn(code, national) : [];
        expect([digits, longer]).toEqual([digits, expect.arrayContaining(others)]);
        expect([...regionsOfPrefix(digits.slice(0, length))]).toEqual(expect.arrayContaining(regions));
      }),
      { seed: 1, numRuns: 10 },
    );
  });
});

test.each([
  ["+12735550123", ["CA"]], // an area code since 2026
  ["+13102345678", ["US"]], // beside Canada's +1 310 and four digits
  ["+590590271234", ["BL", "MF"]],
  ["+212528812345", ["EH", "MA"]],
  ["+390669812345", ["VA"]],
  ["+393312345678", ["IT", "VA"]],
  ["+390612345678", ["IT"]],
  ["+77172123456", ["KZ"]],
  ["+38349123456", ["XK"]],
  ["+12425550123", ["BS"]], // an exchange that is not in use
  ["+590590711234", ["GP", "MF"]], // the same, in an area code that is shared
  ["+24740123", ["AC"]],
  ["+881612345678", [WORLD]],
  ["+80012345678", [WORLD]],
  ["+979123456789", [WORLD]],
])("%s is of %j", (number, regions) => {
  expect(sorted(regionsOf(number))).toEqual(regions);
});

test.each([
  ["an area code that no plan has", "+19995550123"],
  ["a trunk digit that was kept", "+4402079460958"],
  ["a trunk digit that was kept", "+460701740605"],
  ["a trunk digit that was kept", "+112025550123"],
  ["digits to dial abroad", "+0046701740605"],
  ["a calling code that nobody has", "+999123456789"],
  ["no +", "46701740605"],
  ["letters", "+46abc"],
])("%s gives no region: %s", (_, number) => {
  expect([...regionsOf(number)]).toEqual([]);
});

test.each([
  ["46", ["SE"]],
  ["447", ["GB", "GG", "IM", "JE"]],
  ["1310", ["CA", "US"]],
  ["21252", ["EH", "MA"]],
  ["39066", ["IT", "VA"]],
  ["21", ["DZ", "EH", "LY", "MA", "SS", "TN"]],
  ["88", ["BD", "TW", WORLD].sort()],
  ["881", [WORLD]],
  ["4600", []],
  ["0046", []],
  ["0111900", []],
  ["0", []],
  ["1999", []],
  ["999", []],
  ["+46", []],
])("numbers that begin with %s are of %j", (digits, regions) => {
  expect(sorted(regionsOfPrefix(digits))).toEqual(regions);
});

test("premium numbers of North America may be of several of its countries", () => {
  expect([...regionsOfPrefix("1900")]).toEqual(expect.arrayContaining(["CA", "JM", "PR", "US"]));
});

test("the table names the library and the metadata that it was made of", () => {
  const { version } = require("libphonenumber-js/package.json") as { version: string };
  expect(SOURCE).toMatch(/^libphonenumber-js [\d.]+, metadata 9\.[\d.]+$/);
  expect(SOURCE).toContain(version);
});
