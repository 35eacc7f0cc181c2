import { inventoryIn, sidesOf, verdictOf, type Inventory, type World } from "../../calls";
import { readReview } from "../../stack/document";
import { previewText, type PlanStep } from "../support/preview-text";

/** An account with a trunk, and Sweden open. */
function saved(account?: string): Inventory {
  const resources = [
    { kind: "SipTrunk", id: "T", properties: { name: "Voice", hostName: "acme-voice", callsPerSecond: 5 } },
    {
      kind: "AccessControlList",
      id: "L",
      properties: { name: "Office", enabled: true, ipRanges: [{ ipAddress: "192.0.2.1", range: 32 }] },
    },
    { kind: "TrunkAccessControlList", id: "T/L", properties: { sipTrunkId: "T", accessControlListId: "L" } },
    { kind: "CountryPermission", id: "SE", properties: { isoCode: "SE", enabled: true } },
  ];
  const head = { form: "pulumi-sinch account", version: 1, projectId: "p", readAt: "2026-11-28T12:00:00Z" };
  return inventoryIn({ ...head, ...(account !== undefined && { account }), resources }, "account.json");
}

function review(plan: readonly PlanStep[], isDrift = false) {
  return readReview(previewText(plan), "preview.json", isDrift);
}

function toSweden(world: World | undefined): string | undefined {
  const call = {
    direction: "outbound",
    to: { digits: "46701234567" },
    trunkId: "T",
    source: "192.0.2.1",
  } as const;
  return world && verdictOf(call, world, {}).result;
}

const OPEN = { isoCode: "SE", enabled: true };
const CLOSED = { isoCode: "SE", enabled: false };
const CLOSING: PlanStep = { kind: "CountryPermission", name: "sweden", id: "SE", then: OPEN, now: CLOSED };

test("the account alone is the present", () => {
  const { before, after, notes } = sidesOf({ accounts: [saved()], isWhole: false });
  expect({ before, notes, result: toSweden(after) }).toEqual({ notes: [], result: "let through" });
});

test("before a preview is the account, after it that with the plan", () => {
  const { before, after, notes } = sidesOf({
    review: review([CLOSING]),
    accounts: [saved()],
    isWhole: false,
  });
  expect([toSweden(before), toSweden(after), notes]).toEqual(["let through", "refused", []]);
});

test("what a refresh has found is in the account, and before it was as the state says", () => {
  const { before, after } = sidesOf({
    review: review([{ ...CLOSING, then: CLOSED, now: OPEN }], true),
    accounts: [saved()],
    isWhole: false,
  });
  expect([toSweden(before), toSweden(after)]).toEqual(["refused", "let through"]);
});

test("what somebody deleted was there before", () => {
  const gone: PlanStep = {
    kind: "CallBlockingRule",
    name: "premium",
    id: "R",
    then: { direction: "OUTBOUND", calleeMatch: "46" },
  };
  const { before, after } = sidesOf({ review: review([gone], true), accounts: [saved()], isWhole: false });
  expect([toSweden(before), toSweden(after)]).toEqual(["refused", "let through"]);
});

test("without the account, what is absent is not known, which is said; a state has the present alone", () => {
  const { before, after, notes } = sidesOf({ review: review([CLOSING]), accounts: [], isWhole: false });
  expect([toSweden(before), toSweden(after)]).toEqual(["not known", "refused"]);
  expect(notes[0]).toContain("--live or --account FILE gives the account");
  const state = readReview('{"deployment": {"resources": []}}', "state.json");
  expect(sidesOf({ review: state, accounts: [], isWhole: true }).before).toBeUndefined();
});

test("an account of several that was not read is told, and only its own calls are not known", () => {
  const trunk = { name: "Lyon", hostName: "acme-lyon", account: "lyon" };
  const plan = [
    { kind: "SipTrunk", name: "voice", id: "T", then: { name: "Voice" }, now: { name: "Voice" } },
    { kind: "SipTrunk", name: "lyon", id: "U", then: trunk, now: trunk },
  ];
  const { after, notes } = sidesOf({ review: review(plan), accounts: [saved()], isWhole: false });
  expect(notes).toEqual(["What account lyon holds is not known here: give that, too, by --account FILE."]);
  expect(toSweden(after)).toBe("let through");
});

test("the account is called as the program calls it", () => {
  const same = { name: "Voice", hostName: "acme-voice" };
  const plan = [{ kind: "SipTrunk", name: "main", id: "T", then: same, now: same }];
  const { before } = sidesOf({ review: review(plan), accounts: [saved()], isWhole: false });
  expect(before?.trunks.map(({ resource }) => resource.name)).toEqual(["main"]);
});

test("a trunk and a number that a plan takes away are gone afterwards, though the account is not known", () => {
  const trunk = { name: "Voice", hostName: "acme-voice" };
  const plan: PlanStep[] = [
    { kind: "SipTrunk", name: "voice", id: "T", then: trunk },
    {
      kind: "PhoneNumberAssignment",
      name: "main",
      id: "+12025550101",
      then: { phoneNumber: "+12025550101", sipTrunkId: "T" },
    },
  ];
  const { before, after } = sidesOf({ review: review(plan), accounts: [], isWhole: false });
  expect([toSweden(before), toSweden(after)]).toEqual(["not known", "refused"]);
  const into = { direction: "inbound", to: { digits: "12025550101" }, trunkId: "T" } as const;
  expect(verdictOf(into, after, {}).result).toBe("refused");
});

test("two accounts of one name are refused: what each holds would count for both", () => {
  const both = [saved(), saved()];
  expect(() => sidesOf({ accounts: both, isWhole: false })).toThrow(
    "two accounts without a name are given, of project p, twice: give each once, by the name that it has in sinch:accounts",
  );
  expect(() => sidesOf({ accounts: [saved(), saved("other")], isWhole: false })).not.toThrow();
});
