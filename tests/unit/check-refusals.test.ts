import type { JsonObject } from "../../provider/json";
import { lifecycleOf } from "../../provider/lifecycle/lifecycle";
import { entityOf } from "./account";
import { INPUTS } from "./inputs";

/** What is wrong with otherwise right inputs, which property is named, and a part of what is said to be right. */
type Refusal = [change: JsonObject, property: string, right: string];

const [RANGE, OTHER_RANGE] = INPUTS["AccessControlList"]?.["ipRanges"] as [JsonObject, JsonObject];
const [CREDENTIAL, OTHER_CREDENTIAL] = INPUTS["CredentialList"]?.["credentials"] as [JsonObject, JsonObject];

function ranges(...changes: JsonObject[]): JsonObject {
  return { ipRanges: [RANGE, ...changes.map((change) => ({ ...OTHER_RANGE, ...change }))] };
}

function credentials(...changes: JsonObject[]): JsonObject {
  return { credentials: [CREDENTIAL, ...changes.map((change) => ({ ...OTHER_CREDENTIAL, ...change }))] };
}

/** The same mistake in each of several values. */
function each(values: unknown[], property: string, right: string): Refusal[] {
  return values.map((value): Refusal => [{ [property]: value } as JsonObject, property, right]);
}

const NOT_TEXT = ["", null, undefined, 7, true, [], {}, "  "];
const NOT_IDS = ["", null, undefined, 7, [], {}, "..", "a/b", "a b", "a\n", "?"];
const NOT_FLAGS = ["true", 1, 0, [], {}];
const NOT_COUNTRIES = ["", null, undefined, 46, "SWE", "S", "ZZ", "EU", "UK", "+46", "*"];
const NOT_IPV4 = [
  ...[
    "",
    null,
    undefined,
    7,
    "198.51.100",
    "198.51.100.256",
    "198.51.100.0/24",
    "1.2.3.4.5",
    "2001:db8::1",
    "sbc.example.com",
  ],
  ...["0x7f.0.0.1", "010.0.0.1", " 198.51.100.1", "198.51.100.1\n", "3325256705"],
];
const NOT_PREFIX_LENGTHS = [0, 33, -1, 24.5, "24", NaN, true];
const NOT_PORTS = [0, 65536, -1, 5060.5, "5060", NaN, Infinity, true];
const NOT_E164 = [
  ...[
    "12025550147",
    "+0123456789",
    "+1",
    "+1 202 555 0147",
    "+1-202-555-0147",
    "tel:+12025550147",
    "+1202555014712345",
    "+",
  ],
  ...["00442079460000", "+44207946000a", "+12025550147\n", 12025550147, {}],
];

const REFUSALS: Record<string, Refusal[]> = {
  SipTrunk: [
    ...each(NOT_TEXT, "name", 'such as "Voice"'),
    ...each(
      ["", null, undefined, 7, "-acme", "acme-", "acme_voice", "acme voice", "acme..voice", ".acme"],
      "hostName",
      "acme-voice",
    ),
    ...each(
      ["acmé", "acme.", "a".repeat(64), `${"abc.".repeat(63)}toolong`, "acme\n", "*", "https://acme"],
      "hostName",
      "DNS name",
    ),
    ...each(NOT_FLAGS, "enableCallerName", "true or false"),
    ...each(NOT_FLAGS, "enableCallForward", "true or false"),
    ...each(NOT_E164, "callForwardNumber", 'such as "+12025550147"'),
    ...each(
      ["", null, undefined],
      "callForwardNumber",
      'when enableCallForward is true, such as "+12025550147"',
    ),
    [{ hostname: "acme-voice" }, "hostname", "whose inputs are name, hostName"],
    [{ domain: "acme.example.com" }, "domain", "is not an input of SipTrunk"],
  ],
  SipEndpoint: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_TEXT, "name", 'such as "Berlin SBC"'),
    ...each(NOT_PORTS, "port", "from 1 to 65535, such as 5060"),
    ...each(
      [0, -1, 1.5, "1", 2147483648, NaN, null, undefined],
      "priority",
      "such as 1; lower is tried first",
    ),
    ...each(["SCTP", "WSS", 5060, [], "udp,tcp"], "transport", "UDP, TCP, TLS"),
    ...each(NOT_FLAGS, "enabled", "true or false"),
    ...each(NOT_FLAGS, "isRegistered", "true or false"),
    ...each(
      [7, "sbc_1.example.com", "-sbc.example.com", "203.0.113.256", "203.0.113.10:5060"],
      "address",
      "203.0.113.10",
    ),
    ...each(
      ["sip:203.0.113.10", "203.0.113.10/24", "sbc.example.com\n", "a b", "1.2.3", {}],
      "address",
      "sbc.example.com",
    ),
    ...each(["", null, undefined], "address", 'such as "203.0.113.10", unless isRegistered is true'),
    [{ credentialUsername: "branch01" }, "credentialUsername", "unless isRegistered is true"],
    [
      { isRegistered: true, credentialUsername: "branch01" },
      "address",
      "must be left out when isRegistered is true",
    ],
    [
      { isRegistered: true, address: undefined },
      "credentialUsername",
      'when isRegistered is true, such as "branch01"',
    ],
    [
      { isRegistered: true, address: undefined, credentialUsername: "a/b" },
      "credentialUsername",
      'such as "branch01"',
    ],
    [{ weight: 1 }, "weight", "whose inputs are sipTrunkId, name"],
  ],
  AccessControlList: [
    ...each(NOT_TEXT, "name", 'such as "Office"'),
    ...each(NOT_FLAGS, "enabled", "true or false"),
    ...each(
      [[], "", null, undefined, "198.51.100.16", {}],
      "ipRanges",
      'such as [{ ipAddress: "198.51.100.16", range: 28 }]',
    ),
    [
      { ipRanges: ["198.51.100.16/28"] },
      "ipRanges[0]",
      'such as [{ ipAddress: "198.51.100.16", range: 28 }]',
    ],
    ...NOT_IPV4.map((ipAddress): Refusal => [
      ranges({ ipAddress }),
      "ipRanges[1].ipAddress",
      'such as "198.51.100.16"',
    ]),
    ...NOT_PREFIX_LENGTHS.map((range): Refusal => [
      ranges({ range }),
      "ipRanges[1].range",
      "from 1 to 32, such as 28",
    ]),
    [ranges({ description: 7 }), "ipRanges[1].description", 'such as "Head office"'],
    [ranges(RANGE), "ipRanges[1]", 'is "198.51.100.16/28" like ipRanges[0]: name each only once'],
    [
      ranges({}, { range: null, description: "again" }),
      "ipRanges[2]",
      'is "203.0.113.1/32" like ipRanges[1]',
    ],
    [ranges({ prefix: 28 }), "ipRanges[1].prefix", "is not known here: remove it, or correct its spelling"],
    [{ ranges: [] }, "ranges", "whose inputs are name, enabled, ipRanges"],
  ],
  IpRange: [
    ...each(NOT_IDS, "accessControlListId", "such as `list.id`"),
    ...each(NOT_IPV4, "ipAddress", 'such as "198.51.100.16"'),
    ...each(NOT_PREFIX_LENGTHS, "range", "from 1 to 32, such as 28"),
    ...each([7, {}], "description", 'such as "Branch office"'),
    [{ cidr: "192.0.2.0/24" }, "cidr", "whose inputs are accessControlListId, ipAddress, range, description"],
  ],
  CredentialList: [
    ...each(NOT_TEXT, "name", 'such as "Branches"'),
    ...each([[], "", null, undefined, "branch01", {}], "credentials", 'such as [{ username: "branch01"'),
    ...["", null, undefined, 7, "..", "a/b", "a b", "é", "a@b", "a\n", "a?b"].map((username): Refusal => [
      credentials({ username }),
      "credentials[1].username",
      'such as "branch01"',
    ]),
    ...["Short-1", "alllowercase-1", "ALLUPPERCASE-1", "NoDigitsInHere", 123456789012, {}].map(
      (password): Refusal => [credentials({ password }), "credentials[1].password", "at least 12 characters"],
    ),
    ...["", null, undefined].map((password): Refusal => [
      credentials({ password }),
      "credentials[1].password",
      "must be given",
    ]),
    [
      credentials({ username: "branch01" }),
      "credentials[1]",
      'is "branch01" like credentials[0]: name each only once',
    ],
    [credentials({ user: "branch03" }), "credentials[1].user", "is not known here"],
    [{ usernames: ["branch01"], credential: [] }, "credential", "whose inputs are name, credentials"],
  ],
  TrunkAccessControlList: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_IDS, "accessControlListId", "such as `list.id`"),
    [{ enabled: true }, "enabled", "whose inputs are sipTrunkId, accessControlListId"],
  ],
  TrunkCredentialList: [
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_IDS, "credentialListId", "such as `list.id`"),
    [{ enabled: true }, "enabled", "whose inputs are sipTrunkId, credentialListId"],
  ],
  CallBlockingRule: [
    ...each([7, {}], "name", 'such as "No premium numbers"'),
    ...each(["", null, undefined, "BOTH", "in", 7, []], "direction", "INBOUND, OUTBOUND"),
    ...each(NOT_COUNTRIES.slice(3), "calleeCountry", 'such as "SE"'),
    ...each(
      ["+1900", "19x", "1 900", "1".repeat(16), "1900*", 1900, "1900\n"],
      "calleeMatch",
      'such as "1900"',
    ),
    [
      { callerCountry: "US" },
      "callerCountry",
      "must be left out of an OUTBOUND rule, which looks at calleeCountry",
    ],
    [{ callerMatch: "1900" }, "callerMatch", "must be left out of an OUTBOUND rule"],
    [{ direction: "INBOUND", calleeMatch: "" }, "calleeCountry", "must be left out of an INBOUND rule"],
    [{ direction: "inbound", calleeCountry: null }, "calleeMatch", "must be left out of an INBOUND rule"],
    [
      { calleeCountry: "", calleeMatch: null },
      "calleeCountry",
      'such as calleeCountry: "US" or calleeMatch: "1900"',
    ],
    [{ caller: "US" }, "caller", "whose inputs are name, direction, callerCountry"],
  ],
  CountryPermission: [
    ...each(NOT_COUNTRIES, "isoCode", 'such as "SE"'),
    ...each([...NOT_FLAGS, "", null, undefined], "enabled", "true or false, such as true"),
    [{ country: "SE" }, "country", "whose inputs are isoCode, enabled"],
  ],
  PhoneNumberAssignment: [
    ...each([...NOT_E164, "", null, undefined], "phoneNumber", 'such as "+12025550147"'),
    ...each(NOT_IDS, "sipTrunkId", "such as `trunk.id`"),
    ...each(NOT_FLAGS, "takeOver", "true or false"),
    [{ release: true }, "release", "whose inputs are phoneNumber, sipTrunkId, takeOver"],
  ],
  Project: [
    ...each(NOT_IDS, "project", "such as `6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921`"),
    [{ name: "Voice" }, "name", "whose inputs are project"],
  ],
};

/** Without a client: a check that made a request would throw. */
function check(name: string, inputs: JsonObject) {
  const noClient = () => {
    throw new Error("a check asked for the client");
  };
  return lifecycleOf(entityOf(name), noClient).check({}, inputs);
}

test.each(Object.entries(INPUTS))("right inputs of a %s are accepted as they are", (name, inputs) => {
  const { inputs: checked, failures } = check(name, inputs);
  expect(failures).toEqual([]);
  expect(checked).toMatchObject(inputs);
});

describe.each(Object.entries(REFUSALS))("a %s", (name, refusals) => {
  test.each(refusals)(
    "with %j is refused, with %s named and what is right: %s",
    (change, property, right) => {
      const { failures } = check(name, { ...INPUTS[name], ...change });
      expect(failures.map((failure) => failure.property)).toEqual([property]);
      expect(failures[0]?.reason).toContain(right);
    },
  );
});

test("everything that is wrong is named at once", () => {
  const { failures } = check("SipEndpoint", {
    sipTrunkId: "trunk",
    port: 0,
    transport: "SCTP",
    colour: "red",
  });
  expect(failures.map(({ property }) => property)).toEqual([
    "name",
    "port",
    "transport",
    "priority",
    "colour",
  ]);
  expect(failures[0]?.reason).toMatch(/^is required and must be/);
});

test.each(["Weak-pass-no", "short-1A", "Tr0ub4dor"])(
  "the password %s is refused without being printed",
  (password) => {
    const { failures } = check("CredentialList", { name: "Branches", ...credentials({ password }) });
    expect(failures).toHaveLength(1);
    expect(JSON.stringify(failures)).not.toContain(password);
  },
);

test("a reason is a clause: it begins with a small letter and ends without a full stop", () => {
  for (const [name, refusals] of Object.entries(REFUSALS)) {
    for (const [change] of refusals) {
      for (const { reason } of check(name, { ...INPUTS[name], ...change }).failures) {
        expect(reason).toMatch(/^[a-z].*[^.]$/s);
      }
    }
  }
});
