import { ISO_COUNTRIES } from "../../provider/countries";
import { textOf } from "../../provider/json";
import { accountOf, ofKind } from "../../stack/resource";
import { isUnseen } from "../../stack/unseen";
import type { Party } from "../call";
import { partyOf } from "../numbers";
import type { Trunk, World } from "../world";
import { numbersOf, prefixesOf } from "./numbers-of-country";
import type { Destination, OutboundSentence } from "./sentence";

/** Whom a sentence is about: a country's numbers are those for which it may make a difference. */
export function partiesCalled(
  { destinations, except }: OutboundSentence,
  trunk: Trunk | undefined,
  world: World,
): Party[] {
  const rules = prefixesOfRules(trunk, world);
  return destinations.flatMap((one: Destination): Party[] => {
    if ("number" in one) return [partyOf(one.number)];
    const numbers = numbersOf(one.country, { rules, except });
    if (numbers.length === 0) {
      throw new Error(
        `${one.country} has no numbers${except.length > 0 ? " but those that are left out" : ""}`,
      );
    }
    return numbers.map((digits) => ({ digits, country: one.country }));
  });
}

/** A number of each country that is not surely closed: wherever calls may go. */
export function anywhere(trunk: Trunk | undefined, world: World): Party[] {
  const named = [...((trunk?.account ?? world.accounts[0])?.countries.byCode ?? [])];
  const codes = new Set(named.map(([country]) => country));
  const rules = prefixesOfRules(trunk, world);
  const other = [...ISO_COUNTRIES].find((country) => !codes.has(country) && prefixesOf(country).length > 0);
  const possible = named.filter(([, { isOpen }]) => isOpen !== false).map(([country]) => country);
  return [...possible, ...(other === undefined ? [] : [other])].flatMap((country) =>
    numbersOf(country, { rules, except: [] })
      .slice(0, 1)
      .map((digits) => ({ digits, country })),
  );
}

/** The digits of an account's blocking rules for calls out, as far as they are known. */
function prefixesOfRules(trunk: Trunk | undefined, { resources }: World): string[] {
  return ofKind(resources, "CallBlockingRule")
    .filter((one) => trunk === undefined || accountOf(one) === trunk.account.name)
    .filter(({ properties }) => properties.direction !== "INBOUND")
    .map(({ properties }) => properties.calleeMatch)
    .filter((match) => !isUnseen(match))
    .map((match) => textOf(match).replace(/^\+/, ""))
    .filter((match) => match !== "");
}
