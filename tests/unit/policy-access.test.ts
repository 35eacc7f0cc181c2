import type { Json, JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import { judge, planned, UNKNOWN_TEXT } from "../support/planned";

const trunk = planned("SipTrunk", "voice", { enableCallForward: false });
const other = planned("SipTrunk", "other");

function endpoint(properties: JsonObject, at: StackResource = trunk): StackResource {
  return planned("SipEndpoint", "sbc", properties, { refer: { sipTrunkId: at } });
}

test.each(["access-list-open-to-the-world", "access-list-range-too-wide", "access-list-range-not-public"])(
  "a range that is none of IPv4, as an adopted list may have one, is not judged by %s",
  (rule) => {
    const list = planned("AccessControlList", "office", {
      ipRanges: [{ ipAddress: "2001:db8::", range: 29 }],
    });
    expect(judge(rule, [list])).toEqual([
      'not judged: Access control list "office": its range 1 is no range of IPv4 addresses',
    ]);
  },
);

describe("the address of a static endpoint", () => {
  const judged = (...endpoints: StackResource[]): string[] =>
    judge("trunk-without-gate", [trunk, ...endpoints]);

  test("is probably let in: a trunk without a list is not judged then, and told why", () => {
    expect(judged(endpoint({ address: "203.0.113.10", enabled: true }))).toEqual([
      'not judged: SIP trunk "voice": no list is linked to it here; calls from 203.0.113.10 (SIP endpoint "sbc") are ' +
        "probably let in: the test plan of Sinch says so, guides link a list all the same",
    ]);
  });

  test.each<[JsonObject, string]>([
    [{ address: "sbc.example.com", enabled: true }, "what a host name lets in is not documented"],
    [{ address: "203.0.113.10", enabled: false }, "what a disabled endpoint lets in is not documented"],
    [{ address: "203.0.113.10", enabled: UNKNOWN_TEXT }, "whether it is enabled is not known here"],
    [{ address: UNKNOWN_TEXT, enabled: true }, "its address is not known here"],
    [
      { address: "203.0.113.10", isRegistered: UNKNOWN_TEXT },
      "whether it is a static endpoint is not known here",
    ],
  ])("of %j may be let in: that is open, and said", (properties, why) => {
    const [found = "", ...rest] = judged(endpoint(properties));
    expect(found).toMatch(/^not judged: SIP trunk "voice".*whether calls from .* are let in is open: /);
    expect(found).toContain(why);
    expect(found).not.toContain(UNKNOWN_TEXT);
    expect(rest).toEqual([]);
  });

  test("with one likely address the open ones are not told", () => {
    const likely = endpoint({ address: "2001:db8::1", enabled: true });
    const open = { ...endpoint({ address: "203.0.113.10", enabled: false }), urn: "urn:open" };
    expect(judged(open, likely)[0]).toMatch(
      /calls from 2001:db8::1 \(SIP endpoint "sbc"\) are probably let in/,
    );
  });

  test("is not that of a registered endpoint, nor of another trunk's", () => {
    expect(judged(endpoint({ isRegistered: true, credentialUsername: "desk01" }))[0]).toMatch(/^SIP trunk/);
    const elsewhere = endpoint({ address: "203.0.113.10", enabled: true }, other);
    expect(judge("trunk-without-gate", [trunk, other, elsewhere])).toEqual([
      expect.stringMatching(/^SIP trunk "voice" has neither .* nor a static endpoint\. Link one with Trunk/),
      expect.stringMatching(/^not judged: SIP trunk "other"/),
    ]);
  });

  test("of an endpoint whose trunk is not known may be this trunk's", () => {
    const lost = planned("SipEndpoint", "lost", { sipTrunkId: UNKNOWN_TEXT, address: "203.0.113.10" });
    expect(judged(lost)[0]).toMatch(/^not judged: .*the trunk of SIP endpoint "lost" is not known here/);
    const phone = planned("SipEndpoint", "lost", { sipTrunkId: UNKNOWN_TEXT, isRegistered: true });
    expect(judged(phone)[0]).toMatch(/^SIP trunk "voice" has neither/);
  });

  test("is nothing to judge where a list is linked", () => {
    const link = planned("TrunkCredentialList", "link", {}, { refer: { sipTrunkId: trunk } });
    expect(judged(endpoint({ address: "203.0.113.10", enabled: true }), link)).toEqual([]);
  });
});

describe("forwarding", () => {
  const off = (forward: Json): string[] => {
    const forwarding = { ...trunk, properties: { enableCallForward: forward } };
    return judge("trunk-endpoints-disabled", [forwarding, endpoint({ enabled: false })]);
  };

  test("takes every call of a trunk whose endpoints are all disabled", () => {
    expect(off(true)).toEqual([]);
    expect(off(false)[0]).toContain("or forward the calls: calls to this trunk reach nobody");
    expect(off(UNKNOWN_TEXT)[0]).toMatch(/^not judged: .*whether it forwards calls is not known here/);
  });
});

describe("the credential list of a registered endpoint", () => {
  const phones = planned("CredentialList", "phones", { usernames: ["desk01", "desk02"] });
  const second = planned("CredentialList", "second", { usernames: ["desk03"] });
  const desk = (more: JsonObject = {}, at = trunk): StackResource =>
    endpoint({ isRegistered: true, enabled: true, credentialUsername: "desk01", ...more }, at);
  const linked = (at: StackResource, list: StackResource): StackResource =>
    planned(
      "TrunkCredentialList",
      `${at.name}-${list.name}`,
      {},
      {
        refer: { sipTrunkId: at, credentialListId: list },
      },
    );
  const judged = (...stack: StackResource[]): string[] =>
    judge("registered-endpoint-without-link", [trunk, other, phones, second, ...stack]);

  test("must be linked to the endpoint's own trunk", () => {
    expect(judged(desk(), linked(trunk, phones))).toEqual([]);
    expect(judged(desk(), linked(other, phones), linked(trunk, phones))).toEqual([]);
    expect(judged(desk())).toEqual([
      'SIP endpoint "sbc" registers as "desk01" of credential list "phones", which is not linked to SIP trunk "voice" ' +
        "in this stack. Link the list to the endpoint's trunk with TrunkCredentialList: until then every registration is " +
        "answered with 401.",
    ]);
  });

  test("is not linked by a link of another trunk or of another list, and the message says so", () => {
    expect(judged(desk(), linked(other, phones))[0]).toContain(
      'not linked to SIP trunk "voice" in this stack, only to SIP trunk "other".',
    );
    expect(judged(desk(), linked(trunk, second))).toHaveLength(1);
  });

  test("is found by a username that is made of the list's, before any is known", () => {
    const made = planned(
      "SipEndpoint",
      "desk",
      { isRegistered: true, enabled: true },
      { refer: { sipTrunkId: trunk, credentialUsername: phones } },
    );
    expect(judged(made, linked(trunk, phones))).toEqual([]);
    expect(judged(made)[0]).toContain('registers as a username of credential list "phones"');
  });

  test("does not matter to static and to disabled endpoints", () => {
    expect(judged(desk({ enabled: false }))).toEqual([]);
    expect(judged(endpoint({ address: "203.0.113.10", enabled: true }))).toEqual([]);
    expect(judged(desk({ isRegistered: false, address: "203.0.113.10" }))).toEqual([]);
  });

  test.each<[string, StackResource[], string]>([
    [
      "a list of another stack",
      [desk({ credentialUsername: "somebody" })],
      "list of its username is not known here",
    ],
    [
      "a trunk of another stack",
      [planned("SipEndpoint", "e", { ...desk().properties, sipTrunkId: "T9" })],
      "its trunk",
    ],
    ["an endpoint that may be enabled", [desk({ enabled: UNKNOWN_TEXT })], "whether it is enabled"],
    ["an endpoint that may be registered", [desk({ isRegistered: UNKNOWN_TEXT })], "its isRegistered"],
    [
      "a link whose trunk is not known",
      [
        desk(),
        planned(
          "TrunkCredentialList",
          "x",
          { sipTrunkId: UNKNOWN_TEXT },
          { refer: { credentialListId: phones } },
        ),
      ],
      'what link of a credential list to a trunk "x" links',
    ],
    [
      "a link whose list is not known",
      [
        desk(),
        planned("TrunkCredentialList", "x", { credentialListId: "L9" }, { refer: { sipTrunkId: trunk } }),
      ],
      'what link of a credential list to a trunk "x" links',
    ],
    [
      "a link without its list, as after a failed create",
      [desk(), planned("TrunkCredentialList", "x", {}, { refer: { sipTrunkId: trunk } })],
      'what link of a credential list to a trunk "x" links',
    ],
  ])("is not judged with %s", (_what, stack, why) => {
    const [found = "", ...rest] = judged(...stack);
    expect(found).toMatch(/^not judged: SIP endpoint/);
    expect(found).toContain(why);
    expect(rest).toEqual([]);
  });

  test("is linked on a trunk of another stack too, where endpoint and link name the same one", () => {
    const guest = planned("SipEndpoint", "e", { ...desk().properties, sipTrunkId: "T9" });
    const link = planned(
      "TrunkCredentialList",
      "x",
      { sipTrunkId: "T9" },
      { refer: { credentialListId: phones } },
    );
    expect(judged(guest, link)).toEqual([]);
  });

  test("is judged by ids where they are known", () => {
    const [mine, list] = [planned("SipTrunk", "mine", {}, { id: "T1" }), { ...phones, id: "L1" }];
    const phone = planned("SipEndpoint", "e", { ...desk().properties, sipTrunkId: "T1" });
    const link = (credentialListId: string): StackResource =>
      planned("TrunkCredentialList", "x", { sipTrunkId: "T1", credentialListId });
    const found = (id: string): string[] =>
      judge("registered-endpoint-without-link", [mine, list, phone, link(id)]);
    expect(found("L1")).toEqual([]);
    expect(found("L9")).toEqual([expect.stringMatching(/^SIP endpoint "e" registers as "desk01"/)]);
  });
});
