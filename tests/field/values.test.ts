import { textOf } from "../../provider/json";
import { Stack } from "./engine";
import type { Program } from "./engine/program";
import type { FrontEndName } from "./engine/provider";
import { ref } from "./programs";
import { seededBy } from "../support/random";
import { FieldWorld } from "./world";

/*
 * Values as accounts and programs really have them.
 */

/** A stack in an account, and what it sends. */
function stage(frontEnd: FrontEndName) {
  const world = new FieldWorld();
  const parallel = { random: seededBy(1), isSerial: true };
  const stack = new Stack({ project: "acme", stack: "prod" }, world.frontEnd(frontEnd), parallel);
  const writes: string[] = [];
  world.onWrite = (request) => writes.push(request);
  return { world, stack, writes };
}

const PHONES = ["+46701234567", "anna@example.com", "a/b?c#d%e;f", "ren\u00e9"];

function phones(usernames: readonly string[], password: string): Program {
  return [
    {
      key: "phones",
      type: "CredentialList",
      name: "phones",
      inputs: { name: "Phones", credentials: usernames.map((username) => ({ username, password })) },
    },
  ];
}

const OFFICE: Program = [
  { key: "trunk", type: "SipTrunk", name: "trunk", inputs: { name: "Caf\u00e9", hostName: "acme" } },
  {
    key: "sbc",
    type: "SipEndpoint",
    name: "sbc",
    inputs: { sipTrunkId: ref("trunk"), name: "SBC", address: "2001:db8::1", priority: 1 },
  },
  {
    key: "list",
    type: "AccessControlList",
    name: "list",
    inputs: { name: "Office", ipRanges: [{ ipAddress: "198.51.100.77", range: 28 }] },
  },
  {
    key: "rule",
    type: "CallBlockingRule",
    name: "rule",
    inputs: { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" },
  },
];

describe.each<FrontEndName>(["dynamic", "plugin"])("with the %s classes", (frontEnd) => {
  test("usernames with which phones sign in are made, get another password and go, whatever is in them", async () => {
    const { world, stack, writes } = stage(frontEnd);
    expect(await stack.up(phones(PHONES, "Correct7Horse"))).toMatchObject({ errors: [] });
    expect(await stack.up(phones(PHONES, "Battery9Staple"))).toMatchObject({ errors: [] });
    expect(writes.filter((request) => request.startsWith("PUT "))).toHaveLength(PHONES.length);
    expect(await stack.up(phones(["+46701234567"], "Battery9Staple"))).toMatchObject({ errors: [] });
    const [list] = world.emulator.state().credentialLists;
    expect(list?.credentials.map(({ username }) => username)).toEqual(["+46701234567"]);
  });

  test("what somebody spells in another way by hand is no drift", async () => {
    const { world, stack, writes } = stage(frontEnd);
    await stack.up(OFFICE);
    const { trunks, endpoints, accessControlLists, callBlockingRules } = world.emulator.state();
    const [trunk, endpoint, list, rule] = [
      trunks[0],
      endpoints[0],
      accessControlLists[0],
      callBlockingRules[0],
    ];
    await world.byHand("PUT", `/trunks/${trunk?.id}`, { name: " Cafe\u0301 ", hostName: "ACME" });
    await world.byHand("PUT", `/trunks/${trunk?.id}/endpoints/${endpoint?.id}`, {
      name: "SBC\t",
      address: "2001:DB8:0:0::1",
      priority: 1,
    });
    await world.byHand("PUT", `/accessControlLists/${list?.id}/ipRanges/${list?.ipRanges[0]?.id}`, {
      ipAddress: "198.51.100.64",
      range: 28,
    });
    await world.byHand("PUT", `/callBlockingRules/${rule?.id}`, {
      name: "Premium",
      direction: "outbound",
      calleeMatch: "1900 ",
    });
    await world.pass();
    writes.length = 0;
    expect(await stack.up(OFFICE, { refresh: true })).toMatchObject({ errors: [] });
    expect(writes.filter((request) => request !== "POST ")).toEqual([]);
  });

  test("a number that meant nothing, and is lost in the account, is there once calls are forwarded to it", async () => {
    const { world, stack } = stage(frontEnd);
    const forwarding = (enableCallForward: boolean): Program => [
      {
        key: "trunk",
        type: "SipTrunk",
        name: "trunk",
        inputs: { name: "Voice", hostName: "acme", enableCallForward, callForwardNumber: "+12025550199" },
      },
    ];
    await stack.up(forwarding(false));
    const [trunk] = world.emulator.state().trunks;
    await world.byHand("PUT", `/trunks/${trunk?.id}`, { name: "Voice", hostName: "acme" });
    await world.pass();
    expect(await stack.up(forwarding(false), { refresh: true })).toMatchObject({ errors: [] });
    expect(await stack.up(forwarding(true))).toMatchObject({ errors: [] });
    const forwards = { enableCallForward: true, callForwardNumber: "+12025550199" };
    expect(world.emulator.state().trunks).toMatchObject([forwards]);
    await world.byHand("PUT", `/trunks/${trunk?.id}`, { name: "Voice", hostName: "acme" });
    await world.pass();
    expect(await stack.up(forwarding(true), { refresh: true })).toMatchObject({ errors: [] });
    expect(world.emulator.state().trunks).toMatchObject([forwards]);
  });

  test("two spellings of one value in a list are refused, with nothing sent", async () => {
    const { stack, writes } = stage(frontEnd);
    const twice = ["198.51.100.64", "198.51.100.77"].map((ipAddress) => ({ ipAddress, range: 28 }));
    const program: Program = [
      { key: "list", type: "AccessControlList", name: "list", inputs: { name: "Office", ipRanges: twice } },
    ];
    const { errors } = await stack.up(program);
    expect(errors.join()).toContain("name each only once");
    const { errors: others } = await stack.up(phones(["ren\u00e9", "rene\u0301"], "Correct7Horse"));
    expect(others.join()).toContain("name each only once");
    expect(writes).toEqual([]);
  });

  test("a password as the last line of a file is refused, with nothing sent, and is not told", async () => {
    const { stack, writes } = stage(frontEnd);
    const { errors } = await stack.up(phones(["anna"], "Correct7Horse\n"));
    expect(errors.join()).toContain("line ends");
    expect(textOf(errors.join())).not.toContain("Correct7Horse");
    expect(writes).toEqual([]);
  });
});
