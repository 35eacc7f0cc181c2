import { textOf } from "../provider/json";
import { listed, OPEN_AT_FIRST, openness } from "../stack/countries";
import { accountOf, byAccount, ofKind, type StackResource } from "../stack/resource";
import { compared, line, markOf, note, same, type Box, type Line, type Mark, type Scene } from "./marks";
import { blockedText, countriesTexts, countryText, entityName } from "./wording";

/*
 * The phone network as an account's outbound calls reach it. A document names what the program declares. What else
 * is open in the account nobody has looked at, so that is said and not drawn as a fact.
 */

/** Up to so many countries each has a line. */
const EACH_UP_TO = 8;
const CODES_IN_A_ROW = 10;
/** A country in a line, and what is said of it: "Sweden (SE): closed", "SE". */
const COUNTRY = /^(?:.*\()?([A-Z]{2})\)?(: .*)?$/;

/** Open countries and blocked calls of each account; accounts of which the same is said share the boxes. */
export function networkBoxes(scene: Scene): Box[] {
  const accounts = byAccount(scene.stack).map((own) => ({
    account: own.slice(0, 1).map(accountOf).join(""),
    boxes: [...countryBoxes(scene, own), ...blockedBoxes(scene, own)],
  }));
  const shared = new Map<string, { box: Box; accounts: string[] }>();
  for (const { account, boxes } of accounts) {
    for (const box of boxes) {
      const key = JSON.stringify(box);
      shared.set(key, { box, accounts: [...(shared.get(key)?.accounts ?? []), account] });
    }
  }
  return [...shared.values()].map(({ box, accounts: of }) => ({
    ...box,
    title: { ...box.title, text: `${box.title.text}${accountText(of)}` },
  }));
}

function countryBoxes(scene: Scene, own: readonly StackResource[]): Box[] {
  const permissions = ofKind(own, "CountryPermission").sort(byName);
  const sets = ofKind(own, "CountryPermissions");
  const lines = [
    ...linesOf(scene, permissions, permissionText),
    ...sets.flatMap((all) => countryLines(scene, all)),
  ];
  const isWhole = sets.length > 0 && sets.every((all) => listed(all, "ignore").length === 0);
  return [
    ...listing("Open countries, by this program", lines.length > EACH_UP_TO ? inRows(lines) : lines),
    ...(ofKind(own, "SipTrunk").length > 0 && !isWhole ? [others(own)] : []),
  ];
}

/** The lines of a resource for all countries: one for each that is open. */
function countryLines(scene: Scene, all: StackResource): Line[] {
  const before = scene.changes.get(all)?.before;
  return compared(before && countriesTexts(before), countriesTexts(all), markOf(scene, all));
}

/** Lines that name a country each, as lines of many codes of which the same is said. */
function inRows(lines: readonly Line[]): Line[] {
  const codes = new Map<string, { mark: Mark; words: string; codes: string[] }>();
  const rest: Line[] = [];
  for (const one of lines) {
    const [, code, words = ""] = COUNTRY.exec(one.text) ?? [];
    const key = `${one.mark} ${words}`;
    if (code === undefined) rest.push(one);
    else codes.set(key, { mark: one.mark, words, codes: [...(codes.get(key)?.codes ?? []), code] });
  }
  const rows = [...codes.values()].flatMap(({ mark, words, codes: all }) =>
    Array.from({ length: Math.ceil(all.length / CODES_IN_A_ROW) }, (_, row): Line => {
      const part = all.slice(row * CODES_IN_A_ROW, (row + 1) * CODES_IN_A_ROW);
      return { text: `${part.join(", ")}${words}`, mark };
    }),
  );
  return [...rows, ...rest];
}

/** The countries of which the program says nothing. */
function others(own: readonly StackResource[]): Box {
  const isOpen = (code: string): boolean => openness(own, code, "open") !== openness(own, code, "closed");
  const lines = OPEN_AT_FIRST.flatMap(([codes, words]) => {
    const left = codes.filter(isOpen);
    return left.length === 0 ? [] : [`${left.join(", ")}: ${words}`];
  });
  return note("Countries not in this program", ...lines, "what else the account has open is not seen here");
}

function blockedBoxes(scene: Scene, own: readonly StackResource[]): Box[] {
  const text = (rule: StackResource): string =>
    textOf(rule.properties.name) === "" ? blockedText(rule) : `${blockedText(rule)} (${entityName(rule)})`;
  return listing("Blocked calls", linesOf(scene, ofKind(own, "CallBlockingRule").sort(byName), text));
}

function linesOf(
  scene: Scene,
  resources: readonly StackResource[],
  text: (resource: StackResource) => string,
): Line[] {
  return resources.flatMap((one) => line(scene, one, text));
}

function listing(title: string, lines: readonly Line[]): Box[] {
  return lines.length === 0 ? [] : [{ title: same(title), lines }];
}

function permissionText(permission: StackResource): string {
  const { enabled } = permission.properties;
  return enabled === true
    ? countryText(permission)
    : `${countryText(permission)}: ${enabled === false ? "closed" : "not known yet"}`;
}

/** Whose it is; nothing for the stack's own account. */
function accountText(accounts: readonly string[]): string {
  const [first = ""] = accounts;
  if (accounts.length === 1) return first === "" ? "" : `, account ${first}`;
  const names = accounts.map((account) => account || "the stack's own");
  const shown =
    names.length > 3 ? `${names.slice(0, 2).join(", ")} and ${names.length - 2} more` : names.join(", ");
  return `, accounts ${shown}`;
}

/** By their names, numbers in them as numbers. */
export function byName(a: StackResource, b: StackResource): number {
  return entityName(a).localeCompare(entityName(b), "en", { numeric: true }) || a.urn.localeCompare(b.urn);
}
