/** A stack of the size that the goals speak of, and a plan that changes a little of it, as `pulumi preview --json` prints it. */
import { randomOf } from "./random.mjs";

const TRUNKS = 1_000;
const LISTS = 500;
const RANGES_OF_A_LIST = 10;
const RULES = 500;
const COUNTRIES = 200;
/** What changes: countries that close, rules that are new, lists that lose a range, trunks that forward elsewhere. */
const [CLOSING, NEW_RULES, LESS_LISTS, FORWARDING] = [4, 5, 10, 20];
/** The first of those countries: the ones before it have half of the calls. */
const FIRST_CLOSING = 20;
/** Every so many-th country is closed before. */
const CLOSED_EVERY = 10;

/** Whether the country of an index is open before the change. */
export const isOpen = (index) => index % CLOSED_EVERY !== CLOSED_EVERY - 1;

export const SIZE = { TRUNKS, RANGES: LISTS * RANGES_OF_A_LIST, RULES, COUNTRIES };

const number = (index, digits) => String(index).padStart(digits, "0");

/** What the trunk of an index is called, has and lets in. */
export const trunkId = (index) => `01HT${number(index, 12)}`;
export const trunkName = (index) => `Branch ${index}`;
export const numberOf = (index) => `+120255${number(index, 5)}`;
/** An address in one of the ranges of the trunk's list: each list has a /16 of its own, each range a /24 of that. */
export const addressOf = (index, host) => {
  const list = index % LISTS;
  return `${10 + (list >> 8)}.${list & 255}.${host % RANGES_OF_A_LIST}.${1 + (host % 13)}`;
};

/** The digits of the number that each rule blocks: a new one blocks all that differ in the last two digits. */
export function blockedNumbers(numbers) {
  const { oneOf } = randomOf(2);
  const all = [...numbers.values()].flat();
  return Array.from({ length: RULES + NEW_RULES }, () => oneOf(all).slice(1));
}

/** Steps as Pulumi prints them. `numbers` are those that calls go to, by country; rules block some of them. */
export function planOf(numbers) {
  const { below } = randomOf(1);
  const countries = [...numbers.keys()];
  const blocked = blockedNumbers(numbers);
  const steps = [];
  const add = (op, kind, name, id, before, after = before) => {
    const urn = `urn:pulumi:dev::bench::pulumi-nodejs:dynamic/sinch:${kind}::${name}`;
    const state = ({ outputs = {}, ...inputs }) => ({
      ...{ urn, custom: true, type: `pulumi-nodejs:dynamic/sinch:${kind}`, inputs },
      outputs: { ...inputs, ...outputs },
      propertyDependencies: {},
    });
    const differing = op === "update" ? Object.keys(after).filter((key) => after[key] !== before[key]) : [];
    steps.push({
      ...{ op, urn },
      ...(op !== "create" && { oldState: { ...state(before), id } }),
      newState: { ...state(after), ...(op !== "create" && { id }) },
      ...(differing.length > 0 && { diffReasons: differing }),
    });
  };
  for (let index = 0; index < TRUNKS; index++) {
    const hostName = `branch-${index}`;
    const outputs = { domain: `${hostName}.pstn.sinch.com`, callsPerSecond: 100 };
    const trunk = { name: trunkName(index), hostName, enableCallForward: index % 2 === 0, outputs };
    const own = { ...trunk, callForwardNumber: "+12025550100" };
    const isForwarding = index < FORWARDING;
    const after = { ...own, callForwardNumber: "+12025550199" };
    add(
      isForwarding ? "update" : "same",
      "SipTrunk",
      hostName,
      trunkId(index),
      own,
      isForwarding ? after : own,
    );
    const endpoint = {
      sipTrunkId: trunkId(index),
      name: "PBX",
      address: `198.18.${index >> 8}.${index & 255}`,
    };
    const settings = { port: 5060, transport: "UDP", priority: 1, enabled: true };
    add("same", "SipEndpoint", `pbx-${index}`, `${trunkId(index)}/pbx`, { ...endpoint, ...settings });
    const link = { sipTrunkId: trunkId(index), accessControlListId: `list-${index % LISTS}` };
    add("same", "TrunkAccessControlList", `link-${index}`, `${trunkId(index)}/list-${index % LISTS}`, link);
    const assigned = { phoneNumber: numberOf(index), sipTrunkId: trunkId(index) };
    add("same", "PhoneNumberAssignment", `number-${index}`, numberOf(index), assigned);
  }
  for (let index = 0; index < LISTS; index++) {
    const ipRanges = Array.from({ length: RANGES_OF_A_LIST }, (_, host) => ({
      ...{ description: `Floor ${host}`, ipAddress: addressOf(index, host).replace(/\d+$/, "0"), range: 28 },
    }));
    const list = { name: `Office ${index}`, enabled: true, ipRanges };
    const isLess = index < LESS_LISTS;
    const after = isLess ? { ...list, ipRanges: ipRanges.slice(1) } : list;
    add(isLess ? "update" : "same", "AccessControlList", `office-${index}`, `list-${index}`, list, after);
  }
  for (let index = 0; index < RULES + NEW_RULES; index++) {
    const isNew = index >= RULES;
    const rule =
      index % 5 === 4
        ? { direction: "INBOUND", callerMatch: `${below(9) + 1}${number(below(10 ** 7), 7)}` }
        : { direction: "OUTBOUND", calleeMatch: isNew ? blocked[index].slice(0, -2) : blocked[index] };
    add(isNew ? "create" : "same", "CallBlockingRule", `rule-${index}`, `rule-${index}`, {
      ...rule,
      name: `Rule ${index}`,
    });
  }
  for (const [index, isoCode] of countries.slice(0, COUNTRIES).entries()) {
    const isClosing = index >= FIRST_CLOSING && index < FIRST_CLOSING + CLOSING;
    const permission = { isoCode, enabled: isOpen(index), outputs: { name: isoCode } };
    const after = { ...permission, enabled: isOpen(index) && !isClosing };
    add(isClosing ? "update" : "same", "CountryPermission", `country-${isoCode}`, isoCode, permission, after);
  }
  return { config: {}, steps };
}
