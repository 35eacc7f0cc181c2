import type { JsonObject } from "../../provider/json";
import type { StackResource } from "../../stack/resource";
import type { Change, Operation } from "../../stack/change";
import { effectsOf } from "../../review/effects";
import { mermaid } from "../../review/mermaid";
import { pictureOf } from "../../review/picture";
import { svg } from "../../review/svg";
import { planned, UNKNOWN_TEXT } from "../support/planned";

const WHY = "the test plan of Sinch says so, guides link a list all the same";
const FORWARD = { enableCallForward: true, callForwardNumber: "+12025550147" };

function trunk(properties: JsonObject = {}): StackResource {
  return planned("SipTrunk", "voice", { name: "Voice", hostName: "acme", ...properties }, { id: "T" });
}

function endpoint(properties: JsonObject = {}, name = "E"): StackResource {
  return planned("SipEndpoint", name, {
    ...{
      name,
      sipTrunkId: "T",
      address: "203.0.113.9",
      port: 5060,
      transport: "UDP",
      priority: 1,
      enabled: true,
    },
    ...properties,
  });
}

function change(operation: Operation, resource: StackResource, before?: JsonObject): Change {
  const then = before && { ...resource, properties: { ...resource.properties, ...before } };
  return { operation, resource, differing: Object.keys(before ?? {}), ...(then && { before: then }) };
}

/** What one change does, in a stack with others. */
function effects(one: Change, ...others: Change[]): string[] {
  return effectsOf(one, [one, ...others]).map(({ direction, text }) => `${direction}: ${text}`);
}

/** Both forms of the picture. */
function drawn(...changes: Change[]): string {
  const picture = pictureOf({
    form: "preview",
    project: "acme",
    stack: "test",
    changes,
    notLookedAt: [],
    errors: [],
  });
  return `${mermaid(picture)}\n${svg(picture)}`;
}

const same = (resource: StackResource): Change => change("same", resource);

describe("the address of a static endpoint", () => {
  test("probably opens and closes the trunk with the endpoint, and the report says why", () => {
    expect(effects(change("create", endpoint()), same(trunk()))).toEqual([
      'changes: sends calls of trunk "Voice" to 203.0.113.9:5060 by UDP, priority 1 (endpoint "E")',
      `opens: probably opens 203.0.113.9 to trunk "Voice", the address of endpoint "E": ${WHY}`,
    ]);
    expect(effects(change("delete", endpoint()), same(trunk()))[1]).toBe(
      'closes: probably closes 203.0.113.9 to trunk "Voice", the address of endpoint "E"',
    );
  });

  test("that changes is told as both, one that stays as nothing", () => {
    const moved = change("update", endpoint(), { address: "198.51.100.7" });
    expect(effects(moved, same(trunk())).slice(1)).toEqual([
      'closes: probably closes 198.51.100.7 to trunk "Voice", the address of endpoint "E"',
      `opens: probably opens 203.0.113.9 to trunk "Voice", the address of endpoint "E": ${WHY}`,
    ]);
    expect(effects(change("update", endpoint(), { priority: 2 }), same(trunk()))).toHaveLength(1);
  });

  test.each<[string, JsonObject, string]>([
    ["a host name", { address: "sbc.example.com" }, "sbc.example.com"],
    ["a disabled endpoint", { enabled: false }, "203.0.113.9"],
    ["an address that is not known here", { address: UNKNOWN_TEXT }, "an address that is not known here"],
  ])("of %s may open it: that is open", (_what, properties, address) => {
    const said = effects(change("create", endpoint(properties)), same(trunk())).filter((one) =>
      one.startsWith("opens"),
    );
    expect(said).toEqual([expect.stringContaining(`may open ${address} to trunk "Voice"`)]);
    expect(said[0]).not.toContain(UNKNOWN_TEXT);
    expect(drawn(same(trunk()), same(endpoint(properties)))).toMatch(/static endpoints .*: open, /);
  });

  test("of an endpoint that is switched off may close it, and opens it when switched on", () => {
    const off = change("update", endpoint({ enabled: false }), { enabled: true });
    expect(effects(off, same(trunk()))[1]).toMatch(/^closes: may close 203\.0\.113\.9 .* is not documented$/);
    const on = change("update", endpoint(), { enabled: false });
    expect(effects(on, same(trunk()))[1]).toMatch(/^opens: probably opens 203\.0\.113\.9/);
  });

  test("stands with those who may call in, and a registered endpoint does not", () => {
    const text = drawn(same(trunk()), change("create", endpoint()));
    expect(text).toContain('["static endpoints (probably)<br/>+ 203.0.113.9"]');
    expect(text).not.toContain("nobody may call out");
    const phone = endpoint({ address: null, isRegistered: true, credentialUsername: "desk01" });
    expect(drawn(same(trunk()), same(phone))).toContain("no list: probably nobody may call out");
    expect(effects(change("create", phone), same(trunk()))).toHaveLength(1);
  });
});

describe("forwarding", () => {
  test("of a trunk without an enabled endpoint takes every call", () => {
    const on = change("update", trunk(FORWARD), { enableCallForward: false });
    const every =
      'opens: forwards every call of trunk "Voice", which has no enabled endpoint here, to +12025550147';
    const rest = 'opens: forwards calls that no endpoint of trunk "Voice" takes to +12025550147';
    expect(effects(on)).toEqual([every]);
    expect(effects(on, same(endpoint({ enabled: false })))).toEqual([every]);
    expect(effects(on, change("delete", endpoint()))).toEqual([every]);
    expect(effects(on, same(endpoint()))).toEqual([rest]);
  });

  test("is what becomes of the calls once the last endpoint is gone or off; without it nobody is called", () => {
    const [gone, off] = [
      change("delete", endpoint()),
      change("update", endpoint({ enabled: false }), { enabled: true }),
    ];
    for (const one of [gone, off]) {
      expect(effects(one, same(trunk(FORWARD)))[0]).toMatch(
        /; every call is forwarded to \+12025550147 then$/,
      );
      expect(effects(one, same(trunk()))[0]).toMatch(/; nobody is called then$/);
      expect(effects(one, same(trunk(FORWARD)), same(endpoint({}, "F")))[0]).toMatch(/\(endpoint "E"\)$/);
      expect(effects(one, change("delete", trunk()))[0]).toMatch(/\(endpoint "E"\)$/);
    }
  });

  test("is drawn as what it is", () => {
    expect(drawn(same(trunk()))).toContain("no endpoint: nobody is called");
    expect(drawn(same(trunk(FORWARD)))).toContain("no endpoint: every call is forwarded");
    expect(drawn(same(trunk(FORWARD)))).toContain("forwards every call to +12025550147");
    expect(drawn(same(trunk(FORWARD)), same(endpoint({ enabled: false })))).toContain(
      "forwards every call to",
    );
    expect(drawn(same(trunk(FORWARD)), same(endpoint()))).toContain("else forwards to +12025550147");
    expect(drawn(same(trunk({ enableCallForward: UNKNOWN_TEXT })))).toContain(
      "no endpoint: who is called is not known here",
    );
  });
});

describe("a registered endpoint", () => {
  const list = planned("CredentialList", "phones", { name: "Phones", usernames: ["desk01"] }, { id: "L" });
  const link = planned("TrunkCredentialList", "link", { sipTrunkId: "T", credentialListId: "L" });
  const phone = endpoint({ address: null, isRegistered: true, credentialUsername: "desk01" });
  const LOCKED = "registered as desk01 by UDP; cannot sign in, Phones is not linked here";

  test("whose list is not linked to its trunk cannot sign in, and is drawn so", () => {
    expect(drawn(same(trunk()), same(list), same(phone))).toContain(LOCKED);
    expect(drawn(same(trunk()), same(list), same(phone), change("delete", link))).toContain(LOCKED);
    expect(drawn(same(trunk()), same(list), same(phone), same(link))).not.toContain("cannot sign in");
  });

  test("that goes, is disabled, or has a list of another stack is not said to be locked", () => {
    const off = { ...phone, properties: { ...phone.properties, enabled: false } };
    const changes = [[same(list), change("delete", phone)], [same(list), same(off)], [same(phone)]];
    for (const one of changes) expect(drawn(same(trunk()), ...one)).not.toContain("cannot sign in");
  });
});
