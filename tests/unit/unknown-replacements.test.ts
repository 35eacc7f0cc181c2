import { ENTITIES } from "../../provider/entities";
import type { JsonObject } from "../../provider/json";
import type { Difference } from "../../provider/lifecycle/contract";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { UNKNOWN } from "../../provider/unknown";
import { entityOf } from "./account";

/*
 * What a preview shows of inputs that replace while they are not known. An entity that is to get a new id shows one
 * only where what is known says so.
 */

const CREDENTIALS = [
  { username: "branch01", password: "Correct-Horse-1" },
  { username: "branch02", password: "Correct-Horse-2" },
];
const [first, second] = CREDENTIALS;

/** A row: what was, what is changed in it, and the inputs that replace. */
type Row = readonly [entity: string, olds: JsonObject, change: JsonObject, replaces: string[]];

const ENDPOINT = { sipTrunkId: "t1", name: "SBC", address: "203.0.113.10", priority: 1 };
const REGISTERED = { address: null, isRegistered: true, credentialUsername: "branch01" };
const RANGE = { accessControlListId: "l1", ipAddress: "203.0.113.1" };
const LINK = { sipTrunkId: "t1", accessControlListId: "l1" };
const SIGN_IN = { sipTrunkId: "t1", credentialListId: "l1" };
const LIST = { name: "Branches", credentials: CREDENTIALS };
const NUMBER = { phoneNumber: "+12025550101", sipTrunkId: "t1" };
const COUNTRY = { isoCode: "US", enabled: true };
const PROJECT = { project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921" };

const TABLE: readonly Row[] = [
  // Unknown alone.
  ["SipEndpoint", ENDPOINT, { sipTrunkId: UNKNOWN }, []],
  ["SipEndpoint", ENDPOINT, { isRegistered: UNKNOWN }, []],
  ["IpRange", RANGE, { accessControlListId: UNKNOWN }, []],
  ["TrunkAccessControlList", LINK, { sipTrunkId: UNKNOWN }, []],
  ["TrunkAccessControlList", LINK, { accessControlListId: UNKNOWN }, []],
  ["TrunkCredentialList", SIGN_IN, { sipTrunkId: UNKNOWN }, []],
  ["TrunkCredentialList", SIGN_IN, { credentialListId: UNKNOWN }, []],
  ["PhoneNumberAssignment", NUMBER, { phoneNumber: UNKNOWN }, []],
  ["CountryPermission", COUNTRY, { isoCode: UNKNOWN }, []],
  ["Project", PROJECT, { project: UNKNOWN }, []],
  ["CredentialList", LIST, { credentials: UNKNOWN }, []],
  ["CredentialList", LIST, { credentials: [{ ...first, password: UNKNOWN }, { ...second }] }, []],
  ["CredentialList", LIST, { credentials: [{ ...first, username: UNKNOWN }, { ...second }] }, []],
  ["CredentialList", LIST, { credentials: [UNKNOWN, { ...second }] }, []],
  // Beside something that is known, and replaces.
  ["SipEndpoint", ENDPOINT, { sipTrunkId: UNKNOWN, ...REGISTERED }, ["isRegistered"]],
  ["SipEndpoint", ENDPOINT, { name: UNKNOWN, sipTrunkId: "t2" }, ["sipTrunkId"]],
  ["IpRange", RANGE, { accessControlListId: "l2", ipAddress: UNKNOWN }, ["accessControlListId"]],
  [
    "TrunkAccessControlList",
    LINK,
    { sipTrunkId: UNKNOWN, accessControlListId: "l2" },
    ["accessControlListId"],
  ],
  ["TrunkCredentialList", SIGN_IN, { sipTrunkId: "t2", credentialListId: UNKNOWN }, ["sipTrunkId"]],
  ["PhoneNumberAssignment", NUMBER, { phoneNumber: "+12025550102", sipTrunkId: UNKNOWN }, ["phoneNumber"]],
  ["CountryPermission", COUNTRY, { isoCode: "SE", enabled: UNKNOWN }, ["isoCode"]],
  ["CredentialList", LIST, { credentials: [{ username: "branch03", password: UNKNOWN }] }, ["credentials"]],
  [
    "CredentialList",
    LIST,
    { credentials: [UNKNOWN, { username: "branch03", password: "Correct-Horse-3" }] },
    ["credentials"],
  ],
  // Beside something that is known, and does not.
  ["PhoneNumberAssignment", NUMBER, { sipTrunkId: UNKNOWN, takeOver: true }, []],
  ["SipEndpoint", ENDPOINT, { sipTrunkId: UNKNOWN, priority: 2 }, []],
];

/** What the checked inputs after a change are different in. */
function difference([name, olds, change]: Row): Difference {
  const lifecycle = lifecycleOf(entityOf(name), () => {
    throw new Error("a request was due");
  });
  const before = lifecycle.check({}, olds).inputs;
  const { inputs, failures } = lifecycle.check(before, { ...olds, ...change });
  expect(failures).toEqual([]);
  return lifecycle.diff(before, inputs, "id");
}

test.each(TABLE)("a %s with %j, changed by %j, is replaced for %j", (...row) => {
  expect(difference(row).replaces).toEqual(row[3]);
});

test("the table has every input that replaces, unknown", () => {
  const tried = TABLE.flatMap(([name, , change]) =>
    Object.entries(change).flatMap(([key, value]) => (value === UNKNOWN ? [`${name}.${key}`] : [])),
  );
  const all = ENTITIES.flatMap(({ name, replaceOn }) => replaceOn.map((key) => `${name}.${key}`));
  expect(all.filter((one) => !tried.includes(one))).toEqual([]);
});

test("usernames stay known beside a password that is not, and are not where one of them is not", () => {
  const usernames = (credentials: JsonObject[string]): unknown =>
    lifecycleOf(entityOf("CredentialList"), () => {
      throw new Error("a request was due");
    }).check({}, { name: "Branches", credentials }).inputs.usernames;
  expect(usernames([{ username: "branch01", password: UNKNOWN }, { ...second }])).toEqual([
    "branch01",
    "branch02",
  ]);
  expect(usernames([{ ...first, username: UNKNOWN }, { ...second }])).toBe(UNKNOWN);
  expect(usernames([UNKNOWN, { ...second }])).toBe(UNKNOWN);
  expect(usernames(UNKNOWN)).toBe(UNKNOWN);
});
