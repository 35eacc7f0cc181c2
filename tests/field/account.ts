import type { ProjectState } from "../../emulator";
import { PROVIDER_KEY } from "../../provider/adapters/dynamic-type";
import type { Json, JsonObject } from "../../provider/json";
import { objectsOf, textOf } from "../../provider/json";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { entityOf } from "../unit/account";
import type { Stack } from "./engine";
import { goalOf, type Program, type Registered } from "./engine/program";

/** What an account has, by `{entity} {id}`: the values of the inputs that would make it so. */
export type Holdings = ReadonlyMap<string, JsonObject>;

/** Calls to these are allowed where nobody says otherwise. */
const OPEN_BY_DEFAULT = ["US", "CA"];

export function holdingsOf(state: ProjectState): Holdings {
  const found = new Map<string, JsonObject>();
  for (const { id, name, hostName, enableCallerName, enableCallForward, callForwardNumber } of state.trunks) {
    const flags = { enableCallerName, enableCallForward };
    found.set(`SipTrunk ${id}`, { name, hostName, ...flags, ...given({ callForwardNumber }) });
  }
  for (const { sipTrunkId, id, name, transport, priority, enabled, target } of state.endpoints) {
    const own = { sipTrunkId, name, transport, priority, enabled, port: target.port };
    const kind =
      target.kind === "static"
        ? { isRegistered: false, address: target.address }
        : { isRegistered: true, credentialUsername: target.credentialUsername };
    found.set(`SipEndpoint ${sipTrunkId}/${id}`, { ...own, ...kind });
  }
  for (const { id, name, enabled, ipRanges } of state.accessControlLists) {
    const ranges = ipRanges.map(({ ipAddress, range, description }) => ({
      ipAddress,
      range,
      ...given({ description }),
    }));
    found.set(`AccessControlList ${id}`, { name, enabled, ipRanges: sorted(ranges.map(inOrder)) });
    for (const [index, one] of ipRanges.entries()) {
      found.set(`IpRange ${id}/${one.id}`, { accessControlListId: id, ...ranges[index] });
    }
  }
  for (const { id, name, credentials } of state.credentialLists) {
    const passwords = credentials.map(({ username, passwordFingerprint: print }) => `${username} ${print}`);
    found.set(`CredentialList ${id}`, {
      name,
      credentials: sorted(passwords),
      usernames: credentials.map(({ username }) => username).sort(),
    });
  }
  for (const [sipTrunkId, accessControlListId] of state.accessControlListLinks) {
    const id = `${sipTrunkId}/${accessControlListId}`;
    found.set(`TrunkAccessControlList ${id}`, { sipTrunkId, accessControlListId });
  }
  for (const [sipTrunkId, credentialListId] of state.credentialListLinks) {
    found.set(`TrunkCredentialList ${sipTrunkId}/${credentialListId}`, { sipTrunkId, credentialListId });
  }
  for (const rule of state.callBlockingRules) {
    const { id, name, direction, callerCountry, callerMatch, calleeCountry, calleeMatch } = rule;
    const matches = given({ name, callerCountry, callerMatch, calleeCountry, calleeMatch });
    found.set(`CallBlockingRule ${id}`, { direction: direction.toUpperCase(), ...matches });
  }
  for (const [isoCode, enabled] of Object.entries(state.countryPermissions)) {
    found.set(`CountryPermission ${isoCode}`, { isoCode, enabled });
  }
  for (const { phoneNumber, voice } of state.activeNumbers) {
    if (voice.trunkId === "") continue;
    found.set(`PhoneNumberAssignment ${phoneNumber}`, { phoneNumber, sipTrunkId: voice.trunkId });
  }
  return found;
}

/** Whether calls to a country are allowed. */
export function isOpen(holdings: Holdings, isoCode: string): boolean {
  const set = holdings.get(`CountryPermission ${isoCode}`)?.enabled;
  return typeof set === "boolean" ? set : OPEN_BY_DEFAULT.includes(isoCode);
}

/** In what account and program differ, in words; what changes are ignored of is left out. */
export function differences(stack: Stack, program: Program, now: Holdings, strangers: Holdings): string[] {
  const problems: string[] = [];
  const registered = registeredIn(program, stack);
  for (const { key, type, name } of program) {
    if (!registered.has(key)) problems.push(`${type} ${name} is not in the state`);
  }
  if (stack.state.length !== program.length) {
    const declared = new Set(program.map((declaration) => stack.urn(declaration)));
    const over = stack.state.filter((one) => !declared.has(one.urn) || one.isCondemned);
    problems.push(...over.map(({ type, urn, id }) => `${type} ${id} (${urn}) is left in the state`));
  }
  const expected = new Set<string>();
  for (const declaration of program) {
    const { type, key, ignoreChanges = [] } = declaration;
    const known = registered.get(key);
    if (known?.kind !== "there") continue;
    const { name, frontEnd } = stack;
    const { inputs } = goalOf(declaration, { name, frontEnd, registered, isPreview: false });
    const wanted = comparable(checked(type, inputs));
    const place = `${type} ${known.resource.id}`;
    expected.add(place);
    const found = actual(now, place);
    if (found === undefined) {
      problems.push(`${place} is not in the account`);
      continue;
    }
    for (const input of Object.keys({ ...comparable(found), ...wanted })) {
      const [is, shall] = [comparable(found)[input], wanted[input]];
      if (ignoreChanges.includes(input) || (input === "usernames" && ignoreChanges.includes("credentials"))) {
        continue;
      }
      if (JSON.stringify(is) !== JSON.stringify(shall)) {
        problems.push(`${place} has ${input} ${JSON.stringify(is)}, not ${JSON.stringify(shall)}`);
      }
    }
  }
  for (const [place, held] of now) {
    const isPart =
      place.startsWith("IpRange ") && !strangers.has(`AccessControlList ${textOf(held.accessControlListId)}`);
    if (!expected.has(place) && !strangers.has(place) && !isPart)
      problems.push(`${place} is left in the account`);
  }
  return problems;
}

/** What a program's declarations are in the state. */
export function registeredIn(program: Program, stack: Stack): ReadonlyMap<string, Registered> {
  const byUrn = new Map(stack.state.map((one) => [one.urn, one]));
  return new Map(
    program.flatMap((declaration): [string, Registered][] => {
      const resource = byUrn.get(stack.urn(declaration));
      return resource === undefined ? [] : [[declaration.key, { kind: "there", resource }]];
    }),
  );
}

/** What an entity is now; a country is always there. */
function actual(now: Holdings, place: string): JsonObject | undefined {
  const [type = "", id = ""] = place.split(" ");
  if (type === "CountryPermission") return { isoCode: id, enabled: isOpen(now, id) };
  return now.get(place);
}

function checked(type: string, inputs: JsonObject): JsonObject {
  const lifecycle = lifecycleOf(entityOf(type), () => {
    throw new Error("check makes no request");
  });
  return lifecycle.check({}, less(inputs, PROVIDER_KEY)).inputs;
}

/** Less what no API tells, and lists in an order of their own. */
function comparable(inputs: JsonObject): JsonObject {
  const { ipRanges } = inputs;
  const told = less(inputs, "credentials", "takeOver");
  return ipRanges === undefined ? told : { ...told, ipRanges: sorted(objectsOf(ipRanges).map(inOrder)) };
}

function less(inputs: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !keys.includes(key)));
}

function sorted<Item extends Json>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function inOrder(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function given(values: Record<string, string | null>): JsonObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== ""));
}
