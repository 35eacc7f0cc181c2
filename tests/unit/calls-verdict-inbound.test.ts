import { partyOf, traceOf, worldOf, type Call } from "../../calls";
import type { StackResource } from "../../stack/resource";
import { UNKNOWN_TEXT, planned } from "../support/planned";
import { country, endpoint, inAccount, inStack, into, number, phones, rule, trunk } from "./calls-stack";

const HOTLINE = "+12025550101";
const FORWARD = { enableCallForward: true, callForwardNumber: "+46701234567" };
const [sbc1, sbc2] = [endpoint("sbc1"), endpoint("sbc2", { priority: 2 })];
const basic = [trunk(), number(HOTLINE)];
const forwarding = [trunk(FORWARD), number(HOTLINE)];
const down = (...ids: string[]): Call => into({ down: new Set(ids) });

type Row = [about: string, verdict: string, call: Call, stack: StackResource[]];

describe("who rings", () => {
  const desk = endpoint("desk", { credentialUsername: "desk01" });
  test.each<Row>([
    ["the lowest priority first", "rings sbc1, then sbc2", into(), [...basic, sbc2, sbc1]],
    ["equals in turn", "rings sbc1 and sbc3, then sbc2", into(), [...basic, sbc1, sbc2, endpoint("sbc3")]],
    [
      "a disabled one is left out",
      "rings sbc2",
      into(),
      [...basic, endpoint("sbc1", { enabled: false }), sbc2],
    ],
    ["one that is down is left out", "rings sbc2", down("sbc1"), [...basic, sbc1, sbc2]],
    ["all are down", "refused: endpoints, voice 503", down("sbc1", "sbc2"), [...basic, sbc1, sbc2]],
    ["none is there", "refused: endpoints, voice 503", into(), basic],
    [
      "those of another trunk do not",
      "refused: endpoints, voice 503",
      into(),
      [...basic, endpoint("x", { sipTrunkId: "other" })],
    ],
    [
      "a registered one whose list is linked",
      "rings desk",
      into(),
      [...basic, desk, ...phones("list", ["desk01"])],
    ],
    [
      "a registered one whose list is not can never sign in",
      "rings sbc1",
      into(),
      [...basic, sbc1, desk, ...phones("list", ["desk01"]).slice(0, 1)],
    ],
    [
      "a registered one whose list is linked elsewhere",
      "refused: endpoints, voice 503",
      into(),
      [...basic, trunk({}, "other"), desk, ...phones("list", ["desk01"], "other")],
    ],
    [
      "a registered one whose username no list has can never sign in, either",
      "rings sbc1",
      into(),
      [...basic, sbc1, desk, ...phones("list", ["desk02"])],
    ],
    [
      "a registered one whose username may be in a list that is not known here",
      'not known: sign-in of SIP endpoint "desk"',
      into(),
      [...basic, desk, planned("CredentialList", "list", { usernames: UNKNOWN_TEXT }, { id: "list" })],
    ],
    [
      "whether one is enabled is not known here",
      'not known: enabled of SIP endpoint "sbc1"',
      into(),
      [...basic, endpoint("sbc1", { enabled: UNKNOWN_TEXT }), sbc2],
    ],
    [
      "in which order is not known here",
      'not known: priority of SIP endpoint "sbc1"',
      into(),
      [...basic, endpoint("sbc1", { priority: UNKNOWN_TEXT }), sbc2],
    ],
    [
      "of one alone the order means nothing",
      "rings sbc1",
      into(),
      [...basic, endpoint("sbc1", { priority: UNKNOWN_TEXT })],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("the number", () => {
  test.each<Row>([
    ["bound to no trunk", "refused: trunk", into({ to: partyOf("+12025550199") }), [...basic, sbc1]],
    [
      "bound to nothing, as the account lists it",
      "refused: trunk",
      into(),
      [trunk(), number(HOTLINE, ""), sbc1],
    ],
    [
      "bound to a trunk that is not known here",
      `not known: number ${HOTLINE}`,
      into(),
      [trunk(), number(HOTLINE, UNKNOWN_TEXT), sbc1],
    ],
    [
      "bound, whatever trunk the record names",
      "rings sbc1",
      into({ trunkId: "other" }),
      [...basic, trunk({}, "other"), sbc1],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("forwarding", () => {
  const sweden = [country("SE")];
  test.each<Row>([
    ["after those that ring", "rings sbc1, then +46701234567", into(), [...forwarding, sbc1]],
    [
      "at once where none is enabled",
      "forwarded to +46701234567",
      into(),
      [...forwarding, ...sweden, endpoint("sbc1", { enabled: false })],
    ],
    ["when all are down", "forwarded to +46701234567", down("sbc1"), [...forwarding, ...sweden, sbc1]],
    [
      "switched off",
      "refused: endpoints, voice 503",
      into(),
      [trunk({ ...FORWARD, enableCallForward: false }), number(HOTLINE), ...sweden],
    ],
    ["to a closed country", "depends on forwarded-leg", into(), [...forwarding, country("SE", false)]],
    [
      "to a number that a rule for outbound calls blocks",
      "depends on forwarded-leg",
      into(),
      [...forwarding, ...sweden, rule("r", { calleeMatch: "46" })],
    ],
    [
      "to a closed country, behind one that rings",
      "rings sbc1, then +46701234567",
      into(),
      [...forwarding, country("SE", false), sbc1],
    ],
    ["to a country that nothing names", "not known: forwarded-leg, country SE", into(), forwarding],
    [
      "whether it is on is not known here",
      'not known: enableCallForward of SIP trunk "voice"',
      into(),
      [trunk({ ...FORWARD, enableCallForward: UNKNOWN_TEXT }), number(HOTLINE), ...sweden],
    ],
    [
      "to a number that is not known here",
      'not known: callForwardNumber of SIP trunk "voice"',
      into(),
      [trunk({ ...FORWARD, callForwardNumber: UNKNOWN_TEXT }), number(HOTLINE), ...sweden],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });

  test("the question of its second leg can be settled", () => {
    const stack = [...forwarding, country("SE", false)];
    expect(inAccount(into(), stack, { "forwarded-leg": "not checked" })).toBe("forwarded to +46701234567");
    expect(inAccount(into(), stack, { "forwarded-leg": "checked" })).toBe("refused: forwarded leg, SE");
  });
});

describe("rules for inbound calls", () => {
  const blocking = (properties: Record<string, string>): StackResource[] => [
    ...[...basic, sbc1],
    rule("r", { direction: "INBOUND", ...properties }),
  ];
  const nameless = into({ from: partyOf("anonymous") });
  test.each<Row>([
    ["the caller's digits", "refused: rule, r", into(), blocking({ callerMatch: "467" })],
    ["other digits", "rings sbc1", into(), blocking({ callerMatch: "47" })],
    ["the caller's country", "refused: rule, r", into(), blocking({ callerCountry: "SE" })],
    ["who is called means nothing", "depends on rule-without-match", into(), blocking({ calleeMatch: "1" })],
    [
      "a caller without a number begins with no digits",
      "rings sbc1",
      nameless,
      blocking({ callerMatch: "467" }),
    ],
    [
      "a caller without a number may be of a country",
      "not known: country of caller",
      nameless,
      blocking({ callerCountry: "SE" }),
    ],
    [
      "nobody knows who calls",
      "not known: caller",
      into({ from: undefined }),
      blocking({ callerMatch: "467" }),
    ],
    ["nobody knows who calls, and no rule asks", "rings sbc1", into({ from: undefined }), [...basic, sbc1]],
    ["countries that are closed mean nothing", "rings sbc1", into(), [...basic, sbc1, country("SE", false)]],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inAccount(call, stack)).toBe(verdict);
  });
});

describe("absent is not closed", () => {
  const others = 'other endpoints of SIP trunk "voice"';
  test.each<Row>([
    ["a number that the stack does not bind", "not known: number +12025550101", into(), [trunk(), sbc1]],
    [
      "… whose record names the trunk",
      `not known: other rules, ${others}`,
      into({ trunkId: "voice" }),
      [trunk(), sbc1],
    ],
    ["a number that it binds", `not known: other rules, ${others}`, into(), [...basic, sbc1]],
    [
      "a rule that matches",
      "refused: rule, r",
      into(),
      [...basic, sbc1, rule("r", { direction: "INBOUND", callerMatch: "46" })],
    ],
  ])("%s: %s", (_, verdict, call, stack) => {
    expect(inStack(call, stack)).toBe(verdict);
  });

  test("an endpoint whose trunk is not known here may be of any", () => {
    const loose = endpoint("x", { sipTrunkId: UNKNOWN_TEXT });
    expect(inAccount(into(), [...basic, sbc1, loose])).toBe(`not known: ${others}`);
    const made = planned(
      "SipEndpoint",
      "y",
      { enabled: true, priority: 1, address: "192.0.2.1" },
      { refer: { sipTrunkId: trunk() } },
    );
    expect(inAccount(into(), [...basic, made])).toBe("rings y");
  });
});

test("the steps of an inbound call name who rings in which order", () => {
  const world = worldOf([...forwarding, sbc1, sbc2, endpoint("sbc3")], { isWhole: true });
  expect(traceOf(into(), world, {}).steps.map(({ result, text }) => `${result}: ${text}`)).toEqual([
    'passes: +12025550101 is bound to SIP trunk "voice"',
    "passes: no blocking rule for inbound calls matches +46701234567",
    'passes: it rings SIP endpoint "sbc1" and SIP endpoint "sbc3", then SIP endpoint "sbc2", then it is forwarded to +46701234567',
  ]);
});

test("who rings is the same where the same endpoints ring, in whichever order a stack lists them", () => {
  const keys = [
    [sbc1, sbc2],
    [sbc2, sbc1],
  ].map((endpoints) => {
    const { verdict } = traceOf(into(), worldOf([...basic, ...endpoints], { isWhole: true }), {});
    return verdict.outcomes[0].key;
  });
  expect(keys).toEqual(["rings sbc1, sbc2", "rings sbc1, sbc2"]);
});
