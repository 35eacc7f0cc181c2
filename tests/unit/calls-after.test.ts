import { afterPlan, beforePlan, partyOf } from "../../calls";
import type { JsonObject } from "../../provider/json";
import type { Change } from "../../stack/change";
import type { StackResource } from "../../stack/resource";
import { planned, UNKNOWN_TEXT } from "../support/planned";
import { country, endpoint, inAccount, into, list, number, out, phones, rule, trunk } from "./calls-stack";
import { change, read, review } from "./calls-plan";

/** What a plan makes of an account, by kinds and ids. */
function after(account: readonly StackResource[], ...changes: Change[]): Record<string, JsonObject> {
  return held(afterPlan(read(account), review(changes)));
}

function held(stack: readonly StackResource[]): Record<string, JsonObject> {
  const entries = stack.map(({ kind, id, name, properties }): [string, JsonObject] => [
    `${kind} ${id ?? `new ${name}`}`,
    properties,
  ]);
  return Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}

const SE = "+46701234567";
const [office, officeLink] = list("office", ["198.51.100.16/28"]);
const [desk, deskLink] = phones("desk", ["desk01", "desk02"]);
if (!office || !officeLink || !desk || !deskLink) throw new Error("a list and its link were expected");
const voice = trunk();
const basic = [voice, office, officeLink, country("SE"), country("US", false), country("DE", false)];

describe("what only the account has stays as it is", () => {
  test("what the plan does not name", () => {
    expect(after(basic)).toEqual(held(basic));
  });

  test("what a plan leaves as it is, also where somebody has changed it by hand", () => {
    const byHand = country("SE", false);
    expect(after([voice, byHand], change("same", country("SE")))).toEqual(held([voice, byHand]));
  });

  test("inputs that an update does not touch", () => {
    const live = trunk({ enableCallForward: true, callForwardNumber: "+46701234567" });
    const plan = change("update", trunk({ hostName: "other" }), { hostName: "voice" });
    expect(after([live], plan)["SipTrunk voice"]).toMatchObject({
      hostName: "other",
      enableCallForward: true,
    });
  });

  test("what a refresh or a state says is in the account already", () => {
    const drift = change("update", country("SE", false), { enabled: true });
    expect(held(afterPlan(read(basic), review([drift], "refresh")))).toEqual(held(basic));
    expect(held(afterPlan(read(basic), review([change("same", voice)], "state")))).toEqual(held(basic));
  });
});

describe("each kind", () => {
  test("a new trunk with its list and link, none of whose ids is known yet", () => {
    const [made, allowed] = [
      planned("SipTrunk", "new", { hostName: "new" }),
      planned("AccessControlList", "shop", { enabled: true, ipRanges: [{ ipAddress: "192.0.2.1" }] }),
    ];
    const link = planned(
      "TrunkAccessControlList",
      "link",
      {},
      { refer: { sipTrunkId: made, accessControlListId: allowed } },
    );
    const stack = afterPlan(read(basic), review([made, allowed, link].map((one) => change("create", one))));
    const call = out(SE, {
      trunkId: undefined,
      source: "192.0.2.1",
      to: partyOf(`sip:${SE}@new.pstn.sinch.com`),
    });
    expect(inAccount(call, stack)).toBe("let through");
    expect(inAccount({ ...call, source: "198.51.100.17" }, stack)).toBe("refused: gate, new 403");
  });

  test("a new link between a trunk and a list that the account has", () => {
    const link = planned(
      "TrunkCredentialList",
      "link",
      {},
      { refer: { sipTrunkId: voice, credentialListId: desk } },
    );
    const stack = afterPlan(
      read([...basic, desk]),
      review([change("same", voice), change("same", desk), change("create", link)]),
    );
    expect(inAccount(out(SE), stack)).toBe("refused: gate, voice 407");
    expect(inAccount(out(SE, { username: "desk01" }), stack)).toBe("let through");
  });

  test("a link that goes", () => {
    expect(inAccount(out(SE), afterPlan(read(basic), review([change("delete", officeLink)])))).toBe(
      "depends on no-gate",
    );
  });

  test("a new host name moves the domain", () => {
    const live = trunk({ domain: "voice.pstn.sinch.com" });
    const plan = change("update", trunk({ hostName: "other" }), { hostName: "voice" });
    const stack = afterPlan(read([live, ...basic.slice(1)]), review([plan]));
    const call = (domain: string) => out(SE, { trunkId: undefined, to: partyOf(`sip:${SE}@${domain}`) });
    expect(inAccount(call("other.pstn.sinch.com"), stack)).toBe("let through");
    expect(inAccount(call("voice.pstn.sinch.com"), stack)).toBe("refused: trunk 404");
  });

  test("ranges come and go one by one: what somebody else has added stays", () => {
    const ranges = (...addresses: string[]) => ({ ipRanges: addresses.map((ipAddress) => ({ ipAddress })) });
    const own = (properties: JsonObject) =>
      planned("AccessControlList", "office", { enabled: true, ...properties }, { id: "office" });
    const plan = change("update", own(ranges("192.0.2.2", "192.0.2.3")), ranges("192.0.2.1", "192.0.2.2"));
    expect(
      after([own(ranges("192.0.2.1", "192.0.2.2", "192.0.2.9"))], plan)["AccessControlList office"],
    ).toEqual({
      enabled: true,
      ...ranges("192.0.2.9", "192.0.2.2", "192.0.2.3"),
    });
  });

  test("a range of its own comes into its list, moves and goes", () => {
    const range = (properties: JsonObject) =>
      planned(
        "IpRange",
        "shop",
        { accessControlListId: "office", range: 32, ...properties },
        { id: "office/R" },
      );
    const added = afterPlan(read(basic), review([change("create", range({ ipAddress: "192.0.2.1" }))]));
    const shop = out(SE, { source: "192.0.2.1" });
    expect(inAccount(shop, added)).toBe("let through");
    const live = list("office", ["198.51.100.16/28", "192.0.2.1/32"]);
    const account = read([voice, ...live, country("SE")]);
    const moved = afterPlan(
      account,
      review([change("update", range({ ipAddress: "192.0.2.2" }), { ipAddress: "192.0.2.1" })]),
    );
    expect(inAccount(shop, moved)).toBe("refused: gate, voice 403");
    expect(inAccount(out(SE, { source: "192.0.2.2" }), moved)).toBe("let through");
    const gone = afterPlan(account, review([change("delete", range({ ipAddress: "192.0.2.1" }))]));
    expect(inAccount(shop, gone)).toBe("refused: gate, voice 403");
    expect(inAccount(out(SE), gone)).toBe("let through");
  });

  test("a username that is taken out of a list, where credentials are shown, and where they are secret", () => {
    const account = read([voice, desk, deskLink, country("SE")]);
    const shown = (...names: string[]) => ({
      credentials: names.map((username) => ({ username, password: "[secret]" })),
    });
    const listed = (properties: JsonObject) => planned("CredentialList", "desk", properties, { id: "desk" });
    const plan = change("update", listed(shown("desk02")), shown("desk01", "desk02"));
    const second = out(SE, { username: "desk02" });
    const first = out(SE, { username: "desk01" });
    expect(inAccount(first, afterPlan(account, review([plan])))).toBe("refused: gate, voice 403");
    expect(inAccount(second, afterPlan(account, review([plan])))).toBe("let through");
    const named = (...usernames: string[]) => ({ credentials: "[secret]", usernames });
    const told = change("update", listed(named("desk02")), named("desk01", "desk02"));
    expect(inAccount(first, afterPlan(account, review([told])))).toBe("refused: gate, voice 403");
    const secret = change("update", listed({ credentials: "[secret]" }), { credentials: "[secret]" });
    expect(inAccount(first, afterPlan(account, review([secret])))).toBe(
      'not known: usernames of credential list "desk"',
    );
  });

  test("a list that is replaced lets in whom it then holds", () => {
    const account = read([voice, desk, deskLink, country("SE")]);
    const replaced = planned(
      "CredentialList",
      "desk",
      { credentials: [{ username: "desk03" }] },
      { id: "desk" },
    );
    const relinked = planned(
      "TrunkCredentialList",
      "voice-desk",
      { sipTrunkId: "voice" },
      { refer: { credentialListId: replaced }, id: "voice/desk" },
    );
    const plan = review([
      { ...change("replace", replaced), before: desk },
      { ...change("replace", relinked), before: deskLink },
    ]);
    expect(inAccount(out(SE, { username: "desk03" }), afterPlan(account, plan))).toBe("let through");
    expect(inAccount(out(SE, { username: "desk01" }), afterPlan(account, plan))).toBe(
      "refused: gate, voice 403",
    );
  });

  test("a trunk that is replaced takes the calls of the old one", () => {
    const plan = { ...change("replace", trunk({ hostName: "other" })), before: voice };
    expect(inAccount(out(SE), afterPlan(read(basic), review([plan])))).toBe("let through");
  });

  test("an endpoint that is replaced is the same to those who call", () => {
    const account = read([voice, endpoint("sbc1"), number("+12025550101"), ...phones("desk", ["desk01"])]);
    const registered = endpoint("sbc1", { address: undefined, credentialUsername: "desk01" });
    const stack = afterPlan(
      account,
      review([{ ...change("replace", registered), before: endpoint("sbc1") }]),
    );
    expect(inAccount(into(), stack)).toBe("rings sbc1");
    expect(inAccount(into({ down: new Set(["sbc1"]) }), stack)).toBe("refused: endpoints, voice 503");
  });

  test("an endpoint and a rule that come and go", () => {
    const account = read([
      voice,
      endpoint("sbc1"),
      number("+12025550101"),
      rule("r", { direction: "INBOUND", callerMatch: "46" }),
    ]);
    const sbc2 = planned(
      "SipEndpoint",
      "sbc2",
      { priority: 2, enabled: true, address: "192.0.2.1" },
      { refer: { sipTrunkId: voice } },
    );
    expect(inAccount(into(), account)).toBe("refused: rule, r");
    const plan = [change("same", voice), change("create", sbc2), change("delete", rule("r", {}))];
    expect(inAccount(into(), afterPlan(account, review(plan)))).toBe("rings sbc1, then sbc2");
    const gone = [...plan, change("delete", endpoint("sbc1"))];
    expect(inAccount(into(), afterPlan(account, review(gone)))).toBe("rings sbc2");
  });

  test("a number moves, is bound, and is let go unless it is bound elsewhere by then", () => {
    const account = [voice, trunk({}, "other"), number("+12025550101")];
    const moved = change("update", number("+12025550101", "other"), { sipTrunkId: "voice" });
    expect(after(account, moved)["PhoneNumberAssignment +12025550101"]).toMatchObject({
      sipTrunkId: "other",
    });
    const bound = after(account, change("create", number("+12025550102", "other")));
    expect(bound["PhoneNumberAssignment +12025550102"]).toMatchObject({ sipTrunkId: "other" });
    const gone = change("delete", number("+12025550101"));
    expect(Object.keys(after(account, gone))).not.toContain("PhoneNumberAssignment +12025550101");
    const byHand = [voice, trunk({}, "other"), number("+12025550101", "other")];
    expect(after(byHand, gone)).toEqual(held(byHand));
  });
});

describe("countries", () => {
  const openIn = (stack: Record<string, JsonObject>): string[] =>
    Object.entries(stack).flatMap(([key, { enabled }]) =>
      key.startsWith("CountryPermission ") && enabled !== false
        ? [enabled === true ? key.slice(18) : `${key.slice(18)}?`]
        : [],
    );
  const set = (properties: JsonObject) =>
    planned("CountryPermissions", "all", properties, { id: "countries" });

  test("one is set, and put back as it was before", () => {
    expect(openIn(after(basic, change("create", country("US"))))).toEqual(["SE", "US"]);
    expect(openIn(after(basic, change("update", country("SE", false), { enabled: true })))).toEqual([]);
    const back = (enabledBefore: boolean | string | undefined) => ({
      ...country("SE"),
      properties: { isoCode: "SE", enabled: true, enabledBefore },
    });
    expect(openIn(after(basic, change("delete", back(false))))).toEqual([]);
    expect(openIn(after(basic, change("delete", back(true))))).toEqual(["SE"]);
    expect(openIn(after(basic, change("delete", back(undefined))))).toEqual(["SE"]);
    expect(openIn(after(basic, change("delete", back(UNKNOWN_TEXT))))).toEqual(["SE?"]);
  });

  test("one that is replaced by another country is put back", () => {
    const before = { ...country("SE"), properties: { isoCode: "SE", enabled: true, enabledBefore: false } };
    expect(openIn(after(basic, { ...change("replace", country("US")), before }))).toEqual(["US"]);
  });

  test("all are set at once, but for those that are left alone", () => {
    expect(openIn(after(basic, change("create", set({ countries: ["us"] }))))).toEqual(["US"]);
    expect(openIn(after(basic, change("create", set({ countries: ["US"], ignore: ["SE"] }))))).toEqual([
      "SE",
      "US",
    ]);
    expect(openIn(after(basic, change("update", set({ countries: ["DE"] }), { countries: ["SE"] })))).toEqual(
      ["DE"],
    );
    expect(openIn(after(basic, change("same", set({ countries: ["DE"] }))))).toEqual(["SE"]);
    const hidden = after(basic, change("create", set({ countries: UNKNOWN_TEXT, ignore: ["SE"] })));
    expect(openIn(hidden)).toEqual(["DE?", "SE", "US?"]);
  });

  test("all are put back as they were before", () => {
    expect(
      openIn(after(basic, change("delete", set({ countries: ["SE"], enabledBefore: ["US", "DE"] })))),
    ).toEqual(["DE", "US"]);
    expect(openIn(after(basic, change("delete", set({ countries: ["SE"] }))))).toEqual(["SE"]);
  });

  test("those of another account stay as they are", () => {
    const lyon = country("SE", true, "lyon");
    const stack = [...basic, lyon].map((one) => (one === lyon ? { ...one, id: "lyon SE" } : one));
    expect(openIn(after(stack, change("create", set({ countries: [] }))))).toEqual(["lyon SE"]);
  });

  test("the only account may be called otherwise by the plan than by who has read it", () => {
    const plan = change("update", { ...country("SE", false), provider: "prod" }, { enabled: true });
    expect(openIn(after(basic, plan))).toEqual([]);
  });
});

describe("without an account", () => {
  const plan = review([
    change("same", voice),
    change("create", endpoint("sbc1")),
    change("update", country("SE", false), { enabled: true }),
    change("delete", {
      ...country("US"),
      properties: { isoCode: "US", enabled: true, enabledBefore: false },
    }),
  ]);

  test("before is what the stack held, after is what it will hold, with settings put back", () => {
    expect(held(beforePlan(plan))).toEqual(
      held([
        voice,
        country("SE"),
        { ...country("US"), properties: { isoCode: "US", enabled: true, enabledBefore: false } },
      ]),
    );
    expect(held(afterPlan(undefined, plan))).toEqual(
      held([
        ...[voice, endpoint("sbc1"), country("SE", false)],
        { ...country("US"), properties: { isoCode: "US", enabled: false, enabledBefore: false } },
      ]),
    );
  });
});

test("of an account that was not read, the stack is all that is told", () => {
  const lyon = (resource: StackResource): StackResource => ({
    ...resource,
    id: `lyon ${resource.name}`,
    properties: { ...resource.properties, account: "lyon" },
  });
  const [stays, comes] = [lyon(trunk()), lyon(endpoint("sbc1"))];
  const plan = review([change("same", voice), change("same", stays), change("create", comes)]);
  expect(held(beforePlan(plan, read(basic)))).toEqual(held([...basic, stays]));
  expect(held(afterPlan(read(basic), plan))).toEqual(held([...basic, stays, comes]));
});

test("without an account a resource that is replaced keeps its id, too", () => {
  const news = { ...endpoint("sbc1", { isRegistered: true }), id: undefined };
  const plan = review([{ ...change("replace", news), before: endpoint("sbc1") }]);
  expect(Object.keys(held(afterPlan(undefined, plan)))).toEqual(["SipEndpoint sbc1"]);
});
