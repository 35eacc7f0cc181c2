import fc from "fast-check";
import * as ipaddr from "ipaddr.js";
import { ENTITIES } from "../../provider/entities";
import { isObject, textOf, type Json, type JsonObject } from "../../provider/json";
import { contentOf } from "../../provider/lifecycle/content";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { networkOf } from "../../provider/network";
import { accepted } from "../entities";
import { entityOf } from "./account";

const ACCEPTED = accepted({ sipTrunkId: "trunk", accessControlListId: "list", credentialListId: "list" });

type Spellings = (value: Json, inputs: JsonObject) => Json[];

const text: Spellings = (value) => {
  const given = textOf(value);
  return [given.normalize("NFD"), given.normalize("NFC"), ` ${given}\t`, `${given}\n`];
};
const number: Spellings = (value) => [JSON.stringify(value)];
const flag: Spellings = (value) => [JSON.stringify(value)];
const word: Spellings = (value) => [textOf(value).toLowerCase(), textOf(value).toUpperCase()];
const one: Spellings = (value) => [value];
const phoneNumber: Spellings = (value) => [textOf(value).slice(1)];
const nothing = ["", null, 0];

/** In which spellings the API may answer an input that a program has given; every input has a row. */
const SPELLINGS: Record<string, Spellings> = {
  name: text,
  description: text,
  hostName: word,
  enableCallerName: flag,
  enableCallForward: flag,
  callForwardNumber: (value, { enableCallForward }) => [
    ...phoneNumber(value, {}),
    ...(enableCallForward === true ? [] : nothing),
  ],
  sipTrunkId: one,
  accessControlListId: one,
  credentialListId: one,
  address: (value) => {
    const address = textOf(value);
    if (!ipaddr.isValid(address)) return [address.toUpperCase(), `${address}.`];
    const parsed = ipaddr.parse(address);
    return parsed instanceof ipaddr.IPv6
      ? [parsed.toNormalizedString().toUpperCase(), parsed.toNormalizedString(), `[${address}]`]
      : [`::ffff:${address}`];
  },
  port: (value, { isRegistered }) => [
    JSON.stringify(value),
    ...(isRegistered === true ? [...nothing, 5060] : []),
  ],
  transport: word,
  priority: number,
  enabled: flag,
  isRegistered: flag,
  credentialUsername: (value) => [textOf(value).normalize("NFD")],
  direction: word,
  callerCountry: (value, inputs) => [...word(value, {}), ...(inputs.direction === "OUTBOUND" ? nothing : [])],
  callerMatch: (value, inputs) => [...text(value, {}), ...(inputs.direction === "OUTBOUND" ? nothing : [])],
  calleeCountry: (value, inputs) => [...word(value, {}), ...(inputs.direction === "INBOUND" ? nothing : [])],
  calleeMatch: (value, inputs) => [...text(value, {}), ...(inputs.direction === "INBOUND" ? nothing : [])],
  isoCode: word,
  phoneNumber,
  takeOver: one,
  project: one,
  ipAddress: (value, { range }) => [
    (networkOf({ ipAddress: value, range }).split("/")[0] ?? "").replace(/\d+$/, (last) =>
      String(Number(last) | (Number(range ?? 32) < 31 ? 1 : 0)),
    ),
  ],
  range: number,
  username: (value) => [textOf(value).normalize("NFD")],
  password: one,
};

/** One of the spellings of a value, of a list in all its elements and in another order. */
function respelled(key: string, value: Json | undefined, inputs: JsonObject): fc.Arbitrary<Json | undefined> {
  if (value === undefined) return fc.constantFrom<Json | undefined>(undefined, null);
  if (Array.isArray(value)) {
    const elements = value.map((element) => (isObject(element) ? answerOf(element) : fc.constant(element)));
    return fc
      .tuple(...elements)
      .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }) as fc.Arbitrary<Json>);
  }
  const spellings = SPELLINGS[key];
  if (spellings === undefined) throw new Error(`${key} has no row in this test's table of spellings: add it`);
  return fc.constantFrom(value, ...spellings(value, inputs));
}

/** An answer of the API about inputs, each in some spelling. */
function answerOf(inputs: JsonObject): fc.Arbitrary<JsonObject> {
  return fc.record(
    Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, respelled(key, value, inputs)] as const),
    ),
  );
}

function check(name: string, olds: JsonObject, news: JsonObject) {
  return lifecycleOf(entityOf(name), () => {
    throw new Error("a check makes no request");
  }).check(olds, news);
}

test.each(ENTITIES.map(({ name }) => name))(
  "a %s that the API answers in another spelling is as the program has it",
  (name) => {
    const content = contentOf(entityOf(name));
    const cases = (ACCEPTED[name] ?? fc.constant({}))
      .map((news) => check(name, {}, news).inputs)
      .chain((inputs) => {
        const own = Object.fromEntries(Object.entries(inputs).filter(([key]) => content.keys.includes(key)));
        return fc.tuple(fc.constant(inputs), answerOf(own));
      });
    fc.assert(
      fc.property(cases, ([inputs, answer]) => {
        expect(content.keep(answer, inputs, "project").inputs).toStrictEqual(inputs);
      }),
      { seed: 1, numRuns: 200 },
    );
  },
);

test.each<[string, JsonObject, string, JsonObject]>([
  ["SipTrunk", { name: "Voice", hostName: "acme" }, "name", { name: "Voice 2" }],
  ["SipTrunk", { name: "Voice", hostName: "acme" }, "hostName", { hostName: "acme2" }],
  [
    "AccessControlList",
    { name: "Office", ipRanges: [{ ipAddress: "192.0.2.1", range: 24 }] },
    "ipRanges",
    {
      ipRanges: [{ ipAddress: "192.0.3.1", range: 24 }],
    },
  ],
  [
    "AccessControlList",
    { name: "Office", ipRanges: [{ ipAddress: "192.0.2.1", range: 24 }] },
    "ipRanges",
    {
      ipRanges: [{ ipAddress: "192.0.2.1", range: 25 }],
    },
  ],
  [
    "CredentialList",
    { name: "Phones", credentials: [{ username: "anna", password: "Correct7Horse" }] },
    "credentials",
    {
      credentials: [{ username: "Anna", password: "Correct7Horse" }],
    },
  ],
])("of a %s with %j, another value of %s is a change: %j", (name, known, key, change) => {
  const { inputs } = check(name, {}, known);
  const { keep } = contentOf(entityOf(name));
  expect(keep({ ...inputs, ...change }, inputs, "project").inputs[key]).toStrictEqual(change[key]);
});

test("a program that spells what tells elements apart in another way changes nothing", () => {
  const phones = { name: "Phones", credentials: [{ username: "ren\u00e9", password: "Correct7Horse" }] };
  const { inputs } = check("CredentialList", {}, phones);
  const other = { ...phones, credentials: [{ username: "rene\u0301", password: "Correct7Horse" }] };
  expect(check("CredentialList", inputs, other)).toStrictEqual({ inputs, failures: [] });

  const office = { name: "Office", enabled: true, ipRanges: [{ ipAddress: "192.0.2.77", range: 24 }] };
  const renamed = { ...office, ipRanges: [{ ipAddress: "192.0.2.0", range: 24, description: "All" }] };
  expect(check("AccessControlList", office, renamed).inputs).toStrictEqual({
    ...office,
    ipRanges: [{ ipAddress: "192.0.2.77", range: 24, description: "All" }],
  });

  const range = { accessControlListId: "list", ipAddress: "192.0.2.77", range: 24 };
  expect(check("IpRange", range, { ...range, ipAddress: "192.0.2.1" }).inputs).toStrictEqual(range);
  const shorter = { ...range, range: 25, ipAddress: "192.0.2.1" };
  expect(check("IpRange", range, shorter).inputs).toStrictEqual(shorter);
});

test.each<[string, Json, Json]>([
  ["ipRanges", { ipAddress: "10.0.1.1", range: 24 }, { ipAddress: "10.0.1.0", range: 24 }],
  ["ipRanges", { ipAddress: "10.0.1.1", range: 32 }, { ipAddress: "10.0.1.1" }],
  ["ipRanges", { ipAddress: "172.31.255.255", range: 1 }, { ipAddress: "128.0.0.0", range: 1 }],
  [
    "credentials",
    { username: "ren\u00e9", password: "Correct7Horse" },
    { username: "rene\u0301", password: "Battery9Staple" },
  ],
])("of %s, %j and %j mean the same, so one list takes only one of them", (key, first, second) => {
  const name = key === "ipRanges" ? "AccessControlList" : "CredentialList";
  const { failures } = check(name, {}, { name: "Office", [key]: [first, second] });
  expect(failures).toMatchObject([
    { property: `${key}[1]`, reason: expect.stringContaining("only once") as string },
  ]);
});
