import type { StackResource } from "../../stack/resource";
import type { Json, JsonObject } from "../../provider/json";
import { judge, planned, UNKNOWN_TEXT } from "../support/planned";

function permission(isoCode: string, enabled: Json = true): StackResource {
  return planned("CountryPermission", isoCode.toLowerCase(), { isoCode, enabled });
}

/** What a verdict is, without its words. */
function verdict([finding, ...others]: string[]): string {
  if (others.length > 0) throw new Error(`one finding at most: ${others.join(", ")}`);
  if (finding === undefined) return "passes";
  return finding.startsWith("not judged") ? "not judged" : "refused";
}

describe("a forwarded call", () => {
  const forwardTo = (callForwardNumber: Json, ...permissions: StackResource[]): StackResource[] => [
    planned("SipTrunk", "voice", { enableCallForward: true, callForwardNumber }),
    ...permissions,
  ];
  const forwarded = (stack: StackResource[], permitted?: string[]): string[] =>
    judge("call-forward-country-not-permitted", stack, permitted ? { permitted } : {});

  test.each<[callForwardNumber: string, closedOrOpen: StackResource[], verdict: string]>([
    ["+12025550147", [], "passes"],
    ["+12025550147", [permission("US", false)], "refused"],
    ["+12025550147", [permission("us", false)], "refused"],
    ["+12735550123", [], "passes"],
    ["+12735550123", [permission("CA", false)], "refused"],
    ["+12425550123", [], "refused"],
    ["+46701740605", [], "refused"],
    ["+46701740605", [permission("SE")], "passes"],
    ["+46701740605", [permission("SE", UNKNOWN_TEXT)], "not judged"],
    ["+46701740605", [permission(UNKNOWN_TEXT)], "not judged"],
    ["+46701740605", [permission(UNKNOWN_TEXT, false)], "refused"],
    ["+12025550147", [permission(UNKNOWN_TEXT)], "passes"],
    ["+12025550147", [permission(UNKNOWN_TEXT, false)], "not judged"],
    ["+12025550147", [permission("US"), permission(UNKNOWN_TEXT, false)], "passes"],
    ["+38349123456", [permission("XK")], "passes"],
    ["+38349123456", [permission("MC"), permission("RS"), permission("SI")], "refused"],
  ])("to %s beside %j %s", (callForwardNumber, permissions, expected) => {
    expect(verdict(forwarded(forwardTo(callForwardNumber, ...permissions)))).toBe(expected);
  });

  const all = (countries: Json, ignore: Json = []) =>
    planned("CountryPermissions", "open", { countries, ignore });
  test.each<[callForwardNumber: string, all: StackResource, verdict: string]>([
    ["+46701740605", all(["SE"]), "passes"],
    ["+46701740605", all(["US"]), "refused"],
    ["+12025550147", all(["SE"]), "refused"],
    ["+12025550147", all(["SE"], ["US"]), "passes"],
    ["+46701740605", all(["US"], ["SE"]), "refused"],
    ["+46701740605", all(UNKNOWN_TEXT), "not judged"],
    ["+12025550147", all(["SE", UNKNOWN_TEXT]), "not judged"],
    ["+46701740605", all(["SE", UNKNOWN_TEXT]), "passes"],
    ["+12025550147", all(["SE"], UNKNOWN_TEXT), "not judged"],
  ])("to %s beside all countries as one, %j, %s", (callForwardNumber, countries, expected) => {
    expect(verdict(forwarded(forwardTo(callForwardNumber, countries)))).toBe(expected);
  });

  test("to a country that is left alone is judged by the country's own permission", () => {
    const stack = (enabled: boolean) =>
      forwardTo("+46701740605", all(["US"], ["SE"]), permission("SE", enabled));
    expect(verdict(forwarded(stack(true)))).toBe("passes");
    expect(verdict(forwarded(stack(false)))).toBe("refused");
  });

  test.each<[open: string[], verdict: string]>([
    [[], "refused"],
    [["GP"], "not judged"],
    [["MF"], "not judged"],
    [["BL", "GP", "MF"], "passes"],
  ])("to a number that GP, BL and MF share, with %j open, %s", (open, expected) => {
    const stack = forwardTo("+590690123456", ...open.map((isoCode) => permission(isoCode)));
    expect(verdict(forwarded(stack))).toBe(expected);
  });

  test("to a toll-free number of all North America is not judged where a part of it is open", () => {
    expect(forwarded(forwardTo("+18002345678"))[0]).toMatch(
      /^not judged.*\+18002345678 is in AG or AI .*calls to AG/,
    );
  });

  test.each([
    ["+19995550123", "no known numbering plan has +19995550123"],
    ["+4402079460958", "no known numbering plan has +4402079460958"],
    ["+883510000001", "+883510000001 is of no country"],
    ["+881612345678", "+881612345678 is of no country"],
    ["+80012345678", "+80012345678 is of no country"],
    ["+979123456789", "+979123456789 is of no country"],
    [UNKNOWN_TEXT, "its callForwardNumber is not known here"],
    ["", "it has no callForwardNumber"],
  ])("to %j is not judged, whatever is open", (callForwardNumber, reason) => {
    const everywhere = ["US", "CA", "GB", "SE", "CH"].map((isoCode) => permission(isoCode));
    const found = forwarded(forwardTo(callForwardNumber, ...everywhere));
    expect(found).toEqual([expect.stringMatching(/^not judged/)]);
    expect(found[0]).toContain(reason);
  });

  test("to a closed country is named with it, and with what to do", () => {
    expect(forwarded(forwardTo("+46701740605"), [])).toEqual([
      'SIP trunk "voice" forwards calls to +46701740605, in SE, to which calls are not open in this stack. ' +
        "Open it with a CountryPermission, forward to another number, or name SE in the rule's permitted countries.",
    ]);
  });

  test("may go to the countries that the rule is told, in any case", () => {
    expect(forwarded(forwardTo("+46701740605"), ["se"])).toEqual([]);
    expect(verdict(forwarded(forwardTo("+12025550147"), ["se"]))).toBe("refused");
  });

  test("is not looked at where forwarding is off", () => {
    const off = planned("SipTrunk", "voice", { enableCallForward: false, callForwardNumber: "+46701740605" });
    expect(forwarded([off])).toEqual([]);
  });
});

describe("where calls abroad are open", () => {
  const block = (properties: JsonObject): StackResource => planned("CallBlockingRule", "costly", properties);
  const judged = (...stack: StackResource[]): string[] => judge("international-without-blocking-rule", stack);
  const outbound = (properties: JsonObject): StackResource => block({ direction: "OUTBOUND", ...properties });

  test("a rule is needed, and none where calls go to domestic countries only", () => {
    expect(judged(permission("US"))).toEqual([]);
    expect(judged(permission("SE"), permission("DE"))).toEqual([
      'Country permission "se" is one of those that open calls abroad (SE, DE), and no call blocking rule of this stack ' +
        'blocks numbers there. Block the costly ones with a CallBlockingRule, such as { direction: "OUTBOUND", ' +
        'calleeMatch: "…" } with the digits after the +.',
    ]);
  });

  test("all countries as one open those that they list", () => {
    const open = planned("CountryPermissions", "open", { countries: ["US", "SE"] });
    expect(judged(open)[0]).toContain(
      'Country set "open" is one of those that open calls abroad (SE), and no call blocking rule',
    );
    expect(judged(open, outbound({ calleeCountry: "SE" }))).toEqual([]);
  });

  test.each([
    {},
    { calleeMatch: "46900" },
    { calleeMatch: "46" },
    { calleeMatch: "4" },
    { calleeCountry: "SE" },
    { calleeCountry: "se", calleeMatch: "" },
    { calleeCountry: "SE", calleeMatch: "46900" },
  ])("the rule %j limits calls to Sweden", (properties) => {
    expect(judged(permission("SE"), outbound(properties))).toEqual([]);
  });

  test.each([
    { calleeMatch: "0046900" },
    { calleeMatch: "0111900" },
    { calleeMatch: "01146900" },
    { calleeMatch: "0" },
    { calleeMatch: "4600" },
    { calleeMatch: "0900" },
    { calleeMatch: "1900" },
    { calleeMatch: "47" },
    { calleeMatch: "979" },
    { calleeCountry: "US", calleeMatch: "1900" },
    { calleeCountry: "US" },
    { calleeCountry: "US", calleeMatch: "46900" },
    { calleeCountry: "SE", calleeMatch: "1900" },
    { calleeCountry: UNKNOWN_TEXT, calleeMatch: "0046900" },
    { calleeCountry: "US", calleeMatch: UNKNOWN_TEXT },
    { direction: "INBOUND", callerMatch: "46900" },
    { direction: "INBOUND", calleeMatch: UNKNOWN_TEXT },
  ])("the rule %j does not limit calls to Sweden", (properties) => {
    expect(verdict(judged(permission("SE"), outbound(properties)))).toBe("refused");
  });

  test.each([
    { direction: UNKNOWN_TEXT, calleeMatch: "46900" },
    { calleeMatch: UNKNOWN_TEXT },
    { calleeCountry: UNKNOWN_TEXT },
    { calleeCountry: "SE", calleeMatch: UNKNOWN_TEXT },
    { calleeCountry: UNKNOWN_TEXT, calleeMatch: "469" },
  ])("whether the rule %j limits calls to Sweden is not judged", (properties) => {
    expect(verdict(judged(permission("SE"), outbound(properties)))).toBe("not judged");
  });

  test("digits that begin no number are named", () => {
    expect(judged(permission("SE"), outbound({ calleeMatch: "0046900" }))[0]).toContain(
      'blocks numbers there; call blocking rule "costly" blocks 0046900, which begins no number',
    );
  });

  test("one rule that limits calls is enough, whatever others do", () => {
    const rules = [outbound({ calleeMatch: UNKNOWN_TEXT }), outbound({ calleeMatch: "49900" })];
    expect(judged(permission("SE"), permission("DE"), ...rules)).toEqual([]);
  });
});

test("the countries of one resource for all are judged one by one, and what is not known is said", () => {
  const all = planned("CountryPermissions", "open", { countries: ["us", "CU", "SE", UNKNOWN_TEXT] });
  expect(judge("country-not-allowed", [all])).toEqual([
    'not judged: Country set "open": its countries is not known here',
    expect.stringContaining('Country set "open" opens calls to CU, which is not one of US, CA'),
    expect.stringContaining('Country set "open" opens calls to SE'),
  ]);
  expect(judge("country-high-risk", [all])).toContainEqual(
    expect.stringContaining("calls to CU, a destination"),
  );
  expect(judge("countries-too-many", [all, permission("NO")], { most: 3 })).toContainEqual(
    expect.stringContaining("4 open countries, more than 3: NO, US, CU, SE"),
  );
});
