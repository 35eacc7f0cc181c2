import { textOf } from "../provider/json";
import { countryName } from "../provider/country-names";
import type { Regions } from "../provider/regions";
import { listed } from "../stack/countries";
import { isUnknown, label, type StackResource } from "../stack/resource";
import { isUnseen } from "../stack/unseen";
import { fact, question } from "./asks";
import { countryOf } from "./blocked";
import type { Party } from "./call";
import { numberText, withoutCountry } from "./numbers";
import type { Ask } from "./questions";
import { answerOf } from "./run";
import { refused, type Decide } from "./way";

/** Whether calls to a country are open, and the resource that says so. */
interface Permission {
  readonly isOpen: boolean | "not known";
  readonly resource?: StackResource;
  /** What asks for it, where it is not known. */
  readonly ask?: Ask;
}

/** To which countries the calls of an account are open. */
export interface Countries {
  readonly byCode: Map<string, Permission>;
  /** What holds for countries that nothing names; nothing where that is not known. */
  readonly otherwise?: Permission;
  /** For sets of countries, what holds for all of them, or nothing where that differs; once asked. */
  readonly ofSets: Map<Regions, Permission | undefined>;
}

/** Indexes permissions: a country's own resource decides before one for all countries. */
export function countriesOf(resources: readonly StackResource[]): Countries {
  const byCode = new Map<string, Permission>();
  const sets = resources.filter(({ kind }) => kind === "CountryPermissions");
  const own = resources.filter(({ kind }) => kind === "CountryPermission");
  for (const resource of sets) {
    for (const country of listed(resource, "ignore")) byCode.set(country, notKnown(country));
    for (const country of listed(resource, "countries")) byCode.set(country, { isOpen: true, resource });
  }
  const said = new Map<string, Permission>();
  for (const resource of own.filter((one) => !isUnknown(one, "isoCode"))) {
    const country = textOf(resource.properties.isoCode).toUpperCase();
    const { enabled } = resource.properties;
    const permission = isUnseen(enabled) ? notKnown(country) : { isOpen: enabled !== false, resource };
    const before = said.get(country)?.isOpen;
    if (before !== true && (before === undefined || permission.isOpen !== false))
      said.set(country, permission);
  }
  for (const [country, permission] of said) byCode.set(country, permission);
  const isClosed =
    sets.length > 0 && !sets.some((set) => isUnknown(set, "countries") || isUnknown(set, "ignore"));
  const [resource] = sets;
  return {
    byCode,
    ...(isClosed && resource && { otherwise: { isOpen: false, resource } }),
    ofSets: new Map(),
  };
}

function notKnown(country: string): Permission {
  const text = `whether ${countryName(country)} (${country}) is open`;
  return { isOpen: "not known", ask: fact(`country ${country}`, text, ["open", "closed"]) };
}

function permissionOf({ byCode, otherwise }: Countries, country: string): Permission {
  const known = byCode.get(country) ?? otherwise;
  if (known !== undefined) return known;
  const permission = notKnown(country);
  byCode.set(country, permission);
  return permission;
}

const NO_COUNTRY = question("no-country");

/** The same question of one number, which is told as what it is. */
function toldOf(party: Party): Ask {
  const who = party.digits === "" ? "what has no number" : `${numberText(party)}, ${withoutCountry(party)}`;
  return { ...NO_COUNTRY, text: `whether calls go out to ${who}` };
}

/** Whether the destination's country is open. */
export const country: Decide = (way, run) => {
  const { account, subject } = way;
  if (account === undefined || subject === undefined) return undefined;
  const { party, regions } = subject;
  if (subject.country === undefined && regions === undefined) {
    const isRefused = answerOf(run, run.tell ? toldOf(party) : NO_COUNTRY) === 0;
    run.tell?.({
      text: `${numberText(party)} is ${withoutCountry(party)}`,
      result: isRefused ? "refused" : "passes",
    });
    return isRefused ? refused(way, { reason: "country" }) : undefined;
  }
  const of = subject.country;
  const permission =
    of !== undefined
      ? permissionOf(account.countries, of)
      : regions &&
        (ofSet(account.countries, regions) ??
          permissionOf(account.countries, countryOf(party.digits, regions, run)));
  if (permission === undefined) return undefined;
  const { isOpen, ask, resource } = permission;
  const passes = isOpen === "not known" ? ask !== undefined && answerOf(run, ask) === 0 : isOpen;
  if (run.tell) {
    const names = of === undefined ? [...(regions ?? [])] : [of];
    const where = names.map((code) => `${countryName(code)} (${code})`).join(" or ");
    const state = passes ? "open" : "closed";
    const by = resource === undefined ? "" : `, as ${label(resource)} says`;
    const text = `${numberText(party)} is of ${where}, which is ${state}${by}`;
    run.tell({ text, result: passes ? "passes" : "refused", ...(resource && { resource }) });
  }
  return passes ? undefined : refused(way, { reason: "country", ...(resource && { resource }) });
};

/** What holds for all countries of a set; nothing where they differ, or are not all known. */
function ofSet(countries: Countries, regions: Regions): Permission | undefined {
  const { ofSets } = countries;
  if (ofSets.has(regions)) return ofSets.get(regions);
  const [first, ...others] = [...regions].map((one) => permissionOf(countries, one));
  const isSame = first?.isOpen !== "not known" && others.every(({ isOpen }) => isOpen === first?.isOpen);
  const found = isSame ? first : undefined;
  ofSets.set(regions, found);
  return found;
}
