import { readFileSync } from "node:fs";
import { join } from "node:path";
import { COUNTRIES } from "../../emulator/countries";
import { ISO_COUNTRIES } from "../../provider/countries";
import { PLANS, SOURCE } from "../../provider/number-plan";
import { regionsOf, regionsOfPrefix, WORLD } from "../../provider/regions";

/** The sets of regions that share numbers, as the plans have them. */
const SETS = PLANS.trim()
  .split("\n")
  .flatMap((line) => (line.split("|")[1] ?? "").split(","))
  .map((regions) => regions.split(" "));
const REGIONS = new Set(SETS.flat().filter((region) => region !== WORLD));
const ALONE = new Set(SETS.flatMap((regions) => (regions.length === 1 ? regions : [])));

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "countries.md"), "utf8");

/** The first cells of the table under a heading of the page. */
function tableOf(heading: string): string[] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const cells = section.split("\n").map((line) => /^\| (\S+) \|/.exec(line)?.[1]);
  return cells.filter((cell) => cell !== undefined && !/^(---|code|number)$/.test(cell)) as string[];
}

const WITHOUT_NUMBERS = tableOf("Countries without numbers of their own");
const NOT_IN_ISO = tableOf("Codes that are not in ISO 3166-1");

/** The area codes of +1 with the regions that have numbers of them. */
const AREA_CODES = Array.from({ length: 800 }, (_, index): [string, string[]] => {
  const code = `1${index + 200}`;
  return [`+${code}`, [...regionsOfPrefix(code)]];
});

test("the provider accepts the countries that the emulator serves", () => {
  expect([...ISO_COUNTRIES].sort()).toEqual([...COUNTRIES.keys()].sort());
});

test("every region of the numbering plans is a country, and every country one but those that the page names", () => {
  const others = [...ISO_COUNTRIES].filter((code) => !REGIONS.has(code));
  expect([...REGIONS].filter((region) => !ISO_COUNTRIES.has(region))).toEqual([]);
  expect(others.sort()).toEqual(WITHOUT_NUMBERS);
});

test("the list is ISO's 249 codes and those that the page names", () => {
  expect(NOT_IN_ISO).toEqual(["AC", "TA", "XK"]);
  expect([...ISO_COUNTRIES].filter((code) => !NOT_IN_ISO.includes(code))).toHaveLength(249);
});

test("countries that have no number alone are on the page", () => {
  const shared = [...REGIONS].filter((region) => !ALONE.has(region));
  expect(tableOf("Countries that share their numbers")).toEqual(expect.arrayContaining(shared));
});

test("the page names the metadata that the table is made of", () => {
  expect(PAGE.replaceAll("\n", " ")).toContain(SOURCE);
});

test("what the page says of numbers is so", () => {
  const numbers = tableOf("Which country a number is of").map((cell) => cell.replaceAll("`", ""));
  expect(numbers.length).toBeGreaterThan(5);
  for (const number of numbers) {
    const said = PAGE.split(`\`${number}\` | `)[1]?.split("\n")[0] ?? "";
    const regions = [...regionsOf(number)];
    if (regions.length > 5) expect(said).toContain("North America");
    else if (regions.length === 0 || regions.includes(WORLD)) expect(said).toMatch(/^none/);
    else expect(said.match(/\b[A-Z]{2}\b/g)).toEqual(regions.sort());
  }
});

test.each([...COUNTRIES.values()].filter(({ isoCode }) => !WITHOUT_NUMBERS.includes(isoCode)))(
  "the emulator's dialing codes of $isoCode begin its numbers, and an area code of its own is one of them",
  ({ isoCode, countryDialingCodes }) => {
    for (const code of countryDialingCodes) expect(regionsOfPrefix(code.slice(1))).toContain(isoCode);
    const own = AREA_CODES.filter(([, regions]) => regions.length === 1 && regions[0] === isoCode);
    if (!countryDialingCodes.includes("+1")) {
      expect(countryDialingCodes).toEqual(expect.arrayContaining(own.map(([code]) => code)));
    }
  },
);
