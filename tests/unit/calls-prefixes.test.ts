import {
  getExampleNumber,
  PhoneNumber,
  type CountryCode,
  type Examples,
  type MetadataJson,
} from "libphonenumber-js/core";
import { partyOf, subjectOf } from "../../calls";
import { regionsOf, WORLD } from "../../provider/regions";
import { diceOf, type Dice } from "./calls-world";

/** So many digits after each calling code are tried, all of them. Each more takes ten times as long. */
const DIGITS = Number(process.env.CALLS_PREFIX_DIGITS ?? 2);

const metadata = require("libphonenumber-js/metadata.max.json") as MetadataJson;
const examples = require("libphonenumber-js/mobile/examples") as Examples;

/** What the test reads of a region's row in the metadata: its calling code and the lengths of its numbers. */
type Row = readonly [code: string, prefix: unknown, pattern: unknown, lengths: readonly number[]];

const rowsOf = (part: object): [string, Row][] => Object.entries(part as Record<string, Row>);

/** The regions of each calling code, with the lengths that their numbers may have. */
const CODES = new Map<string, { regions: string[]; lengths: Set<number> }>();
for (const [region, [code, , , lengths]] of [
  ...rowsOf(metadata.countries),
  ...rowsOf(metadata.nonGeographic).map(([, row]): [string, Row] => [WORLD, row]),
]) {
  const known = CODES.get(code) ?? { regions: [], lengths: new Set<number>() };
  CODES.set(code, { regions: [...known.regions, region], lengths: new Set([...known.lengths, ...lengths]) });
}

/** The regions for which the library itself calls a number valid. */
function validIn(code: string, national: string, regions: readonly string[]): string[] {
  const number = new PhoneNumber(`+${code}${national}`, metadata);
  return regions.filter((region) => {
    number.country = region === WORLD ? undefined : (region as CountryCode);
    return number.isValid();
  });
}

/** A number that begins with some digits, as long as numbers of that code may be. */
function numberWith(dice: Dice, prefix: string, lengths: ReadonlySet<number>): string {
  const length = dice.oneOf([...lengths].filter((one) => one >= prefix.length));
  return prefix + Array.from({ length: length - prefix.length }, () => dice.below(10)).join("");
}

test.each([...CODES])(
  `every start of %s with ${DIGITS} more digits leads to the regions of the library`,
  (code, { regions, lengths }) => {
    const dice = diceOf(Number(code));
    const missing: string[] = [];
    for (let start = 0; start < 10 ** DIGITS; start++) {
      const prefix = String(start).padStart(DIGITS, "0");
      for (let tries = 0; tries < 5; tries++) {
        const national = numberWith(dice, prefix, lengths);
        const found = regionsOf(`+${code}${national}`);
        const valid = validIn(code, national, regions);
        if (!valid.every((region) => found.has(region))) missing.push(`+${code}${national}: ${valid.join()}`);
      }
    }
    expect(missing).toEqual([]);
  },
);

test("each example number of the library is of its country, or of one that shares it", () => {
  for (const [code, { regions }] of CODES) {
    for (const region of regions) {
      const example =
        region === WORLD ? undefined : getExampleNumber(region as CountryCode, examples, metadata);
      if (example === undefined) continue;
      const { country, regions: several } = subjectOf(partyOf(example.number));
      expect([code, country ?? [...(several ?? [])]]).toEqual([
        code,
        country === undefined ? expect.arrayContaining([region]) : region,
      ]);
    }
  }
});
