import { z } from "zod";
import { load } from "js-yaml";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  checkedLines,
  checkExpectations,
  expectationsJunit,
  QUESTIONS,
  readExpectations,
  summaryText,
  worldOf,
  type Checked,
} from "../../calls";
import { expectationsSchema } from "../../calls/expectations/schema";
import { FORMS } from "../../calls/expectations/words";
import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { HIDDEN } from "../../stack/unseen";

/** A resource that an account holds. */
function held(kind: string, name: string, properties: JsonObject = {}, id = name): StackResource {
  return { urn: ` ${kind} ${id}`, kind, name, id, properties: { name, ...properties }, references: {} };
}

const ACCOUNT = [
  held("SipTrunk", "voice", {
    hostName: "acme-voice",
    callsPerSecond: 5,
    enableCallForward: true,
    callForwardNumber: "+12025550199",
  }),
  held("SipTrunk", "desks", { hostName: "acme-desks", callsPerSecond: 5 }),
  held("AccessControlList", "office", {
    enabled: true,
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
  }),
  held("TrunkAccessControlList", "voice-office", { sipTrunkId: "voice", accessControlListId: "office" }),
  held("CredentialList", "branches", { usernames: ["desk01"] }),
  held("TrunkCredentialList", "desks-branches", { sipTrunkId: "desks", credentialListId: "branches" }),
  held("SipEndpoint", "sbc1", {
    sipTrunkId: "voice",
    address: "203.0.113.1",
    priority: 1,
    enabled: true,
    isRegistered: false,
  }),
  held("SipEndpoint", "sbc2", {
    sipTrunkId: "voice",
    address: "203.0.113.2",
    priority: 2,
    enabled: true,
    isRegistered: false,
  }),
  held("SipEndpoint", "sbc 3", {
    sipTrunkId: "voice",
    address: "203.0.113.3",
    priority: 2,
    enabled: true,
    isRegistered: false,
  }),
  held("PhoneNumberAssignment", "+12025550101", { phoneNumber: "+12025550101", sipTrunkId: "voice" }),
  held("CallBlockingRule", "premium", { direction: "OUTBOUND", calleeMatch: "49900" }),
  held("CallBlockingRule", "mobiles", { direction: "INBOUND", callerMatch: "447" }),
  ...["SE", "DE", "US"].map((isoCode) => held("CountryPermission", isoCode, { isoCode, enabled: true })),
  ...["CU", "FR"].map((isoCode) => held("CountryPermission", isoCode, { isoCode, enabled: false })),
];

const PARTIES = `parties:
  office: { trunk: voice, source: 198.51.100.17 }
  desk: { trunk: acme-desks, source: 203.0.113.200, username: desk01 }
  stranger: { trunk: desks, source: 203.0.113.200 }
  somewhere: { trunk: voice }
`;

function check(sentence: string, { account = ACCOUNT, isWhole = true, more = "" } = {}): Checked | undefined {
  const file = readExpectations(`${PARTIES}${more}expect:\n  - '${sentence}'\n`, "expectations.yaml");
  const [checked] = checkExpectations(file, worldOf(account, { isWhole }));
  return checked;
}

test.each([
  "office can call US, SE and +12025550147",
  "office can call DE except +49900",
  "office cannot call FR",
  "office cannot call +4990012345",
  "desk can call SE",
  "stranger cannot call SE",
  "stranger cannot call",
  "nobody can call CU",
  "nobody can call +4990012345",
  "198.51.100.99 cannot call +5355555555",
  '+12025550101 rings sbc1, then sbc2 and "sbc 3"',
  '+12025550101 rings sbc1, then sbc2 and "sbc 3", then +12025550199',
  'with sbc1 down +12025550101 rings sbc2 and "sbc 3"',
  'with sbc1, sbc2 and "sbc 3" down, +12025550101 rings +12025550199',
  "+12025550101 from +447700900123 cannot be called",
  '+12025550101 from +46701234567 rings sbc1, then sbc2 and "sbc 3"',
])("holds: %s", (sentence) => {
  expect(check(sentence)).toMatchObject({ result: "holds" });
});

test.each([
  ["office can call DE", 'to +49900000000: refused: call blocking rule "premium"'],
  ["office can call FR", 'to +33000000000: refused: country permission "FR"'],
  ["office cannot call SE", "to +46000000000: let through"],
  ["nobody can call SE", "to +46000000000: let through"],
  ["stranger can call SE", 'to +46000000000: refused: gate of SIP trunk "desks" (407)'],
  ["+12025550101 rings sbc2, then sbc1", 'rings SIP endpoint "sbc1", then SIP endpoint "sbc2"'],
  ["+12025550101 rings sbc1", 'rings SIP endpoint "sbc1", then SIP endpoint "sbc2"'],
  ["+12025550101 cannot be called", 'rings SIP endpoint "sbc1"'],
])("is broken: %s", (sentence, example) => {
  const checked = check(sentence);
  expect(checked).toMatchObject({ result: "broken" });
  expect(checked?.example?.text).toContain(example);
  expect(checked?.example?.steps).not.toEqual([]);
});

test.each([
  ["198.51.100.99 cannot call SE", "with which username it answers the challenge"],
  ["somewhere can call SE", "from which address it comes"],
  ["office can call NO", "whether Norway (NO) is open"],
])("is not judged: %s", (sentence, ask) => {
  const checked = check(sentence);
  expect(checked?.result).toBe("not judged");
  expect(checked?.example?.asks.map(({ text }) => text)).toContain(ask);
});

test("what is absent where not all is known is not judged", () => {
  for (const sentence of [
    "office can call SE",
    "nobody can call NO",
    '+12025550101 rings sbc1, then sbc2 and "sbc 3"',
  ]) {
    expect(check(sentence, { isWhole: false })).toMatchObject({ result: "not judged" });
  }
  expect(check("nobody can call CU", { isWhole: false })).toMatchObject({ result: "holds" });
});

test("an address that cannot call is refused by the gate of every trunk, wherever calls may go", () => {
  const sentence = "198.51.100.99 cannot call";
  const gated = [
    ...ACCOUNT.filter(({ name }) => name !== "desks-branches"),
    held("TrunkAccessControlList", "desks-office", { sipTrunkId: "desks", accessControlListId: "office" }),
  ];
  const closed = ACCOUNT.map((one) =>
    one.kind === "CountryPermission" ? { ...one, properties: { ...one.properties, enabled: false } } : one,
  );
  expect(check(sentence)).toMatchObject({ result: "not judged" });
  expect(check(sentence, { account: gated })).toMatchObject({ result: "holds" });
  // Countries that nothing names may be open.
  expect(check(sentence, { account: closed })).toMatchObject({ result: "not judged" });
  expect(check("198.51.100.17 cannot call", { account: gated })).toMatchObject({
    result: "broken",
    example: { text: expect.stringContaining("let through") as string },
  });
});

test("a name that two endpoints of a trunk have needs an id", () => {
  const second = held("SipEndpoint", "sbc1", { sipTrunkId: "voice", priority: 3 }, "other-id");
  expect(() => check("+12025550101 rings sbc1", { account: [...ACCOUNT, second] })).toThrow(
    "sbc1 is the name of 2 endpoints: say an id, one of sbc1 and other-id",
  );
});

test("a secret range is not known", () => {
  const hidden = ACCOUNT.map((one) =>
    one.name === "office" ? { ...one, properties: { ...one.properties, ipRanges: HIDDEN } } : one,
  );
  expect(check("office can call SE", { account: hidden })).toMatchObject({ result: "not judged" });
  expect(check("office cannot call FR", { account: hidden })).toMatchObject({ result: "holds" });
});

test("an open question is not judged until the file answers it", () => {
  const account = ACCOUNT.filter(({ kind }) => kind !== "TrunkAccessControlList");
  expect(check("office can call SE", { account })).toMatchObject({ result: "not judged" });
  expect(check("office can call SE", { account, more: "answers:\n  no-gate: let in\n" })).toMatchObject({
    result: "holds",
  });
  expect(check("office can call SE", { account, more: "answers:\n  no-gate: refused\n" })).toMatchObject({
    result: "broken",
  });
});

describe("what is named that there is not is an error with its line, and what was probably meant", () => {
  test.each([
    ["+12025550109 rings sbc1", "no trunk has the number +12025550109: +12025550101 is probably meant"],
    [
      "+12025550101 rings sbc9",
      'trunk "voice" has no endpoint sbc9: sbc1 or sbc2 or sbc 3 is probably meant',
    ],
    [
      "with gateway down +12025550101 rings sbc1",
      'trunk "voice" has no endpoint gateway: there are sbc1, sbc2, sbc 3',
    ],
    ["office can call BV", "BV has no numbers"],
    ["office can call SE except +46", "SE has no numbers but those that are left out"],
    ["198.51.100.17 can call SE", "there are 2 trunks: say it of a party that names its trunk"],
  ])("%s", (sentence, problem) => {
    expect(() => check(sentence)).toThrow(`expectations.yaml:7: "${sentence}": ${problem}`);
  });

  test.each([
    ["{ trunk: voic }", "there is no trunk voic: voice is probably meant"],
    [
      "{ trunk: desks, username: desk02 }",
      "no credential list has the username desk02: desk01 is probably meant",
    ],
  ])("of a party: %s", (party, problem) => {
    const file = readExpectations(`parties:\n  a: ${party}\nexpect: ["a can call SE"]`, "e.yaml");
    expect(() => checkExpectations(file, worldOf(ACCOUNT, { isWhole: true }))).toThrow(
      `e.yaml:2: ${problem}`,
    );
  });

  test("where not all is known, it says where else it may be", () => {
    expect(() => check("+12025550109 rings sbc1", { isWhole: false })).toThrow(
      "give the account, by --account FILE or --live",
    );
  });
});

describe("a file", () => {
  test.each([
    ["expect: office can call DE", "e.yaml:1: expect must be a list of sentences, at least one"],
    ["expect: []", "e.yaml:1: expect must be a list of sentences, at least one"],
    ["parties: {}", "e.yaml:1: expect must be a list of sentences, at least one"],
    [
      "expct:\n - nobody can call CU",
      "e.yaml:1: a file of expectations has no expct: it has parties, expect, answers and whole; expect is probably meant",
    ],
    ["expect:\n - nobody can call CU\n - 46", "e.yaml:3: a sentence must be a text"],
    [
      "expect:\n - nobody can call CU\n - offce can call SE\nparties: {office: {}}",
      'e.yaml:3: "offce can call SE": there is no party offce: office is probably meant',
    ],
    ["expect:\n - it rings sbc1", '"it" is the number of the sentence before'],
    ["parties:\n  nobody: {}\nexpect: [x]", "e.yaml:2: a party cannot be called nobody"],
    ["parties:\n  a: {trunk: 7}\nexpect: [x]", "e.yaml:2: trunk must be a text: put it into quotation marks"],
    ["parties:\n  a: {source: office}\nexpect: [x]", "e.yaml:2: office of party a is no address"],
    [
      "parties:\n  a: {adress: 1.2.3.4}\nexpect: [x]",
      "e.yaml:2: party a has no adress: it has trunk, source, username and from",
    ],
    ["expect:\n - nobody can call CU\nanswers:\n  no-gat: refused", "e.yaml:4: "],
    ["expect:\n - nobody can call CU\nanswers:\n  no-gate: perhaps", "e.yaml:4: "],
    ["expect:\n - nobody can call CU\nwhole: yes", "e.yaml:3: whole must be true or false"],
    ["expect: [a\nb: ]", "e.yaml:2: "],
    ["expect: [a]\nexpect: [b]", "e.yaml:2: Map keys must be unique"],
    ["", "e.yaml:1: expect must be a list of sentences"],
    ["[]", "e.yaml:1: a file of expectations must have names with values: parties, expect, answers, whole"],
  ])("%j is refused: %s", (text, problem) => {
    expect(() => readExpectations(text, "e.yaml")).toThrow(problem);
  });

  test("may be JSON, and name things twice by an alias", () => {
    const json = JSON.stringify({ expect: ["nobody can call CU"], whole: true });
    expect(readExpectations(json, "e.json")).toMatchObject({ isWhole: true, expect: [{ line: 1 }] });
    const yaml = "parties:\n  a: &a {trunk: voice}\n  b: *a\nexpect: [b can call SE]";
    expect(readExpectations(yaml, "e.yaml").parties.get("b")).toMatchObject({ trunk: "voice" });
  });

  test('"it" is the number of the sentence before', () => {
    const text = "expect:\n - +12025550101 rings a\n - with a down it rings b\n - with b down it rings a";
    const numbers = readExpectations(text, "e.yaml").expect.map(
      ({ sentence }) => "number" in sentence && sentence.number,
    );
    expect(numbers).toEqual(["+12025550101", "+12025550101", "+12025550101"]);
  });
});

test("the schema takes what a file may have, and nothing else", () => {
  const schema = z.fromJSONSchema(expectationsSchema());
  const answers = Object.fromEntries(QUESTIONS.map(({ id, answers: [first] }) => [id, first]));
  const right = {
    parties: { a: { trunk: "voice", source: "192.0.2.1", username: "b", from: "+1" } },
    expect: [...FORMS],
    answers,
    whole: true,
  };
  expect(schema.safeParse(right).success).toBe(true);
  for (const wrong of [
    {},
    { ...right, more: 1 },
    { ...right, whole: "yes" },
    { expect: [] },
    { ...right, parties: { a: { b: "c" } } },
    { ...right, answers: { "no-gate": "perhaps" } },
  ]) {
    expect(schema.safeParse(wrong).success).toBe(false);
  }
});

test("the file of the docs is one", () => {
  const docs = readFileSync(join(__dirname, "..", "..", "docs", "calls.md"), "utf8");
  const [, yaml = ""] = /```yaml\n([^]*?)```/.exec(docs) ?? [];
  expect(
    z.fromJSONSchema(expectationsSchema() as Parameters<typeof z.fromJSONSchema>[0]).safeParse(load(yaml))
      .success,
  ).toBe(true);
  expect(readExpectations(yaml, "docs/calls.md").expect.length).toBeGreaterThan(5);
  for (const form of FORMS.map((one) => one.split(" ").find((word) => /^(can|cannot|rings)$/.test(word)))) {
    expect(yaml + docs).toContain(form);
  }
});

test("lines, sums and JUnit's XML tell broken ones with their steps, and fail for what was not judged", () => {
  const sentences = ["office can call SE", "office can call FR", "office can call NO"];
  const checked = sentences.flatMap((sentence) => check(sentence) ?? []);
  expect(checked.flatMap(checkedLines).filter((line) => !line.startsWith(" "))).toEqual([
    "holds       office can call SE",
    "broken      office can call FR",
    "not judged  office can call NO",
  ]);
  expect(checked.flatMap(checkedLines).join("\n")).toMatch(
    /refused +\+33000000000 is of France \(FR\), which is closed/,
  );
  expect(summaryText(checked)).toBe("3 expectations: 1 holds, 1 is broken and 1 could not be judged.");
  const junit = expectationsJunit("e<1>.yaml", checked);
  expect(junit).toContain('<testsuite name="calls" tests="3" failures="2">');
  expect(junit).toContain('<testcase classname="e&#60;1&#62;.yaml" name="office can call SE"/>');
  expect(junit.match(/<failure/g)).toHaveLength(2);
});
