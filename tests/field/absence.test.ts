import type { Client } from "../../provider/api/client";
import type { FaultRule } from "../../emulator/faults";
import type { JsonObject } from "../../provider/json";
import { lifecycle } from "../faults/operations";
import { World } from "../faults/world";
import { useProject } from "../support/harness";

/*
 * "Gone" needs proof: what answers in the API's place, or answers too little, drops nothing from a state.
 */

/** What gateways, proxies and wrong paths answer in the place of the API. */
const NOT_THE_API: [words: string, rule: Omit<FaultRule, "path">][] = [
  ["an empty 404", { status: 404, body: "empty" }],
  ["Kong's 404", { status: 404, body: "json", json: { message: "no Route matched with those values" } }],
  ["Spring's 404", { status: 404, body: "json", json: { status: 404, error: "Not Found", path: "/v1" } }],
  ["a page with 404", { status: 404, body: "html" }],
  [
    "a path that does not exist",
    { status: 404, body: "json", json: { code: 404, status: "NO_RESOURCE_FOUND" } },
  ],
  [
    "a problem document",
    { status: 404, body: "json", json: { type: "about:blank", title: "Not Found", status: 404 } },
  ],
  ["a host that answers everything with {}", { status: 200, body: "json", json: {} }],
  ["a host that answers everything with an empty list", { status: 200, body: "json", json: { errors: [] } }],
  ["an access key that lost its rights", { status: 403 }],
];

const KINDS = [
  "SipTrunk",
  "SipEndpoint",
  "AccessControlList",
  "IpRange",
  "CredentialList",
  "TrunkAccessControlList",
  "CallBlockingRule",
  "CountryPermission",
  "CountryPermissions",
  "PhoneNumberAssignment",
] as const;

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(() => world.stop());

interface Made {
  readonly kind: string;
  readonly id: string;
  readonly state: JsonObject;
}

async function make(kind: string, inputs: JsonObject, client: Client = world.client()): Promise<Made> {
  const entity = lifecycle(kind, client);
  return { kind, ...(await entity.create(entity.check({}, inputs).inputs)) };
}

/** One of each kind. */
async function oneOfEach(): Promise<Made[]> {
  const trunk = await make("SipTrunk", { name: "Main", hostName: "main" });
  const list = await make("AccessControlList", { name: "Office", ipRanges: [{ ipAddress: "198.51.100.1" }] });
  const sipTrunkId = trunk.id;
  const accessControlListId = list.id;
  return [
    trunk,
    list,
    await make("SipEndpoint", { sipTrunkId, name: "SBC", address: "203.0.113.1", priority: 1 }),
    await make("IpRange", { accessControlListId, ipAddress: "198.51.100.2" }),
    await make("CredentialList", {
      name: "Phones",
      credentials: [{ username: "a", password: "Correct7Horse" }],
    }),
    await make("TrunkAccessControlList", { sipTrunkId, accessControlListId }),
    await make("CallBlockingRule", { direction: "INBOUND", callerCountry: "GB" }),
    await make("CountryPermission", { isoCode: "SE", enabled: true }),
    await make("CountryPermissions", { countries: ["US", "DE"], ignore: ["SE"] }),
    await make("PhoneNumberAssignment", { phoneNumber: "+12025550101", sipTrunkId }),
  ];
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    (result) => `no error, but ${result === undefined ? "nothing" : JSON.stringify(result)}`,
    (error: unknown) => (error as Error).message,
  );
}

test.each(NOT_THE_API)("%s drops nothing of any kind, in a refresh or a delete", async (_words, rule) => {
  const all = await oneOfEach();
  expect(all.map(({ kind }) => kind).sort()).toEqual([...KINDS].sort());
  world.emulator.addFault({ ...rule, path: "^/v1/", times: 100_000 });
  for (const { kind, id, state } of all) {
    const read = await messageOf(lifecycle(kind, world.client()).read(id, state));
    expect(`${kind} ${read}`).not.toContain("no error");
    const deleted = await messageOf(lifecycle(kind, world.client()).delete(id, state));
    expect(`${kind} ${deleted}`).not.toContain("no error");
  }
  const holds = world.holdings();
  world.emulator.clearFaults();
  expect(world.holdings()).toBe(holds);
  for (const { kind, id, state } of all) {
    expect(await lifecycle(kind, world.client()).read(id, state)).toMatchObject({
      state: { projectId: "emulator-project" },
    });
  }
});

test.each(["documented", "starter"] as const)(
  "what was deleted by hand is dropped, whichever form of error the API has (%s)",
  async (errors) => {
    world.emulator.switches.errors = errors;
    const trunk = await make("SipTrunk", { name: "Main", hostName: "main" });
    await make("SipTrunk", { name: "Other", hostName: "other" });
    await world.make(`/trunks/${trunk.id}`, {}, "DELETE");
    const since = world.emulator.requests().length;
    const trunks = lifecycle("SipTrunk", world.client());
    expect(await trunks.read(trunk.id, trunk.state)).toBeUndefined();
    // Two looks, and one list that proves the project.
    expect(
      world.emulator
        .requests()
        .slice(since)
        .filter(({ path }) => path.includes("/v1/")),
    ).toHaveLength(3);
    await expect(
      lifecycle("SipTrunk", world.client()).delete(trunk.id, trunk.state),
    ).resolves.toBeUndefined();
  },
);

test("while a kind's list is empty, the third that looks gone fails with the switch that lets it through", async () => {
  const rules: Made[] = [];
  for (let n = 0; n < 5; n++)
    rules.push(await make("CallBlockingRule", { direction: "OUTBOUND", calleeMatch: `19${n}` }));
  world.emulator.switches.emptyLists = true;
  const client = world.client();
  const found = [];
  for (const { id, state } of rules)
    found.push(await messageOf(lifecycle("CallBlockingRule", client).read(id, state)));
  expect(found.slice(0, 2)).toEqual(["no error, but nothing", "no error, but nothing"]);
  for (const message of found.slice(2)) {
    expect(message).toContain("pulumi config set sinch:acceptEmptyLists true");
  }
});

test("trunks that still answer by themselves are not dropped while the API lists none", async () => {
  const trunks: Made[] = [];
  for (let n = 0; n < 4; n++) trunks.push(await make("SipTrunk", { name: `T${n}`, hostName: `t${n}` }));
  world.emulator.switches.emptyLists = true;
  const client = world.client();
  for (const { id, state } of trunks) {
    expect(await lifecycle("SipTrunk", client).read(id, state)).toBeDefined();
  }
});

describe.each(["dynamic", "plugin"] as const)("with the %s classes and the real CLI", (provider) => {
  const project = useProject(
    `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });
    new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });
  `,
    { provider },
  );

  test("a refresh and a destroy with a wrong path in the address keep the state and the account", async () => {
    await project().up();
    const before = project().emulator.state();
    const count = (await project().exportState()).length;
    await project().configure({ "sinch:apiUrl": `${project().emulator.url}/v1` });
    const refresh = await project().refresh(["--run-program"], { status: "any" });
    expect(refresh.status).not.toBe(0);
    expect(refresh.stdout + refresh.stderr).toContain("check the path in sinch:apiUrl");
    const destroy = await project().destroy(["--run-program"], { status: "any" });
    expect(destroy.status).not.toBe(0);
    expect(await project().exportState()).toHaveLength(count);
    expect(project().emulator.state()).toEqual(before);
    await project().configure({ "sinch:apiUrl": project().emulator.url });
    await project().refresh(["--expect-no-changes", "--run-program"]);
  });
});
