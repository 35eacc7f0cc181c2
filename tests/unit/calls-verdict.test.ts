import { partyOf, traceOf, verdictOf, worldOf, type Call } from "../../calls";
import type { StackResource } from "../../stack/resource";
import { UNKNOWN_TEXT, planned } from "../support/planned";
import { country, inAccount, inStack, list, out, phones, rule, said, trunk } from "./calls-stack";

const SE = "+46701234567";
const DESK = "sip:+46701234567@voice.pstn.sinch.com";
const OFFICE = ["198.51.100.16/28"];
/** A trunk that the office may use, with calls to Sweden open and to the US closed. */
const basic = [trunk(), ...list("office", OFFICE), country("SE"), country("US", false)];
const open = [country("SE")];
const elsewhere: Partial<Call> = { source: "192.0.2.1" };

type Row = [about: string, verdict: string, call: Call, stack: StackResource[]];

describe("the trunk", () => {
  const byDomain = (to: string): Call => out(to, { trunkId: undefined });
  const two = [...basic, trunk({}, "other"), ...list("others", ["192.0.2.9"], {}, "other")];
  test.each<Row>([
    [
      "the domain that is called names it, in any case",
      "let through",
      byDomain(DESK.replace("voice", "VOICE")),
      two,
    ],
    [
      "a domain that no trunk has is answered 404",
      "refused: trunk 404",
      byDomain(`sip:${SE}@x.example`),
      two,
    ],
    ["a number alone names the only one", "let through", byDomain(SE), basic],
    ["a number alone names none of two", "not known: trunk", byDomain(SE), two],
    ["tel: names none", "not known: trunk", byDomain(`tel:${SE}`), two],
    ["an IP address names none", "not known: trunk", byDomain(`sip:${SE}@192.0.2.7`), two],
    ["an IPv6 address names none", "not known: trunk", byDomain(`sip:${SE}@[2001:db8::1]:5060`), two],
    [
      "one that had another domain when it took the call",
      "refused: trunk 404",
      out(`+46701234567@old-voice.pstn.sinch.com:5060`),
      basic,
    ],
    [
      "one whose domain another has by now",
      "refused: gate, other 403",
      out("+46701234567@other.pstn.sinch.com"),
      two,
    ],
    ["the record's, whatever other host it has", "let through", out(`sip:${SE}@pbx.example`), basic],
    ["one that is gone", "refused: trunk 404", out(SE, { trunkId: "gone" }), basic],
    ["whichever it is, a closed country is closed", "refused: country, US", byDomain("+12025550101"), two],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });

  test.each<Row>([
    [
      "its own",
      "let through",
      out(SE, { from: partyOf("sip:+12025550101@Voice.pstn.sinch.com:5060") }),
      basic,
    ],
    ["another", "refused: From domain, voice 403", out(SE, { from: partyOf("sip:a@x.example") }), basic],
    ["an address", "let through", out(SE, { from: partyOf("sip:+12025550101@192.0.2.7") }), basic],
    ["none", "let through", out(SE, { from: partyOf("+12025550101") }), basic],
    [
      "one that is not known here",
      'not known: domain of SIP trunk "voice"',
      out(SE, { from: partyOf("sip:a@x.example") }),
      [trunk({ hostName: UNKNOWN_TEXT }), ...basic.slice(1)],
    ],
  ])("the domain of From is %s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("blocking rules", () => {
  const rules = (...all: StackResource[]): StackResource[] => [...basic, ...all];
  const shared = "+393312345678";
  const both = [country("IT"), country("VA")];
  test.each<Row>([
    [
      "digits that match beat an open country",
      "refused: rule, r",
      out(SE),
      rules(rule("r", { calleeMatch: "4670" })),
    ],
    ["other digits", "let through", out(SE), rules(rule("r", { calleeMatch: "4671" }))],
    ["a country", "refused: rule, r", out(SE), rules(rule("r", { calleeCountry: "SE" }))],
    [
      "a country and digits: both must match",
      "let through",
      out(SE),
      rules(rule("r", { calleeCountry: "US", calleeMatch: "46" })),
    ],
    [
      "a direction in lower case, as the API answers",
      "refused: rule, r",
      out(SE),
      rules(rule("r", { direction: "outbound", calleeMatch: "46" })),
    ],
    [
      "one for inbound calls",
      "let through",
      out(SE),
      rules(rule("r", { direction: "INBOUND", callerMatch: "46", calleeMatch: "46" })),
    ],
    [
      "the other side's fields mean nothing",
      "depends on rule-without-match",
      out(SE),
      rules(rule("r", { callerMatch: "46" })),
    ],
    [
      "null, as the API answers, is none",
      "depends on rule-without-match",
      out(SE),
      rules(rule("r", { calleeMatch: null, calleeCountry: null })),
    ],
    [
      "without a match, and a closed country",
      "refused: country, US",
      out("+12025550101"),
      rules(rule("r", {})),
    ],
    [
      "a + where the digits match",
      "depends on plus-in-rule",
      out(SE),
      rules(rule("r", { calleeMatch: "+46" })),
    ],
    ["a + where they do not", "let through", out(SE), rules(rule("r", { calleeMatch: "+47" }))],
    [
      "a + beside a rule that matches",
      "refused: rule, s",
      out(SE),
      rules(rule("r", { calleeMatch: "+46" }), rule("s", { calleeMatch: "467" })),
    ],
    [
      "digits as they are dialled match nothing",
      "let through",
      out(SE),
      rules(rule("r", { calleeMatch: "0046" })),
    ],
    [
      "a number of several countries, one of which a rule names",
      `depends on country of ${shared}`,
      out(shared),
      [...basic, ...both, rule("r", { calleeCountry: "VA" })],
    ],
    [
      "the record's own country is taken",
      "let through",
      out("", { to: partyOf(shared, "IT") }),
      [...basic, ...both, rule("r", { calleeCountry: "VA" })],
    ],
    [
      "a rule of which the digits are not known here",
      'not known: calleeMatch of call blocking rule "r"',
      out(SE),
      rules(rule("r", { calleeMatch: UNKNOWN_TEXT })),
    ],
    [
      "… and whose country does not match",
      "let through",
      out(SE),
      rules(rule("r", { calleeCountry: "US", calleeMatch: UNKNOWN_TEXT })),
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("destinations", () => {
  const shared = "+393312345678";
  const italy = (isOpen: boolean): StackResource[] => [...basic, country("IT"), country("VA", isOpen)];
  test.each<Row>([
    ["open", "let through", out(SE), basic],
    ["closed", "refused: country, US", out("+12025550101"), basic],
    ["named by nothing", "not known: country DE", out("+4915112345678"), basic],
    ["of several countries that are all open", "let through", out(shared), italy(true)],
    ["of several countries that differ", `depends on country of ${shared}`, out(shared), italy(false)],
    [
      "of several countries, of which the record names one",
      "refused: country, VA",
      out("", { to: partyOf(shared, "va") }),
      italy(false),
    ],
    ["of no country: +800", "depends on no-country", out("+80012345678"), basic],
    ["of no country: +881", "depends on no-country", out("+881612345678"), basic],
    ["of no country: +979", "depends on no-country", out("+979123456789"), basic],
    ["in no number plan", "depends on no-country", out("+19995550123"), basic],
    ["longer than 15 digits", "depends on no-country", out("+4670123456789012"), basic],
    ["no number", "depends on no-country", out("sip:alice@voice.pstn.sinch.com"), basic],
    ["open by one for all countries", "let through", out(SE), [...basic.slice(0, 3), all(["SE"])]],
    [
      "closed by one for all countries",
      "refused: country, all",
      out("+12025550101"),
      [...basic.slice(0, 3), all(["SE"])],
    ],
    [
      "left alone by one for all countries",
      "not known: country US",
      out("+12025550101"),
      [...basic.slice(0, 3), all(["SE"], ["US"])],
    ],
    [
      "a country's own resource decides before",
      "let through",
      out("+12025550101"),
      [...basic.slice(0, 4), all(["SE"]), country("US")],
    ],
    [
      "a permission that is not known here",
      "not known: country SE",
      out(SE),
      [...basic.slice(0, 3), country("SE", UNKNOWN_TEXT)],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });

  function all(countries: string[], ignore: string[] = []): StackResource {
    return planned("CountryPermissions", "all", { countries, ignore }, { id: "countries" });
  }
});

describe("calls a second", () => {
  const desk = phones("desk", ["desk01"]);
  test.each([
    ["the first", "let through", 0, basic],
    ["the second of two", "let through", 1, basic],
    ["the third of two", "refused: rate, voice 603", 2, basic],
    ["where each call is challenged", "depends on rate-counts", 1, [...basic, ...desk]],
    [
      "where the trunk's rate is not known here",
      'not known: callsPerSecond of SIP trunk "voice"',
      1,
      [trunk({ callsPerSecond: UNKNOWN_TEXT }), ...basic.slice(1)],
    ],
  ])("%s: %s", (_, verdict, startedBefore, stack) => {
    expect(inAccount(out(SE, { startedBefore, username: "desk01" }), stack)).toBe(verdict);
  });
});

describe("several accounts", () => {
  const lyon = [
    planned("SipTrunk", "lyon", { hostName: "lyon", account: "lyon" }, { id: "lyon" }),
    ...list("lyons", OFFICE, {}, "lyon").map((one) => ({
      ...one,
      properties: { ...one.properties, account: "lyon" },
    })),
    country("SE", false, "lyon"),
    country("US", true, "lyon"),
    planned("CallBlockingRule", "r", { direction: "OUTBOUND", calleeMatch: "1202", account: "lyon" }),
  ];
  test.each([
    ["its own countries", "let through", SE, "voice"],
    ["its own countries", "refused: country, SElyon", SE, "lyon"],
    ["its own rules", "refused: country, US", "+12025550101", "voice"],
    ["its own rules", "refused: rule, r", "+12025550101", "lyon"],
  ])("a trunk has %s: %s", (_, verdict, to, trunkId) => {
    expect(inAccount(out(to, { trunkId }), [...basic, ...lyon])).toBe(verdict);
  });
});

test("of several accounts, some may be known whole", () => {
  const other = planned("SipTrunk", "lyon", { hostName: "lyon", account: "lyon" }, { id: "lyon" });
  const permission = country("SE", true, "lyon");
  const world = worldOf([...basic, other, permission], { isWhole: (account) => account === "" });
  expect(said(verdictOf(out(SE), world, {}))).toBe("let through");
  expect(said(verdictOf(out(SE, { trunkId: "lyon" }), world, {}))).toBe(
    'not known: other lists of SIP trunk "lyon" (account lyon), other rules of account lyon',
  );
});

describe("absent is not closed", () => {
  const rest = 'other lists of SIP trunk "voice"';
  test.each<Row>([
    ["an address of a list", `not known: ${rest}, other rules`, out(SE), basic],
    ["an address in no list", `not known: ${rest}, other rules`, out(SE, elsewhere), basic],
    [
      "an address and a digest that are right",
      "not known: other rules",
      out(SE, { username: "desk01" }),
      [...basic, ...phones("desk", ["desk01"])],
    ],
    [
      "no digest where one is asked, from what may be an endpoint's address",
      'not known: other addresses of SIP trunk "voice", endpoint-beside-credentials, other rules',
      out(SE),
      [...basic, ...phones("desk", ["desk01"])],
    ],
    ["a closed country", "refused: country, US", out("+12025550101"), basic],
    ["a rule that matches", "refused: rule, r", out(SE), [...basic, rule("r", { calleeMatch: "46" })]],
    [
      "a country that nothing names",
      `not known: ${rest}, other rules, country DE`,
      out("+4915112345678"),
      basic,
    ],
    [
      "a trunk that the stack does not have",
      "not known: trunk x, other rules",
      out(SE, { trunkId: "x" }),
      basic,
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inStack(call, stack)).toBe(verdict);
  });

  test("no digest where one is asked is refused, if an endpoint's address is not spared", () => {
    const stack = [...basic, ...phones("desk", ["desk01"])];
    expect(inStack(out(SE), stack, { "endpoint-beside-credentials": "refused" })).toBe(
      "refused: gate, voice 407",
    );
  });

  test.each<Row>([
    [
      "ranges that a secret hides",
      'not known: ip ranges of access control list "office"',
      out(SE),
      [trunk(), ...list("office", [], { ipRanges: "[secret]" }), ...open],
    ],
    [
      "whether a list is enabled",
      'not known: enabled of access control list "office", no-gate, disabled-list',
      out(SE),
      [trunk(), ...list("office", OFFICE, { enabled: UNKNOWN_TEXT }), ...open],
    ],
    [
      "a list that the account does not show",
      'not known: ip ranges of access control list "office", enabled of access control list "office", no-gate, disabled-list',
      out(SE),
      [trunk(), ...list("office", OFFICE).slice(1), ...open],
    ],
    [
      "a hidden range beside one that has the address",
      "let through",
      out(SE),
      [...basic, ...list("x", [], { ipRanges: "[secret]" })],
    ],
  ])("what is not known of an account is not known, where it matters: %s", (_, verdict, call, stack) => {
    const sorted = (text: string): string[] =>
      text
        .replace(/^not known: /, "")
        .split(", ")
        .sort();
    expect(sorted(inAccount(call, stack))).toEqual(sorted(verdict));
  });
});

test("the more probable outcome comes first", () => {
  const world = worldOf([trunk(), ...open], { isWhole: true });
  expect(verdictOf(out(SE), world, {}).outcomes.map(({ key }) => key)).toEqual(["refused", "let through"]);
});

test("a call that asks for more than can be tried is not known", () => {
  const many = Array.from({ length: 14 }, (_, index) =>
    rule(`r${index}`, { calleeMatch: "46", calleeCountry: UNKNOWN_TEXT }),
  );
  const lists = Array.from({ length: 14 }, (_, index) =>
    list(`l${index}`, OFFICE, { enabled: UNKNOWN_TEXT }),
  );
  const verdict = verdictOf(
    out(SE, elsewhere),
    worldOf([...basic.slice(0, 1), ...lists.flat(), ...many], { isWhole: true }),
    {},
  );
  expect(verdict.result).toBe("not known");
});

describe("the steps of a call, for people", () => {
  const steps = (call: Call, stack: StackResource[]): string[] =>
    traceOf(call, worldOf(stack, { isWhole: true }), {}).steps.map(
      ({ text, result, status }) => `${result}${status === undefined ? "" : ` ${status}`}: ${text}`,
    );

  test("each names what decided", () => {
    expect(steps(out(SE), basic)).toEqual([
      'passes: SIP trunk "voice" takes the call',
      'passes: 198.51.100.17 is in access control list "office"',
      "passes: no blocking rule for outbound calls matches +46701234567",
      'passes: +46701234567 is of Sweden (SE), which is open, as country permission "SE" says',
    ]);
  });

  test("they end with what refuses", () => {
    expect(steps(out(SE, elsewhere), basic).at(-1)).toBe(
      'refused 403: 192.0.2.1 is in no enabled list of SIP trunk "voice" (access control list "office")',
    );
  });

  test("what is open is told, and the steps after it", () => {
    expect(steps(out(SE), [trunk(), ...open])).toEqual([
      'passes: SIP trunk "voice" takes the call',
      "depends: not documented: whether a trunk without any list lets in calls from an address that no static endpoint has",
      "passes: no blocking rule for outbound calls matches +46701234567",
      'passes: +46701234567 is of Sweden (SE), which is open, as country permission "SE" says',
    ]);
  });

  test("what is open and makes no difference is told as such", () => {
    expect(steps(out("+12025550101"), [trunk(), country("US", false)]).slice(1)).toEqual([
      "depends: not documented: whether a trunk without any list lets in calls from an address that no static endpoint has, which makes no difference to this call",
      "passes: no blocking rule for outbound calls matches +12025550101",
      'refused: +12025550101 is of United States (US), which is closed, as country permission "US" says',
    ]);
  });

  test("where a stack is all that is known, each step says what it does not know", () => {
    const { steps: told } = traceOf(out(SE, { trunkId: "x" }), worldOf(basic, { isWhole: false }), {});
    expect(told.map(({ result, text }) => `${result}: ${text}`)).toEqual([
      "not known: by which trunk it goes",
      "not known: whether a rule that is not known here blocks it",
      'passes: +46701234567 is of Sweden (SE), which is open, as country permission "SE" says',
    ]);
  });
});

test.each([
  ["+881612345678", "+881612345678, a number of no country"],
  ["+0046701234567", "+0046701234567, in no country's number plan"],
  ["+4670123456789012", "+4670123456789012, longer than the 15 digits that E.164 allows"],
  ["sip:alice@192.0.2.7", "what has no number"],
])("a trace tells %s as what it is", (to, expected) => {
  const { steps } = traceOf(out(to), worldOf(basic, { isWhole: true }), {});
  expect(steps.at(-1)?.text).toBe(`not documented: whether calls go out to ${expected}`);
});
