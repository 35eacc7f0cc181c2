import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterwards, type Review } from "../../stack/change";
import { readReview } from "../../stack/document";
import { findingsOf } from "../../policy/findings";
import { comment } from "../../review/comment";
import { reportJson, reportOf } from "../../review/report";

function fixture(name: string): Review {
  return readReview(readFileSync(join(__dirname, "..", "fixtures", "review", name), "utf8"), name);
}

function operations(review: Review): Record<string, string> {
  const changed = review.changes.filter(({ operation }) => operation !== "same");
  return Object.fromEntries(changed.map(({ resource, operation }) => [resource.name, operation]));
}

test("a preview is read with what it does to each resource, a replacement as one", () => {
  const review = fixture("preview.json");
  expect(review).toMatchObject({ form: "preview", project: "acme", stack: "test", errors: [] });
  expect(operations(review)).toEqual({
    office: "update",
    phones: "update",
    sbc: "update",
    desk: "delete",
    "backup-sbc": "create",
    country: "replace",
  });
});

test("a refresh is told from a preview, and what was changed by hand from what was not", () => {
  const review = fixture("refresh.json");
  expect(review.form).toBe("refresh");
  expect(operations(review)).toEqual({ office: "update", premium: "delete" });
});

describe("a refresh with --run-program", () => {
  /** As that prints it: the stack itself is "same". */
  const steps = (keep: (op: string) => boolean): string => {
    const text = readFileSync(join(__dirname, "..", "fixtures", "review", "refresh.json"), "utf8");
    const document = JSON.parse(text) as { steps: { op: string; urn: string }[] };
    const all = document.steps.map((step) =>
      step.urn.includes("pulumi:pulumi:Stack") ? { ...step, op: "same" } : step,
    );
    return JSON.stringify({ ...document, changeSummary: {}, steps: all.filter(({ op }) => keep(op)) });
  };

  test("is told from a preview by the resources that it finds unchanged", () => {
    expect(
      readReview(
        steps(() => true),
        "refresh.json",
      ).form,
    ).toBe("refresh");
  });

  test("is taken for one on request where nothing is unchanged", () => {
    const text = steps((op) => op !== "refresh");
    expect(readReview(text, "refresh.json").form).toBe("preview");
    expect(readReview(text, "refresh.json", true).form).toBe("refresh");
  });
});

test("a refresh with --run-program that finds something deleted counts that as the same, and is read", () => {
  const urn = (name: string): string =>
    `urn:pulumi:test::acme::pulumi-nodejs:dynamic/sinch:SipTrunk::${name}`;
  const state = (name: string) => ({
    urn: urn(name),
    type: "pulumi-nodejs:dynamic/sinch:SipTrunk",
    custom: true,
    inputs: {},
  });
  const steps = [
    { op: "same", urn: "urn:pulumi:test::acme::pulumi:pulumi:Stack::acme-test" },
    { op: "refresh", urn: urn("kept"), oldState: state("kept"), newState: state("kept") },
    { op: "delete", urn: urn("gone"), oldState: state("gone") },
  ];
  const review = readReview(JSON.stringify({ steps, changeSummary: { delete: 1, same: 3 } }), "refresh.json");
  expect(review.form).toBe("refresh");
  expect(operations(review)).toEqual({ gone: "delete" });
});

test("a state has no changes", () => {
  const review = fixture("state.json");
  expect(review).toMatchObject({ form: "state", project: "acme", stack: "test" });
  expect(operations(review)).toEqual({});
  expect(afterwards(review).filter(({ kind }) => kind === "SipTrunk")).toHaveLength(2);
});

test("secrets are hidden, however the document has them", () => {
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: '"Hush-Hush-123"',
  };
  const state = {
    urn: "urn:pulumi:test::acme::sinch:index:CredentialList::phones",
    type: "sinch:index:CredentialList",
    id: "L",
    inputs: { name: "Phones", credentials: secret },
    outputs: { name: "Phones", credentials: [{ username: "p1", password: secret }] },
  };
  const [change] = readReview(JSON.stringify({ deployment: { resources: [state] } }), "a state").changes;
  expect(JSON.stringify(change)).not.toContain("Hush");
  expect(change?.resource.properties.credentials).toBe("[secret]");
});

test("a password that a preview shows in clear is a finding, and neither report shows it", () => {
  const step = {
    op: "create",
    urn: "urn:pulumi:test::acme::sinch:index:CredentialList::phones",
    newState: {
      urn: "urn:pulumi:test::acme::sinch:index:CredentialList::phones",
      type: "sinch:index:CredentialList",
      inputs: {
        name: "Phones",
        credentials: [{ username: "p1", password: "Hush-Hush-12345" }],
        usernames: ["p1"],
      },
    },
  };
  const review = readReview(JSON.stringify({ steps: [step], changeSummary: { create: 1 } }), "a preview");
  const report = reportOf(review);
  expect(report.findings.map(({ rule }) => rule)).toContain("password-not-secret");
  expect(comment(report, review)).not.toContain("Hush");
  expect(reportJson(report)).not.toContain("Hush");
});

test("an output that follows from a changed input is not taken from the old state", () => {
  const urn = "urn:pulumi:test::acme::sinch:index:SipTrunk::voice";
  const old = { urn, type: "sinch:index:SipTrunk", id: "T", inputs: { name: "V", hostName: "old" } };
  const step = {
    op: "update",
    urn,
    diffReasons: ["hostName"],
    oldState: { ...old, outputs: { ...old.inputs, domain: "old.pstn.sinch.com", callsPerSecond: 1 } },
    newState: { urn, type: "sinch:index:SipTrunk", inputs: { name: "V", hostName: "new" } },
  };
  const review = readReview(JSON.stringify({ steps: [step], changeSummary: { update: 1 } }), "a preview");
  const { properties } = review.changes[0]?.resource ?? {};
  expect(properties).toMatchObject({ name: "V", hostName: "new", callsPerSecond: 1 });
  expect(properties).not.toHaveProperty("domain");
  expect(comment(reportOf(review), review)).toContain('moves trunk "V" from old to new');
});

test.each(["", "no JSON", "[]", "{}", '{"version": 3}'])("%j is refused with what is wanted", (text) => {
  expect(() => readReview(text, "x.json")).toThrow("x.json is not what `pulumi preview --json --show-sames`");
});

test("a preview that leaves out what stays is refused", () => {
  expect(() => readReview('{"steps":[],"changeSummary":{"same":4}}', "x.json")).toThrow(
    "x.json leaves out 4 resources that stay as they are: give what `pulumi preview --json --show-sames` prints",
  );
});

test("rules are configured as for the pack: off, at another level, with parameters", () => {
  const stack = afterwards(fixture("preview.json"));
  const tooWide = findingsOf(stack).filter(({ rule }) => rule === "access-list-range-too-wide");
  expect(tooWide).toMatchObject([{ level: "mandatory", judged: true }]);
  const levels = (config: Parameters<typeof findingsOf>[1]): string[] =>
    findingsOf(stack, config)
      .filter(({ rule }) => rule === "access-list-range-too-wide")
      .map(({ level }) => level);
  expect(levels({ "access-list-range-too-wide": "disabled" })).toEqual([]);
  expect(levels({ "access-list-range-too-wide": { enforcementLevel: "advisory" } })).toEqual(["advisory"]);
  expect(levels({ "access-list-range-too-wide": { shortestPrefix: 24 } })).toEqual([]);
  expect(() => levels({ "no-such-rule": "disabled" })).toThrow('the policy pack has no rule "no-such-rule"');
  expect(() => levels({ "access-list-range-too-wide": "loud" })).toThrow(
    "must be advisory, mandatory or disabled",
  );
});

describe("what ignoreChanges names was not looked at", () => {
  const urn = "urn:pulumi:test::acme::pulumi-nodejs:dynamic/sinch:CallBlockingRule::premium";
  const inputs = { name: "Premium", direction: "OUTBOUND", calleeMatch: "46900" };
  const ignoring = (...ignoreChanges: string[]): Review => {
    const type = "pulumi-nodejs:dynamic/sinch:CallBlockingRule";
    const state = { urn, type, custom: true, id: "R", inputs, outputs: inputs, ignoreChanges };
    const steps = [{ op: "refresh", urn, oldState: state, newState: state }];
    return readReview(JSON.stringify({ steps, changeSummary: { same: 1 } }), "refresh.json");
  };
  const keys = ({ notLookedAt }: Review): string[] => notLookedAt.map(({ key }) => key);

  test.each([
    ["calleeMatch", "calleeMatch"],
    ['["calleeMatch"]', "calleeMatch"],
    ["calleeMatch.part[0]", "calleeMatch"],
    ["calleeCountry", "calleeCountry"],
  ])("as the path %s", (path, key) => {
    expect(keys(ignoring(path))).toEqual([key]);
  });

  test("as all inputs, those that have no value among them", () => {
    expect(keys(ignoring("*")).sort()).toEqual(
      ["callerCountry", "callerMatch", "calleeCountry", "calleeMatch", "direction", "name"].sort(),
    );
  });
});
