import { failedBy, notJudgedShare } from "../../calls/replay/report";
import { replayText } from "../../calls/replay/text";
import { changed, held, inbound, OFFICE, outbound, replayed, whole } from "./calls-replay";

const before = whole(...OFFICE);
const swedenClosed = whole(...changed(OFFICE, "SE", { enabled: false }));

test("a country that closes is told with its calls, their minutes, money, trunk, country and numbers", () => {
  const records = [
    outbound(),
    outbound({ seconds: 90, cost: 0.02 }),
    outbound({ to: "+4930123456", toCountry: "DE" }),
  ];
  const report = replayed(records, { before, after: swedenClosed });
  expect(report).toMatchObject({
    calls: 3,
    notJudged: 0,
    before: { "let through": 3, refused: 0 },
    after: { "let through": 1, refused: 2 },
    changed: {
      calls: 2,
      minutes: 2.5,
      costs: [{ currency: "USD", amount: 0.03 }],
      kinds: [{ from: "let through", to: "refused", calls: 2 }],
      reasons: { list: [{ name: 'country permission "SE"', calls: 2 }] },
      trunks: { list: [{ name: 'SIP trunk "voice"', calls: 2, of: 3 }] },
      countries: { list: [{ name: "Sweden (SE)", calls: 2 }] },
      numbers: { list: [{ name: "+46701234567", calls: 2 }], atMostTooMany: 0 },
    },
  });
  expect(report.changed.kinds[0]?.example).toMatchObject({
    id: records[0]?.id,
    happened: "COMPLETED (200)",
    before: "let through",
    after: 'refused: country permission "SE"',
  });
});

test("what a change opens is told by what no longer refuses it", () => {
  const report = replayed([outbound({ response: 403, result: "FAILED" })], {
    before: swedenClosed,
    after: before,
  });
  expect(report.changed).toMatchObject({
    kinds: [{ from: "refused", to: "let through", calls: 1 }],
    reasons: { list: [{ name: 'country permission "SE"' }] },
  });
});

test("a call that rings elsewhere changes, though it is let through both times", () => {
  const after = whole(
    ...OFFICE,
    held("SipEndpoint", "second", { ...OFFICE[3]?.properties, address: "198.51.100.6" }),
  );
  const report = replayed([inbound(), outbound()], { before, after });
  expect(report.changed).toMatchObject({ calls: 1, kinds: [{ from: "let through", to: "let through" }] });
  expect(replayText(report)).toContain("let through, afterwards in another way");
});

test("without a change, the calls that went through and would be refused are the verdict's own errors", () => {
  const records = [
    outbound(),
    outbound({ from: "sip:+12025550101@203.0.113.9" }),
    // Nothing proves that this one went through.
    outbound({
      from: "sip:+12025550101@203.0.113.9",
      response: 503,
      result: "FAILED",
      isAnswered: false,
      seconds: 0,
    }),
  ];
  const report = replayed(records, { before });
  expect(report.after).toBeUndefined();
  expect(report.model).toMatchObject({
    letThrough: 2,
    refused: 1,
    notJudged: 0,
    reasons: [{ name: 'gate of SIP trunk "voice" (403)', calls: 1, example: { id: records[1]?.id } }],
  });
  expect(replayText(report)).toContain(
    "Of 2 calls that were let through, 2 could be judged, and the present set-up would refuse 1 of them (50.0 %).",
  );
});

test("a source that no record tells is not held against a gate that stays as it is", () => {
  const report = replayed([outbound({ from: "+12025550101" })], { before, after: swedenClosed });
  expect(report.changed.kinds).toMatchObject([{ from: "let through", to: "refused" }]);
  expect(report.notKnown).toMatchObject([{ step: "gate", calls: 1 }]);
  expect(report.model.withoutGate).toBe(1);
});

test("where the gate changes, a call without a source is not judged, and said to be so", () => {
  const after = whole(...changed(OFFICE, "office", { ipRanges: [{ ipAddress: "198.51.100.0", range: 28 }] }));
  const report = replayed([outbound({ from: "+12025550101" })], { before, after });
  expect(report).toMatchObject({ notJudged: 1, changed: { calls: 0 } });
  expect(notJudgedShare(report)).toBe(1);
  expect(report.notKnown.map(({ text }) => text).join(" ")).toContain("so their gate is not known");
});

test("sources by trunk judge the gate: in full where all agree, and open where they do not", () => {
  const after = whole(...changed(OFFICE, "office", { ipRanges: [{ ipAddress: "198.51.100.0", range: 28 }] }));
  const from = "+12025550101";
  const source = (...addresses: string[]) => new Map([["voice", { addresses, usernames: [] }]]);
  const kinds = (...addresses: string[]) =>
    replayed([outbound({ from })], { before, after, sources: source(...addresses) }).changed.kinds;
  expect(kinds("198.51.100.1")).toEqual([]);
  expect(kinds("198.51.100.40", "198.51.100.50")).toMatchObject([{ from: "let through", to: "refused" }]);
  expect(kinds("198.51.100.1", "198.51.100.40")).toMatchObject([{ from: "let through", to: "depends" }]);
});

test("usernames stand in sources alone: without them calls are taken to have signed in", () => {
  const desks = [
    held("CredentialList", "desks", { usernames: ["desk01"] }),
    held("TrunkCredentialList", "desks-link", { sipTrunkId: "voice", credentialListId: "desks" }),
  ];
  const world = whole(...OFFICE, ...desks);
  expect(replayed([outbound()], { before: world })).toMatchObject({
    before: { "let through": 1 },
    notKnown: [{ step: "gate", calls: 1, text: expect.stringContaining("username") as string }],
  });
  const sources = new Map([["voice", { addresses: [], usernames: ["desk02"] }]]);
  expect(replayed([outbound()], { before: world, sources })).toMatchObject({
    before: { refused: 1 },
    notKnown: [],
    model: { refused: 1 },
  });
});

test("the calls of a trunk in one second are held against its limit, if records come in order", () => {
  const timeMs = Date.parse("2026-03-02T12:00:00Z");
  const same = Array.from({ length: 7 }, () => outbound({ timeMs }));
  expect(replayed(same, { before }).before).toMatchObject({ "let through": 5, refused: 2 });
  const seconds = Array.from({ length: 9 }, (_, index) => outbound({ timeMs: timeMs + 1000 * index }));
  const report = replayed([...seconds, outbound({ timeMs: timeMs + 1500 })], { before });
  expect(report.notKnown).toMatchObject([{ step: "rate", calls: 1 }]);
});

test("the two records of a forwarded call are one call with both prices, whichever comes first", () => {
  const forwarding = changed(OFFICE, "voice", { enableCallForward: true, callForwardNumber: "+4930123456" });
  const noEndpoint = whole(...forwarding.filter(({ name }) => name !== "pbx"));
  const first = inbound({ group: "group-1", cost: 0.01 });
  // By itself, this leg would be refused: nothing lets its address in.
  const leg = outbound({
    group: "group-1",
    cost: 0.04,
    from: "sip:+46701234567@203.0.113.9",
    to: "+4930123456",
  });
  for (const records of [
    [first, leg],
    [leg, first],
  ]) {
    const report = replayed(records, { before: noEndpoint, after: before });
    expect(report).toMatchObject({
      ...{ records: 2, calls: 1, before: { "let through": 1, refused: 0 } },
      changed: { calls: 1, minutes: 1, costs: [{ amount: 0.05 }] },
      model: { letThrough: 1, refused: 0, reasons: [] },
    });
  }
});

test("calls that are groups of their own are not paired, and not missed", () => {
  const records = Array.from({ length: 3 }, () => {
    const record = outbound();
    return { ...record, group: record.id };
  });
  expect(replayed(records, { before })).toMatchObject({ calls: 3, notKnown: [] });
});

test("what a history lacks of all records is said once, and bad rows with their lines", () => {
  const report = replayed(
    [outbound()],
    { before },
    {
      lacks: ["group", "response"],
      bad: { count: 12, first: [{ line: 3, problem: "it has 25 cells, not 26" }] },
      notes: ["Two rows of the window are missing."],
    },
  );
  expect(report.notKnown.map(({ step }) => step)).toEqual(["pairs", "response"]);
  const text = replayText(report);
  expect(text).toContain("line 3: it has 25 cells, not 26; and 11 more");
  expect(text.indexOf("Two rows of the window")).toBeLessThan(text.indexOf("**The present set-up**"));
  expect(notJudgedShare(report)).toBeCloseTo(12 / 13);
});

test("a history without a call says so, and fails no limit", () => {
  const report = replayed([], { before, after: swedenClosed });
  expect(replayText(report)).toBe("**Calls**: the history has none.\n");
  expect(failedBy(report, { refused: 1 })).toBe(false);
  expect(notJudgedShare(report)).toBe(0);
});

test("calls of a trunk that is gone are told as such", () => {
  const report = replayed([outbound({ trunkId: "old" })], { before });
  expect(report.model.reasons).toMatchObject([
    { name: "no trunk that takes it (404)", example: { trunk: "trunk old, which is not there" } },
  ]);
});

test("a limit counts what is refused only afterwards or, without an after, the verdict's errors", () => {
  const records = [outbound(), outbound(), outbound({ from: "sip:+12025550101@203.0.113.9" })];
  const report = replayed(records, { before, after: swedenClosed });
  expect(failedBy(report, { refused: 2 })).toBe(true);
  expect(failedBy(report, { refused: 3 })).toBe(false);
  expect(failedBy(replayed(records, { before }), { refused: 1 })).toBe(true);
});

test("numbers without a country are told as what they are", () => {
  const records = [
    "+8811234567",
    "+1999123456",
    "+46701234567890123",
    "sip:alice@example.com",
    "+18005550100",
  ].map((to) => outbound({ to, toCountry: undefined }));
  const answers = { "no-country": "let through" };
  const after = whole(...OFFICE.filter(({ kind }) => kind !== "CountryPermission"));
  const report = replayed(records, { before: after, after: swedenClosed, answers });
  expect(report.calls).toBe(5);
  expect(replayed(records, { before }).notJudged).toBeGreaterThan(0);
});
