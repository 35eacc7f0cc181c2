import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { comment } from "../../review/comment";
import type { Change, Operation } from "../../stack/change";
import { readReview } from "../../stack/document";
import { effectsOf } from "../../review/effects";
import { reportOf } from "../../review/report";
import { customerStates } from "../support/customers";
import { planned, UNKNOWN_TEXT } from "../support/planned";

const voice = planned("SipTrunk", "voice", { name: "Voice", hostName: "acme" }, { id: "T" });

function change(operation: Operation, resource: StackResource, before?: JsonObject): Change {
  const then = before && { ...resource, properties: { ...resource.properties, ...before } };
  return { operation, resource, differing: Object.keys(before ?? {}), ...(then && { before: then }) };
}

/** What one change does, in a stack with a trunk and others that stay. */
function effects(one: Change, ...others: StackResource[]): string[] {
  const all = [one, ...[voice, ...others].map((resource) => change("same", resource))];
  return effectsOf(one, all).map(({ direction, text }) => `${direction}: ${text}`);
}

const office = planned("AccessControlList", "office", {
  name: "Office",
  enabled: true,
  ipRanges: [{ ipAddress: "203.0.113.0", range: 28 }],
});
const link = planned(
  "TrunkAccessControlList",
  "link",
  { sipTrunkId: "T" },
  { refer: { accessControlListId: office } },
);

test("ranges that come and go open and close a trunk", () => {
  const before = { ipRanges: [{ ipAddress: "198.51.100.7", range: 32 }] };
  expect(effects(change("update", office, before), link)).toEqual([
    'opens: opens 203.0.113.0/28 to trunk "Voice" (access control list "Office")',
    'closes: closes 198.51.100.7/32 to trunk "Voice" (access control list "Office")',
  ]);
});

test("a list that is switched on or off opens or closes all its ranges", () => {
  expect(effects(change("update", office, { enabled: false }), link)[0]).toMatch(/^opens: opens 203/);
  const off = { ...office, properties: { ...office.properties, enabled: false } };
  expect(
    effects(change("update", off, { enabled: true }), {
      ...link,
      references: { accessControlListId: [off.urn] },
    })[0],
  ).toMatch(/^closes: closes 203/);
});

test("a link says what it opens; the list that is made with it is not told twice", () => {
  const all = [change("create", office), change("create", link), change("same", voice)];
  expect(all.flatMap((one) => effectsOf(one, all))).toEqual([
    { direction: "opens", text: 'opens 203.0.113.0/28 to trunk "Voice" (access control list "Office")' },
  ]);
});

test("a label alone is no more than a label", () => {
  expect(effects(change("update", office, { name: "HQ" }), link)).toEqual([
    'changes: changes access control list "office": name HQ → Office',
  ]);
});

test.each<[string, Change, string[]]>([
  ["a trunk", change("create", voice), ['changes: adds trunk "Voice" (acme)']],
  ["no trunk", change("delete", voice), ['closes: removes trunk "Voice": no calls to it or from it']],
  [
    "forwarding",
    change(
      "update",
      planned("SipTrunk", "v", {
        name: "V",
        hostName: "v",
        enableCallForward: true,
        callForwardNumber: "+12025550147",
      }),
      {
        enableCallForward: false,
      },
    ),
    ['opens: forwards every call of trunk "V", which has no enabled endpoint here, to +12025550147'],
  ],
  [
    "a country",
    change("create", planned("CountryPermission", "se", { isoCode: "SE", enabled: true })),
    ["opens: opens calls to SE"],
  ],
  [
    "a country's removal",
    change(
      "delete",
      planned("CountryPermission", "se", { isoCode: "SE", enabled: true, enabledBefore: false }),
    ),
    ["closes: puts back the permission for SE as it was found: closed"],
  ],
  [
    "all countries as one",
    change("create", planned("CountryPermissions", "open", { countries: ["SE", "US"], ignore: ["NO"] })),
    ["opens: opens calls to SE, US", "closes: closes calls to every other country but NO"],
  ],
  [
    "a change of all countries",
    change("update", planned("CountryPermissions", "open", { countries: ["SE", "DE"], ignore: ["FR"] }), {
      countries: ["SE", "CU"],
      ignore: ["NO"],
    }),
    ["opens: opens calls to DE", "closes: closes calls to CU, NO", "changes: leaves FR as it is from now on"],
  ],
  [
    "all countries that are not known yet",
    change("update", planned("CountryPermissions", "open", { countries: UNKNOWN_TEXT }), {
      countries: ["SE"],
    }),
    ["changes: opens and closes countries that are not known yet"],
  ],
  [
    "the removal of all countries as one",
    change(
      "delete",
      planned("CountryPermissions", "open", { countries: ["SE", "US"], enabledBefore: ["CA", "US"] }),
    ),
    ["opens: opens calls to CA, as it was found", "closes: closes calls to SE, as it was found"],
  ],
  [
    "the removal of all countries that were imported",
    change("delete", planned("CountryPermissions", "open", { countries: ["SE"] })),
    ["changes: leaves all countries as they are, open or closed"],
  ],
  [
    "a rule",
    change("create", planned("CallBlockingRule", "r", { direction: "INBOUND", callerCountry: "SE" })),
    ["closes: blocks inbound calls from SE"],
  ],
  [
    "a rule's removal",
    change("delete", planned("CallBlockingRule", "r", { direction: "OUTBOUND", calleeMatch: "1900" })),
    ["opens: no longer blocks outbound calls to +1900…"],
  ],
  [
    "a number",
    change("create", planned("PhoneNumberAssignment", "n", { phoneNumber: "+12025550101", sipTrunkId: "T" })),
    ['changes: brings calls to +12025550101 to trunk "Voice"'],
  ],
])("%s is told", (_, one, said) => {
  expect(effects(one)).toEqual(said);
});

test("a replacement by something else is told as both", () => {
  const now = planned("CountryPermission", "country", { isoCode: "DE", enabled: true });
  const then = { isoCode: "SE", enabled: true, enabledBefore: false };
  expect(effects(change("replace", now, then))).toEqual([
    "closes: puts back the permission for SE as it was found: closed",
    "opens: opens calls to DE",
  ]);
});

test("new passwords are told without them", () => {
  const phones = planned("CredentialList", "phones", {
    name: "Phones",
    credentials: "[secret]",
    usernames: ["p1", "p2"],
  });
  expect(effects(change("update", phones, { credentials: "[secret]" }))).toEqual([
    'changes: sets new passwords for some of p1, p2, on no trunk of this stack (credential list "Phones")',
  ]);
});

test("the example in docs/review.md is what the command makes of the fixture", () => {
  const root = join(__dirname, "..", "..");
  const review = readReview(
    readFileSync(join(root, "tests", "fixtures", "review", "refresh.json"), "utf8"),
    "refresh.json",
  );
  expect(readFileSync(join(root, "docs", "review.md"), "utf8")).toContain(
    comment(reportOf(review), review).trim(),
  );
});

test("one diverted endpoint among 200 customers comes before all that was always so", () => {
  const states = customerStates(200);
  const moved = states.find(({ id }) => id === "T117/1");
  const before = { ...moved, custom: true };
  const inputs = { ...(moved?.inputs as JsonObject), address: "198.51.100.99" };
  const steps = states.map((state) =>
    state.id === "T117/1"
      ? { op: "update", urn: state.urn, oldState: before, newState: { ...before, inputs, outputs: inputs } }
      : { op: "refresh", urn: state.urn, oldState: state, newState: state },
  );
  const review = readReview(JSON.stringify({ steps, changeSummary: {} }), "a refresh");
  const [heading, first, line] = comment(reportOf(review), review).split("\n\n");
  expect(heading).toContain("drift");
  expect([first, line?.split("\n")[0]]).toEqual([
    "**Opens**",
    expect.stringContaining('probably opens 198.51.100.99 to trunk "Customer 117"'),
  ]);
  const text = comment(reportOf(review), review);
  expect(text.indexOf("**Diverts calls**")).toBeGreaterThan(0);
  expect(text.indexOf("**Diverts calls**")).toBeLessThan(text.indexOf("**Policy**"));
});

describe("what is not known here is never said to be closed", () => {
  const sweden = planned("CountryPermission", "SE", { isoCode: "SE", enabled: UNKNOWN_TEXT });

  test("a country may be opened, whatever it was", () => {
    expect(effects(change("create", sweden))).toEqual([
      "opens: may open calls to SE: whether they are open is not known here",
    ]);
    expect(effects(change("update", sweden, { enabled: false }))[0]).toMatch(/^opens: may open calls to SE/);
    expect(effects(change("update", sweden, { enabled: true }))[0]).toMatch(/^closes: may close calls to SE/);
  });

  test("a trunk may forward, whatever it did", () => {
    const forwarding = planned("SipTrunk", "f", {
      name: "F",
      enableCallForward: "[secret]",
      callForwardNumber: "+4722333444",
    });
    const may =
      'opens: forwards every call of trunk "F", which has no enabled endpoint here, to +4722333444 if that is switched on, which is not known here';
    expect(effects(change("create", forwarding))).toContain(may);
    expect(effects(change("update", forwarding, { enableCallForward: true }))).toEqual([may]);
  });

  test("a secret that becomes another one may open anything", () => {
    const hidden = planned("AccessControlList", "h", { name: "H", ipRanges: "[secret]" });
    expect(effects(change("update", hidden, { ipRanges: "[secret]" }))).toEqual([
      'opens: may open or divert calls: access control list "h" gets another ipRanges, which is not known here',
    ]);
  });
});

test("a number that goes from one trunk outside of the stack to another is diverted", () => {
  const number = planned("PhoneNumberAssignment", "n", {
    phoneNumber: "+12025550101",
    sipTrunkId: "STRANGER",
  });
  expect(effects(change("update", number, { sipTrunkId: "OUTER" }))).toEqual([
    "diverts: brings calls to +12025550101 to a trunk outside of this stack instead of another one",
  ]);
});
