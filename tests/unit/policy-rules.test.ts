import type { Json } from "../../provider/json";
import { RULES } from "../../policy/rules";
import type { StackResource } from "../../stack/resource";
import { judge, planned, UNKNOWN_TEXT } from "../support/planned";

function list(...ranges: [ipAddress: string, range?: number | string][]): StackResource[] {
  return [
    planned("AccessControlList", "office", {
      enabled: true,
      ipRanges: ranges.map(([ipAddress, range = 32]) => ({ ipAddress, range })),
    }),
  ];
}

describe("access lists", () => {
  test.each([
    ["203.0.113.0", 27, 0],
    ["203.0.113.0", 26, 1],
    ["203.0.113.7", 32, 0],
  ])("%s/%d breaks the limit of /27 %d times", (ipAddress, range, times) => {
    expect(judge("access-list-range-too-wide", list([ipAddress, range]))).toHaveLength(times);
  });

  test("a range that is too wide is named, with its size and what to do", () => {
    expect(judge("access-list-range-too-wide", list(["203.0.113.0", 24]))).toEqual([
      'Access control list "office" lets in 203.0.113.0/24, 256 addresses, which is wider than /27. ' +
        "Name the addresses that really call, in narrower ranges.",
    ]);
  });

  test("the limit is configurable", () => {
    expect(judge("access-list-range-too-wide", list(["203.0.113.0", 24]), { shortestPrefix: 24 })).toEqual(
      [],
    );
  });

  test("a range of another stack's list is judged like one of a list", () => {
    const range = planned("IpRange", "branch", { ipAddress: "203.0.113.0", range: 16 });
    expect(judge("access-list-range-too-wide", [range])).toHaveLength(1);
  });

  test.each([
    ["0.0.0.0", 1, 1],
    ["128.0.0.0", 1, 1],
    ["0.0.0.0", 32, 1],
    ["8.0.0.0", 8, 0],
    ["8.0.0.0", 7, 1],
  ])("%s/%d is the open world %d times", (ipAddress, range, times) => {
    expect(judge("access-list-open-to-the-world", list([ipAddress, range]))).toHaveLength(times);
  });

  test.each([
    "10.0.0.1",
    "192.168.1.1",
    "172.31.255.255",
    "100.64.0.1",
    "127.0.0.1",
    "224.0.0.1",
    "240.0.0.1",
  ])("nobody calls from %s over the internet", (ipAddress) => {
    expect(judge("access-list-range-not-public", list([ipAddress]))).toHaveLength(1);
  });

  test.each(["8.8.8.8", "203.0.113.4", "198.51.100.255", "172.32.0.1"])("%s may be let in", (ipAddress) => {
    expect(judge("access-list-range-not-public", list([ipAddress]))).toEqual([]);
  });

  test("exceptions are whole ranges: one that reaches out of them is refused", () => {
    expect(judge("access-list-range-not-public", list(["203.0.113.0", 23]))).toHaveLength(1);
    expect(judge("access-list-range-not-public", list(["203.0.113.4"]), { except: [] })).toHaveLength(1);
    expect(() => judge("access-list-range-not-public", list(["10.0.0.1"]), { except: ["ten"] })).toThrow(
      'except must be ranges such as "198.51.100.0/24", not "ten"',
    );
  });

  test("a range that is not known here is not judged, the others are", () => {
    const found = judge("access-list-range-too-wide", list([UNKNOWN_TEXT, 28], ["203.0.113.0", 24]));
    expect(found[0]).toBe(
      'not judged: Access control list "office": the addresses of its range 1 are not known here',
    );
    expect(found[1]).toContain("203.0.113.0/24");
    const all = planned("AccessControlList", "office", { ipRanges: UNKNOWN_TEXT });
    expect(judge("access-list-range-too-wide", [all])).toEqual([
      'not judged: Access control list "office": its ranges are not known here',
    ]);
  });
});

describe("gates", () => {
  const trunk = planned("SipTrunk", "voice");
  const open = planned("AccessControlList", "open", { enabled: true });
  const closed = planned("AccessControlList", "closed", { enabled: false });
  const linked = (acl: StackResource): StackResource =>
    planned(
      "TrunkAccessControlList",
      `voice-${acl.name}`,
      {},
      { refer: { sipTrunkId: trunk, accessControlListId: acl } },
    );
  const credentials = planned(
    "TrunkCredentialList",
    "phones",
    { credentialListId: "L" },
    { refer: { sipTrunkId: trunk } },
  );

  test("a trunk needs a list", () => {
    expect(judge("trunk-without-gate", [trunk])).toHaveLength(1);
    expect(judge("trunk-without-gate", [trunk, open, linked(open)])).toEqual([]);
    expect(judge("trunk-without-gate", [trunk, credentials])).toEqual([]);
  });

  test("a link of another trunk is no gate, and is found by its id as well", () => {
    const other = planned("SipTrunk", "other", {}, { id: "T2" });
    const mine = planned("SipTrunk", "mine", {}, { id: "T1" });
    const link = planned("TrunkCredentialList", "link", { sipTrunkId: "T1", credentialListId: "L" });
    const [found, ...rest] = judge("trunk-without-gate", [mine, other, link]);
    expect(found).toContain('SIP trunk "other"');
    expect(rest).toEqual([]);
  });

  test("a link whose trunk is not known may be any trunk's, so the trunk is not judged", () => {
    const link = planned("TrunkCredentialList", "link", { sipTrunkId: UNKNOWN_TEXT });
    expect(judge("trunk-without-gate", [trunk, link])).toEqual([
      'not judged: SIP trunk "voice": the trunk of link of a credential list to a trunk "link" is not known here',
    ]);
  });

  test("disabled lists alone are no gate; one that is enabled, or a credential list, is", () => {
    expect(judge("trunk-gate-disabled", [trunk, closed, linked(closed)])).toEqual([
      'SIP trunk "voice" is guarded by disabled access control lists only: "closed". ' +
        "Set enabled: true on the list, link an enabled one, or link a credential list.",
    ]);
    expect(judge("trunk-gate-disabled", [trunk, closed, linked(closed), open, linked(open)])).toEqual([]);
    expect(judge("trunk-gate-disabled", [trunk, closed, linked(closed), credentials])).toEqual([]);
    expect(judge("trunk-gate-disabled", [trunk])).toEqual([]);
  });

  test("a list of which it is not known whether it is enabled is not judged", () => {
    const maybe = planned("AccessControlList", "maybe", { enabled: UNKNOWN_TEXT });
    expect(judge("trunk-gate-disabled", [trunk, maybe, linked(maybe)])[0]).toMatch(/^not judged/);
    const foreign = planned(
      "TrunkAccessControlList",
      "x",
      { accessControlListId: "A" },
      { refer: { sipTrunkId: trunk } },
    );
    expect(judge("trunk-gate-disabled", [trunk, foreign])[0]).toMatch(/^not judged/);
  });
});

describe("several accounts", () => {
  const trunk = (name: string, account?: string): StackResource =>
    planned("SipTrunk", name, { enableCallForward: false, ...(account !== undefined && { account }) });
  const country = (account: string, isoCode: string): StackResource =>
    planned("CountryPermission", `${account}-${isoCode}`, { account, isoCode, enabled: true });

  test("each is judged by itself: a blocking rule or an open country of one is none of another", () => {
    const rule = planned("CallBlockingRule", "premium", {
      account: "a",
      direction: "OUTBOUND",
      calleeMatch: "46900",
    });
    const abroad = [country("a", "SE"), country("b", "SE")];
    expect(judge("international-without-blocking-rule", [rule, ...abroad])).toEqual([
      expect.stringContaining('"b-SE"'),
    ]);
    const forwarding = planned("SipTrunk", "voice", {
      ...{ account: "b", enableCallForward: true, callForwardNumber: "+46850598765" },
    });
    expect(judge("call-forward-country-not-permitted", [forwarding, country("a", "SE")])).toHaveLength(1);
    expect(judge("call-forward-country-not-permitted", [forwarding, country("b", "SE")])).toEqual([]);
  });

  test("the limit of open countries is each account's own", () => {
    const open = ["SE", "NO"].flatMap((isoCode) => [country("a", isoCode), country("b", isoCode)]);
    expect(judge("countries-too-many", open, { most: 2 })).toEqual([]);
    expect(judge("countries-too-many", open, { most: 1 })).toHaveLength(2);
  });

  test("an explicit provider is an account of its own", () => {
    const rule = planned("CallBlockingRule", "premium", {
      account: "a",
      direction: "OUTBOUND",
      calleeMatch: "46900",
    });
    const abroad = { ...country("a", "SE"), provider: "other" };
    expect(judge("international-without-blocking-rule", [rule, abroad])).toHaveLength(1);
  });

  test("while an account is not known, relations are not judged, and that is said", () => {
    const stack = [trunk("voice"), trunk("other", UNKNOWN_TEXT)];
    expect(judge("trunk-without-gate", stack)).toEqual([
      'not judged: SIP trunk "other": its account is not known here',
    ]);
  });

  test("a password that two accounts share is one that is used twice", () => {
    const list = (account: string): StackResource =>
      planned("CredentialList", account, {
        account,
        credentials: [{ username: account, password: "Tr0ub4dor-and-3" }],
      });
    expect(judge("password-reused", [list("a"), list("b")])).toHaveLength(1);
  });
});

describe("endpoints", () => {
  const trunk = planned("SipTrunk", "voice", { enableCallForward: false });
  const endpoint = (name: string, enabled: Json = true): StackResource =>
    planned("SipEndpoint", name, { enabled }, { refer: { sipTrunkId: trunk } });

  test("a trunk with endpoints needs an enabled one", () => {
    expect(judge("trunk-endpoints-disabled", [trunk])).toEqual([]);
    expect(
      judge("trunk-endpoints-disabled", [trunk, endpoint("a", false), endpoint("b", false)])[0],
    ).toContain("has 2 endpoints and none is enabled");
    expect(judge("trunk-endpoints-disabled", [trunk, endpoint("a", false), endpoint("b")])).toEqual([]);
    expect(judge("trunk-endpoints-disabled", [trunk, endpoint("a", UNKNOWN_TEXT)])[0]).toMatch(/^not judged/);
  });

  test("one enabled endpoint is too few, none is another rule's", () => {
    expect(judge("trunk-single-endpoint", [trunk, endpoint("a"), endpoint("b", false)])).toHaveLength(1);
    expect(judge("trunk-single-endpoint", [trunk, endpoint("a"), endpoint("b")])).toEqual([]);
    expect(judge("trunk-single-endpoint", [trunk, endpoint("a", false)])).toEqual([]);
    expect(judge("trunk-single-endpoint", [trunk])).toEqual([]);
    expect(judge("trunk-single-endpoint", [trunk, endpoint("a")], { least: 1 })).toEqual([]);
    expect(judge("trunk-single-endpoint", [trunk, endpoint("a"), endpoint("b", UNKNOWN_TEXT)])[0]).toMatch(
      /^not j/,
    );
  });

  test.each([
    [{ transport: "UDP", address: "203.0.113.9" }, 1],
    [{ transport: "TCP", address: "203.0.113.9" }, 1],
    [{ transport: "TLS", address: "203.0.113.9" }, 0],
    [{ transport: "UDP", isRegistered: true }, 0],
  ])("an endpoint of %j is in clear %d times", (properties, times) => {
    expect(judge("static-endpoint-without-tls", [planned("SipEndpoint", "sbc", properties)])).toHaveLength(
      times,
    );
  });

  test("a transport that is not known here is not judged, an address is not needed", () => {
    expect(
      judge("static-endpoint-without-tls", [planned("SipEndpoint", "sbc", { transport: UNKNOWN_TEXT })])[0],
    ).toBe('not judged: SIP endpoint "sbc": its transport is not known here');
    const sbc = planned("SipEndpoint", "sbc", { transport: "UDP", address: UNKNOWN_TEXT });
    expect(judge("static-endpoint-without-tls", [sbc])[0]).not.toContain(UNKNOWN_TEXT);
  });

  test("a number needs a trunk with an endpoint or a forwarding number", () => {
    const number = planned(
      "PhoneNumberAssignment",
      "n",
      { phoneNumber: "+12025550147" },
      { refer: { sipTrunkId: trunk } },
    );
    expect(judge("number-on-trunk-without-endpoints", [trunk, number])[0]).toContain("+12025550147");
    expect(judge("number-on-trunk-without-endpoints", [trunk, number, endpoint("a")])).toEqual([]);
    const forwarding = { ...trunk, properties: { enableCallForward: true } };
    expect(judge("number-on-trunk-without-endpoints", [forwarding, number])).toEqual([]);
    const elsewhere = planned("PhoneNumberAssignment", "n", { sipTrunkId: "T9" });
    expect(judge("number-on-trunk-without-endpoints", [trunk, elsewhere])).toEqual([
      'not judged: Phone number assignment "n": its trunk is not known here',
    ]);
  });
});

describe("credentials", () => {
  const phones = (...credentials: [username: string, password?: string][]): StackResource =>
    planned(
      "CredentialList",
      "phones",
      {
        credentials: credentials.map(([username, password]) => ({ username, ...(password && { password }) })),
      },
      { exposed: [] },
    );

  test.each([
    ["Correct-Horse", 1],
    ["Correct-Horse1", 0],
  ])("%s is too short %d times", (password, times) => {
    expect(judge("password-too-short", [phones(["p1", password])])).toHaveLength(times);
  });

  test.each([
    ["branch01", "Branch01", 1],
    ["branch01", "My-BRANCH01-password", 1],
    ["branch01", "My-branch-01-password", 0],
  ])("of username %s the password %s is refused %d times", (username, password, times) => {
    expect(judge("password-contains-username", [phones([username, password])])).toHaveLength(times);
  });

  test("no message has a password in it", () => {
    const password = "Branch-9";
    const stack = [phones(["branch", password], ["p2", password])];
    const said = RULES.flatMap(({ name }) => judge(name, stack)).join("\n");
    expect(said).toContain("fewer than 14");
    expect(said).toContain("contains the username");
    expect(said).toContain("the same password");
    expect(said).not.toContain(password);
  });

  test("a password may be used once, in all lists together", () => {
    const other = { ...phones(["q", "Correct-Horse-1"]), name: "others", urn: "urn:others" };
    expect(
      judge("password-reused", [phones(["p", "Correct-Horse-1"], ["o", "Correct-Horse-2"]), other]),
    ).toEqual([
      'Credential list "others" has the same password for "q" as for "p" of credential list "phones". ' +
        "Give each username a password of its own.",
    ]);
  });

  test("passwords that are unknown, secret or not managed are never called good", () => {
    expect(judge("password-too-short", [phones(["p1", UNKNOWN_TEXT])])).toEqual([
      'not judged: Credential list "phones": the password of "p1" is not known here',
    ]);
    expect(
      judge("password-reused", [planned("CredentialList", "phones", { credentials: "[secret]" })])[0],
    ).toMatch(/^not judged/);
    expect(judge("password-too-short", [phones(["p1"])])).toEqual([]);
  });

  test("a password in clear is named by its place", () => {
    const list = { ...phones(["p1", "Correct-Horse-1"]), exposed: ["credentials[0].password"] };
    expect(judge("password-not-secret", [list])[0]).toContain("keeps credentials[0].password in clear");
    expect(judge("password-not-secret", [phones(["p1", "Correct-Horse-1"])])).toEqual([]);
    const unseen = planned("CredentialList", "phones", {
      credentials: [{ username: "p", password: "Correct-Horse-1" }],
    });
    expect(judge("password-not-secret", [unseen])[0]).toMatch(/^not judged/);
  });

  test("a list is used by a link or by an endpoint that has one of its usernames", () => {
    const list = phones(["p1", "Correct-Horse-1"]);
    expect(judge("credential-list-unused", [list])).toHaveLength(1);
    const link = planned("TrunkCredentialList", "link", {}, { refer: { credentialListId: list } });
    expect(judge("credential-list-unused", [list, link])).toEqual([]);
    expect(
      judge("credential-list-unused", [list, planned("SipEndpoint", "e", { credentialUsername: "p1" })]),
    ).toEqual([]);
    const elsewhere = planned("SipEndpoint", "e", { credentialUsername: "p9" });
    expect(judge("credential-list-unused", [list, elsewhere])[0]).toMatch(/^not judged/);
  });
});

describe("countries", () => {
  const permission = (isoCode: string, enabled: Json = true): StackResource =>
    planned("CountryPermission", isoCode.toLowerCase(), { isoCode, enabled });

  test("only agreed countries may be open, in any case", () => {
    expect(
      judge("country-not-allowed", [permission("us"), permission("SE"), permission("DE", false)]),
    ).toEqual([
      'Country permission "se" opens calls to SE, which is not one of US, CA. ' +
        "If your people call there, add it to the rule's allowed countries; else leave it closed.",
    ]);
    expect(judge("country-not-allowed", [permission("SE")], { allowed: ["se"] })).toEqual([]);
    expect(judge("country-not-allowed", [permission("SE", UNKNOWN_TEXT)])[0]).toMatch(/^not judged/);
  });

  test("the set of countries with high risk is replaceable", () => {
    expect(judge("country-high-risk", [permission("CU")])).toHaveLength(1);
    expect(judge("country-high-risk", [permission("CU")], { countries: ["SE"] })).toEqual([]);
    expect(judge("country-high-risk", [permission("SE")], { countries: ["SE"] })).toHaveLength(1);
  });

  test("more open countries than the limit are too many", () => {
    const three = ["SE", "DE", "FR"].map((iso) => permission(iso));
    expect(judge("countries-too-many", three, { most: 3 })).toEqual([]);
    expect(judge("countries-too-many", three, { most: 2 })[0]).toContain(
      "3 open countries, more than 2: SE, DE, FR",
    );
  });
});

describe("values that can hardly work", () => {
  const rule = (name: string, properties: Record<string, Json>): StackResource =>
    planned("CallBlockingRule", name, { direction: "OUTBOUND", ...properties });

  test("digits as they are dialled are named, with what to write", () => {
    expect(judge("value-can-hardly-work", [rule("premium", { calleeMatch: "0046900" })])).toEqual([
      'Call blocking rule "premium" has a calleeMatch that begins with 0, as it is dialled, so no number begins so: ' +
        'write the first digits of the number from the country code on, such as "1900". ' +
        "The API takes it: change it, or switch this rule off for it if it does work.",
    ]);
  });

  test.each<[kind: string, properties: Record<string, Json>, property: string]>([
    ["SipTrunk", { hostName: "acme.pstn.sinch.com" }, "hostName"],
    ["SipTrunk", { hostName: "acme", callForwardNumber: "+4402079460958" }, "callForwardNumber"],
    ["SipEndpoint", { address: "192.168.1.1", isRegistered: false }, "address"],
    ["CredentialList", { credentials: [{ username: 'a"b', password: "x" }] }, "credentials[0].username"],
    ["PhoneNumberAssignment", { phoneNumber: "+19995550123" }, "phoneNumber"],
  ])("a %s with %j has an odd %s", (kind, properties, property) => {
    const [finding] = judge("value-can-hardly-work", [planned(kind, "odd", properties)]);
    expect(finding).toContain(` has a ${property} that `);
  });

  test("usual values pass, and what is not known here is not judged", () => {
    expect(judge("value-can-hardly-work", [rule("premium", { calleeMatch: "1900" })])).toEqual([]);
    expect(judge("value-can-hardly-work", [rule("premium", { calleeMatch: UNKNOWN_TEXT })])).toEqual([
      'not judged: Call blocking rule "premium": its calleeMatch is not known here',
    ]);
    expect(judge("value-can-hardly-work", [rule("premium", { calleeMatch: "[secret]" })])).toEqual([
      'not judged: Call blocking rule "premium": its calleeMatch is not known here',
    ]);
  });

  test("of secret credentials, which are not seen, the usernames are judged where they are known", () => {
    const phones = (usernames?: string[]): StackResource =>
      planned("CredentialList", "phones", { credentials: "[secret]", ...(usernames && { usernames }) });
    expect(judge("value-can-hardly-work", [phones(["desk01"])])).toEqual([]);
    expect(judge("value-can-hardly-work", [phones(['a"b'])])[0]).toContain("credentials[0].username");
    expect(judge("value-can-hardly-work", [phones()])).toEqual([
      'not judged: Credential list "phones": its credentials is not known here',
    ]);
  });
});
