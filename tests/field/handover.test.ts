import type { Client } from "../../provider/api/client";
import type { JsonObject } from "../../provider/json";
import { MAX_HELD_MS } from "../../provider/lifecycle/handover-advice";
import { lifecycle } from "../faults/operations";
import { World } from "../faults/world";

/*
 * Names that are given over inside one update: host names, usernames, numbers of one trunk that go to another.
 */

let world: World;
let client: Client;
beforeEach(async () => {
  world = new World();
  await world.start();
  client = world.client();
});
afterEach(() => world.stop());

interface Made {
  readonly id: string;
  readonly state: JsonObject;
}

const trunks = () => lifecycle("SipTrunk", client);
const lists = () => lifecycle("CredentialList", client);
const trunkInputs = (hostName: string): JsonObject => trunks().check({}, { name: hostName, hostName }).inputs;
const listInputs = (...usernames: string[]): JsonObject =>
  lists().check(
    {},
    {
      name: "Phones",
      credentials: usernames.map((username) => ({ username, password: "Correct7Horse" })),
    },
  ).inputs;

/** Makes things in a run before the one that is tried. */
async function before<Result>(work: () => Promise<Result>): Promise<Result> {
  const result = await work();
  client = world.client();
  return result;
}

/** Tells the run what the program makes of a trunk, as the engine does before it changes anything. */
function plan({ id, state }: Made, hostName: string): JsonObject {
  const { inputs } = trunks().check(state, { name: textOf(state["name"]), hostName });
  trunks().diff(state, inputs, id);
  return inputs;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

async function messageOf(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => "no error",
    (error: unknown) => (error as Error).message,
  );
}

test("a host name passes on in one run, although the one that needs it comes first", async () => {
  const [one, two] = await before(async () => [
    await trunks().create(trunkInputs("one")),
    await trunks().create(trunkInputs("two")),
  ]);
  const [first, second] = [plan(one, "two"), plan(two, "three")];
  const taking = trunks().update(one.id, one.state, first);
  await trunks().update(two.id, two.state, second);
  expect(await taking).toMatchObject({ hostName: "two" });
  expect(
    world.emulator
      .state()
      .trunks.map(({ hostName }) => hostName)
      .sort(),
  ).toEqual(["three", "two"]);
});

test.each([2, 3])(
  "%i trunks that exchange host names are told at once to do it in two steps",
  async (count) => {
    const made = await before(async () => {
      const all: Made[] = [];
      for (let n = 0; n < count; n++) all.push(await trunks().create(trunkInputs(`host-${n}`)));
      return all;
    });
    const news = made.map((one, n) => plan(one, `host-${(n + 1) % count}`));
    const beganMs = world.clock.now();
    const messages = await Promise.all(
      made.map(({ id, state }, n) => messageOf(trunks().update(id, state, news[n] ?? {}))),
    );
    for (const message of messages) expect(message).toContain("give one of them a third name");
    expect(world.clock.now() - beganMs).toBeLessThan(2_000);
  },
);

test("a host name of a trunk that left the program is told at once, with the two steps", async () => {
  const { id } = await before(() => trunks().create(trunkInputs("left")));
  const beganMs = world.clock.now();
  const message = await messageOf(trunks().create(trunkInputs("left")));
  expect(message).toContain(id);
  expect(message).toContain("If that one has left the program, it is deleted only after everything else");
  expect(world.clock.now() - beganMs).toBeLessThan(2_000);
});

test("with one thing at a time, whoever waits for what cannot begin is told after ten seconds", async () => {
  const owner = await before(() => trunks().create(trunkInputs("mine")));
  plan(owner, "other");
  const beganMs = world.clock.now();
  const message = await messageOf(trunks().create(trunkInputs("mine")));
  expect(message).toContain("dependsOn");
  expect(world.clock.now() - beganMs).toBeLessThan(12_000);
});

test("a username moves from one list to another in one run", async () => {
  const one = await before(() => lists().create(listInputs("a", "b")));
  const news = lists().check(one.state, listInputs("a")).inputs;
  lists().diff(one.state, news, one.id);
  const [made] = await Promise.all([
    lists().create(listInputs("b")),
    lists().update(one.id, one.state, news),
  ]);
  expect(made.state["usernames"]).toEqual(["b"]);
  const held = world.emulator
    .state()
    .credentialLists.map(({ credentials }) => credentials.map(({ username }) => username));
  expect(held).toEqual([["a"], ["b"]]);
});

test("names that the API keeps in use after a delete are waited for, within the documented bound", async () => {
  world.emulator.switches.hostNameHoldMs = 10_000;
  world.emulator.switches.usernameHoldMs = 10_000;
  const trunk = await before(() => trunks().create(trunkInputs("again")));
  await trunks().delete(trunk.id, trunk.state);
  expect(await trunks().create(trunkInputs("again"))).toMatchObject({ state: { hostName: "again" } });
  const list = await lists().create(listInputs("a"));
  client = world.client();
  await lists().delete(list.id, list.state);
  expect(await lists().create(listInputs("a"))).toMatchObject({ state: { usernames: ["a"] } });
});

test("a name that stays in use for longer than that ends in an error", async () => {
  world.emulator.switches.hostNameHoldMs = 600_000;
  const trunk = await before(() => trunks().create(trunkInputs("again")));
  await trunks().delete(trunk.id, trunk.state);
  const beganMs = world.clock.now();
  expect(await messageOf(trunks().create(trunkInputs("again")))).toContain("run the command again later");
  expect(world.clock.now() - beganMs).toBeGreaterThanOrEqual(MAX_HELD_MS - 10_000);
  expect(world.clock.now() - beganMs).toBeLessThan(MAX_HELD_MS + 31_000);
});

test("numbers by position that change places between two trunks end as declared", async () => {
  const [one, two] = await before(async () => [
    await trunks().create(trunkInputs("one")),
    await trunks().create(trunkInputs("two")),
  ]);
  const numbers = () => lifecycle("PhoneNumberAssignment", client);
  const inputs = (phoneNumber: string, { id }: Made) => ({ phoneNumber, sipTrunkId: id });
  const olds = await before(async () => [
    await numbers().create(numbers().check({}, inputs("+12025550101", one)).inputs),
    await numbers().create(numbers().check({}, inputs("+12025550102", two)).inputs),
  ]);
  const news = [inputs("+12025550102", one), inputs("+12025550101", two)];
  const replace = async (n: number): Promise<Made> => {
    const old = olds[n] ?? { id: "", state: {} };
    const checked = numbers().check(old.state, news[n] ?? {}).inputs;
    expect(numbers().diff(old.state, checked, old.id)).toMatchObject({ deleteBeforeReplace: false });
    return await numbers().create(checked);
  };
  const first = replace(0);
  await world.clock.sleep(50);
  await Promise.all([first, replace(1)]);
  for (const { id, state } of olds) await numbers().delete(id, state);
  expect(
    world.emulator
      .state()
      .phoneNumbers.map(({ phoneNumber, sipTrunkId }) => [phoneNumber, sipTrunkId])
      .sort(),
  ).toEqual([
    ["+12025550101", two.id],
    ["+12025550102", one.id],
  ]);
});

test("a job that another stack starts meanwhile is not taken for one's own", async () => {
  world.emulator.switches.provisioningDelayMs = 3_000;
  const trunk = await before(() => trunks().create(trunkInputs("one")));
  const assignment = { phoneNumber: "+12025550101", sipTrunkId: trunk.id };
  const [mine, theirs] = [world.client(), world.client()];
  const made = await lifecycle("PhoneNumberAssignment", mine).create(assignment);
  const unbinding = lifecycle("PhoneNumberAssignment", world.client()).delete(made.id, made.state);
  await world.clock.sleep(1_000);
  await lifecycle("PhoneNumberAssignment", theirs).create(assignment);
  await unbinding;
  expect(world.emulator.state().phoneNumbers).toMatchObject([{ sipTrunkId: trunk.id }]);
});
