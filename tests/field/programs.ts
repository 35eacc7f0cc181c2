import fc from "fast-check";
import type { SeedNumber } from "../../emulator";
import type { Declaration, Given, Program, Reference } from "./engine/program";

/** Active numbers that programs bind. */
export const NUMBERS = [101, 102, 103, 104, 105, 106].map((last) => `+12025550${last}`);
/** Those of them that an emulator has only if it is told so. */
export const MORE_NUMBERS: SeedNumber[] = NUMBERS.slice(3).map((phoneNumber) => ({
  phoneNumber,
  regionCode: "US",
  type: "LOCAL",
}));
/** Countries that programs switch; calls to the last one are allowed where nobody says otherwise. */
const COUNTRIES = ["SE", "DE", "FR", "AT", "US"];

/** Something of which there is a choice: taken modulo the number of choices, so that any number will do. */
export type Pick = number;

export const pick: fc.Arbitrary<Pick> = fc.nat(999);

/** How many of each kind a first program has. */
export interface Size {
  readonly trunks: number;
  readonly accessLists: number;
  readonly credentialLists: number;
  readonly statics: number;
  readonly registered: number;
  readonly links: number;
  readonly numbers: number;
  readonly countries: number;
  readonly rules: number;
  readonly ranges: number;
}

const upTo = (max: number): fc.Arbitrary<number> => fc.nat(max);

/** First programs over all entities; the ones of a list or array are named by their position. */
export const size: fc.Arbitrary<Size> = fc.record({
  trunks: fc.integer({ min: 1, max: 2 }),
  accessLists: upTo(2),
  credentialLists: upTo(2),
  statics: upTo(2),
  registered: upTo(1),
  links: upTo(3),
  numbers: upTo(3),
  countries: upTo(3),
  rules: upTo(1),
  ranges: upTo(1),
});

/** Hands out names that nothing had before, so that no two entities ask for what the API gives only once. */
export class Names {
  #count = 0;

  fresh(prefix: string): string {
    return `${prefix}${++this.#count}`;
  }
}

export function ref(to: string, ...at: (string | number)[]): Reference {
  return { to, at: at.length > 0 ? at : ["id"] };
}

/** The first program of a history. */
export function firstProgram(of: Size, names: Names, strangersListId: string): Program {
  let program: Program = [];
  const add = (count: number, make: (program: Program) => Declaration | undefined): void => {
    for (let index = 0; index < count; index++) {
      const made = make(program);
      if (made !== undefined) program = inserted(program, made);
    }
  };
  add(of.trunks, () => newTrunk(names));
  add(of.accessLists, () => newAccessList(names));
  add(of.credentialLists, () => newCredentialList(names));
  add(of.statics, (now) => newEndpoint(now, names, now.length));
  add(of.registered, (now) => newPhone(now, names, now.length));
  add(of.links, (now) => newLink(now, names, now.length));
  add(of.numbers, (now) => newNumber(now, names, now.length));
  add(of.countries, (now) => newCountry(now, names));
  add(of.rules, () => newRule(names));
  add(of.ranges, () => newRange(names, strangersListId));
  return program;
}

/** A program with a declaration at its place: after all that it may need. */
export function inserted(program: Program, declaration: Declaration): Program {
  const order = ["SipTrunk", "AccessControlList", "CredentialList"];
  const rank = ({ type }: Declaration): number => (order.includes(type) ? order.indexOf(type) : order.length);
  const index = program.findLastIndex((one) => rank(one) <= rank(declaration)) + 1;
  return [...program.slice(0, index), declaration, ...program.slice(index)];
}

export function ofType(program: Program, ...types: string[]): Declaration[] {
  return program.filter(({ type }) => types.includes(type));
}

/** One of several; none if there is none. */
export function chosen<Item>(items: readonly Item[], choice: Pick): Item | undefined {
  return items[choice % Math.max(items.length, 1)];
}

/** The first name `prefix-{index}` that no declaration of the type has: names by position. */
function positionalName(program: Program, type: string, prefix: string): string {
  const taken = new Set(ofType(program, type).map(({ name }) => name));
  for (let index = 0; ; index++) if (!taken.has(`${prefix}-${index}`)) return `${prefix}-${index}`;
}

export function newTrunk(names: Names): Declaration {
  const key = names.fresh("trunk");
  return { key, type: "SipTrunk", name: key, inputs: { name: `Voice ${key}`, hostName: `acme-${key}` } };
}

export function newAccessList(names: Names): Declaration {
  const key = names.fresh("acl");
  const ipRanges = [newRangeOfList(names), newRangeOfList(names)];
  return { key, type: "AccessControlList", name: key, inputs: { name: `Office ${key}`, ipRanges } };
}

export function newRangeOfList(names: Names): { ipAddress: string; range: number; description?: string } {
  const number = Number(names.fresh(""));
  const ipAddress = `198.51.${Math.floor(number / 256)}.${number % 256}`;
  return { ipAddress, range: 32, ...(number % 2 === 0 && { description: `Desk ${number}` }) };
}

export function newCredentialList(names: Names): Declaration {
  const key = names.fresh("creds");
  const credentials = [newCredential(names), newCredential(names)];
  return { key, type: "CredentialList", name: key, inputs: { name: `Branches ${key}`, credentials } };
}

export function newCredential(names: Names): { username: string; password: string } {
  return { username: names.fresh("phone"), password: names.fresh("Correct-Horse-") };
}

export function newEndpoint(program: Program, names: Names, choice: Pick): Declaration | undefined {
  const trunk = chosen(ofType(program, "SipTrunk"), choice);
  const key = names.fresh("sbc");
  return (
    trunk && {
      key,
      type: "SipEndpoint",
      name: key,
      inputs: { sipTrunkId: ref(trunk.key), name: `SBC ${key}`, address: "192.0.2.10", priority: 1 },
    }
  );
}

export function newPhone(program: Program, names: Names, choice: Pick): Declaration | undefined {
  const trunk = chosen(ofType(program, "SipTrunk"), choice);
  const list = chosen(ofType(program, "CredentialList"), choice);
  if (trunk === undefined || list === undefined) return undefined;
  const key = names.fresh("phone");
  const credentialUsername = ref(list.key, "credentials", 0, "username");
  const own = { name: `Phone ${key}`, priority: 2, isRegistered: true, credentialUsername };
  return { key, type: "SipEndpoint", name: key, inputs: { sipTrunkId: ref(trunk.key), ...own } };
}

/** A link that no other declaration of the program makes. */
export function newLink(program: Program, names: Names, choice: Pick): Declaration | undefined {
  const lists = ofType(program, "AccessControlList", "CredentialList");
  const pairs = ofType(program, "SipTrunk").flatMap((trunk) => lists.map((list) => [trunk, list] as const));
  const taken = new Set(program.map(linkOf));
  const pair = chosen(
    pairs.filter(([trunk, list]) => !taken.has(`${trunk.key} ${list.key}`)),
    choice,
  );
  if (pair === undefined) return undefined;
  const [trunk, list] = pair;
  const [type, input] =
    list.type === "AccessControlList"
      ? ["TrunkAccessControlList", "accessControlListId"]
      : ["TrunkCredentialList", "credentialListId"];
  const name = positionalName(program, type, "link");
  return {
    key: names.fresh("link"),
    type,
    name,
    inputs: { sipTrunkId: ref(trunk.key), [input]: ref(list.key) },
  };
}

/** What a link links, if the declaration is one. */
export function linkOf({ inputs }: Declaration): string | undefined {
  const list = inputs.accessControlListId ?? inputs.credentialListId;
  const trunk = inputs.sipTrunkId;
  const [trunkKey, listKey] = [trunk, list].map((given) => given !== undefined && keyOf(given));
  return trunkKey && listKey ? `${trunkKey} ${listKey}` : undefined;
}

/** The key that a value refers to. */
export function keyOf(given: Given): string | undefined {
  return typeof given === "object" && "to" in given && typeof given.to === "string" ? given.to : undefined;
}

export function newNumber(program: Program, names: Names, choice: Pick): Declaration | undefined {
  const trunk = chosen(ofType(program, "SipTrunk"), choice);
  const taken = new Set(ofType(program, "PhoneNumberAssignment").map(({ inputs }) => inputs.phoneNumber));
  const phoneNumber = NUMBERS.find((number) => !taken.has(number));
  if (trunk === undefined || phoneNumber === undefined) return undefined;
  const type = "PhoneNumberAssignment";
  const name = positionalName(program, type, "number");
  return { key: names.fresh("number"), type, name, inputs: { phoneNumber, sipTrunkId: ref(trunk.key) } };
}

export function newCountry(program: Program, names: Names): Declaration | undefined {
  const taken = new Set(ofType(program, "CountryPermission").map(({ inputs }) => inputs.isoCode));
  const isoCode = COUNTRIES.find((code) => !taken.has(code));
  if (isoCode === undefined) return undefined;
  const type = "CountryPermission";
  const name = positionalName(program, type, "country");
  return { key: names.fresh("country"), type, name, inputs: { isoCode, enabled: isoCode !== "US" } };
}

export function newRule(names: Names): Declaration {
  const key = names.fresh("rule");
  const inputs = { name: `Rule ${key}`, direction: "OUTBOUND", calleeMatch: `1900${key.slice(4)}` };
  return { key, type: "CallBlockingRule", name: key, inputs };
}

/** A range of a list that somebody else has. */
export function newRange(names: Names, strangersListId: string): Declaration {
  const key = names.fresh("range");
  const inputs = { accessControlListId: strangersListId, ...newRangeOfList(names) };
  return { key, type: "IpRange", name: key, inputs };
}
