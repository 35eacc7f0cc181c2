import { getExampleNumber, type CountryCode, type Examples, type MetadataJson } from "libphonenumber-js/core";
import { partyOf, verdictOf, worldOf, type Call } from "../../calls";
import { ISO_COUNTRIES } from "../../provider/countries";
import type { StackResource } from "../../stack/resource";
import { country, endpoint, into, list, number, phones, rule, trunk } from "./calls-stack";
import { diceOf, type Dice } from "./calls-world";

const metadata = require("libphonenumber-js/metadata.max.json") as MetadataJson;
const examples = require("libphonenumber-js/mobile/examples") as Examples;

/** A mobile number of each country that has some. */
const NUMBERS = [...ISO_COUNTRIES].flatMap((code) => {
  const found = getExampleNumber(code as CountryCode, examples, metadata);
  return found === undefined ? [] : [{ code, text: found.number }];
});

const [FIRST, LAST] = ["198.51.100.1", "198.51.100.254"];

/** What most accounts have: an enabled list or usernames for each trunk, endpoints, rules of digits, and the country table. */
function ordinaryWorld(dice: Dice): StackResource[] {
  const trunks = Array.from({ length: 1 + dice.below(4) }, (_, index) => `trunk${index}`);
  const share = 0.1 + dice.below(8) / 10;
  return [
    ...trunks.flatMap((name, index) => [
      trunk({ callsPerSecond: 10 }, name),
      ...(dice.isLucky(0.7)
        ? list(`list-${name}`, ["198.51.100.0/24"], {}, name)
        : phones(`phones-${name}`, [`desk-${name}`], name)),
      endpoint(`first-${name}`, { sipTrunkId: name, address: FIRST }),
      endpoint(`second-${name}`, { sipTrunkId: name, priority: 2, enabled: dice.isLucky(0.9) }),
      number(`+1202555010${index}`, name),
    ]),
    ...["1900", "44", "88", "39"]
      .filter(() => dice.isLucky(0.3))
      .map((calleeMatch) => rule(calleeMatch, { calleeMatch })),
    rule("in", { direction: "INBOUND", callerMatch: "7" }),
    ...[...ISO_COUNTRIES].map((code) => country(code, dice.isLucky(share))),
  ];
}

function ordinaryCall(dice: Dice, hasCountry: boolean): Call {
  const { code, text } = dice.oneOf(NUMBERS);
  const index = dice.below(2);
  const other = partyOf(text, hasCountry ? code : undefined);
  if (dice.isLucky(0.4)) return into({ to: partyOf(`+1202555010${index}`), from: other });
  return {
    direction: "outbound",
    to: other,
    trunkId: `trunk${index}`,
    source: dice.oneOf([FIRST, LAST, "192.0.2.9"]),
    username: dice.oneOf([null, "desk-trunk0", "desk-trunk1"]),
  };
}

/** Of how many in a hundred calls the verdict is not sure, and what it asks for then. */
function unsure(hasCountry: boolean): { percent: number; asks: string[] } {
  const asks = new Set<string>();
  let count = 0;
  for (let seed = 0; seed < 100; seed++) {
    const dice = diceOf(seed);
    const world = worldOf(ordinaryWorld(dice), { isWhole: true });
    for (let calls = 0; calls < 100; calls++) {
      const verdict = verdictOf(ordinaryCall(dice, hasCountry), world, {});
      if (verdict.outcomes.length > 1) count++;
      for (const { id } of verdict.asks) asks.add(id.replace(/ of \+\d+$/, ""));
    }
  }
  return { percent: count / 100, asks: [...asks].sort() };
}

describe("in ordinary accounts a verdict is sure", () => {
  test("but for calls without a digest from a static endpoint beside a credential list: 1.3 in a hundred", () => {
    const { percent, asks } = unsure(true);
    expect(asks).toEqual(["endpoint-beside-credentials"]);
    expect(percent).toBeLessThan(1.5);
  });

  test("and for numbers that countries share, where the record names none: 2.1 in a hundred with those", () => {
    const { percent, asks } = unsure(false);
    expect(asks).toEqual(["country", "endpoint-beside-credentials"]);
    expect(percent).toBeLessThan(2.5);
  });
});
