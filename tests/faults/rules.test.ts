import { ApiError, PartialCreateError } from "../../provider/errors";
import type { Client } from "../../provider/api/client";
import type { JsonObject } from "../../provider/json";
import { MAX_DELAY_MS, MAX_TOTAL_WAIT_MS } from "../../provider/api/retry";
import { SETTLE_MS } from "../../provider/lifecycle/handover";
import { lifecycle } from "./operations";
import { trunk } from "./make";
import { World } from "./world";

let world: World;

beforeEach(async () => {
  world = new World();
  await world.start();
});
afterEach(async () => {
  await world.stop();
});

const OFFICE = { name: "Office", enabled: true, ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] };

function createList(client: Client): Promise<{ id: string }> {
  return lifecycle("AccessControlList", client).create(OFFICE);
}

function createTrunk(client: Client, inputs: JsonObject = {}): Promise<{ id: string; state: JsonObject }> {
  const defaults = { name: "Main", hostName: "main", enableCallerName: false, enableCallForward: false };
  return lifecycle("SipTrunk", client).create({ ...defaults, ...inputs });
}

/** The message with which something fails. */
async function failure(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("it did not fail");
}

function sent(): string[] {
  return world.emulator
    .requests()
    .filter(({ path }) => path !== "/oauth2/token")
    .map(({ method, path }) => `${method} ${path.replace(/^\/v1\/projects\/[^/]+/, "")}`);
}

describe("a POST whose answer was lost", () => {
  test("is not sent again where the list shows nothing at all: it may do so for a moment only", async () => {
    world.emulator.addFault({ method: "POST", path: "/accessControlLists", status: 502, when: "after" });
    world.emulator.switches.emptyLists = true;
    expect(await failure(createList(world.client()))).toContain(
      'look for access control list named "Office"',
    );
    expect(world.emulator.state().accessControlLists).toHaveLength(1);
  });

  test("is sent again only after a look that found others, and not what it asked for", async () => {
    await world.make("/accessControlLists", { ...OFFICE, name: "Other" });
    world.emulator.clearRequests();
    world.emulator.addFault({ method: "POST", path: "/accessControlLists", status: 503 });
    await createList(world.client());
    expect(sent()).toEqual([
      "POST /accessControlLists",
      "GET /accessControlLists",
      "POST /accessControlLists",
    ]);
  });

  test("is not sent again where the API may still be at it and would make a second one", async () => {
    world.emulator.addFault({ method: "POST", path: "/accessControlLists", status: 504 });
    const message = await failure(createList(world.client()));
    expect(message).toMatch(
      /^POST \/accessControlLists failed with status 504: .* look for access control list named "Office"/,
    );
    expect(sent().filter((one) => one.startsWith("POST"))).toHaveLength(1);
    expect(world.emulator.state().accessControlLists).toEqual([]);
  });

  test("is not looked for among what an older run or somebody else has made before", async () => {
    const older = await world.make("/accessControlLists", OFFICE);
    await world.clock.sleep(2_000);
    world.emulator.addFault({ method: "POST", path: "/accessControlLists", reset: true });
    expect((await createList(world.client())).id).not.toBe(older);
    expect(world.emulator.state().accessControlLists).toHaveLength(2);
  });

  test("is found although our clock is ten minutes ahead of the API's", async () => {
    const { clock } = world;
    const ahead = { now: () => clock.now() + 600_000, sleep: (ms: number) => clock.sleep(ms) };
    world.emulator.addFault({ method: "POST", path: "/accessControlLists", reset: true, when: "after" });
    const { id } = await createList(world.client(ahead));
    expect(world.emulator.state().accessControlLists).toMatchObject([{ id }]);
  });

  test.each(Array.from({ length: 12 }, (_none, seed) => seed))(
    "is never taken for a twin's, whatever happens to eight twins at once (seed %i)",
    async (seed) => {
      const kinds = [{ status: 502 }, { reset: true }, { status: 503 }, { body: "cut" }] as const;
      let state = seed * 7919 + 1;
      const roll = (sides: number): number => (state = (state * 48_271) % 2_147_483_647) % sides;
      for (let count = 0; count < 8; count++) {
        const when = roll(2) === 0 ? "before" : "after";
        const rule = { ...kinds[roll(kinds.length)], when, skip: roll(12), delayMs: roll(8) } as const;
        world.emulator.addFault({ method: "POST", path: "/accessControlLists", ...rule });
      }
      const client = world.client();
      const made = await Promise.all(Array.from({ length: 8 }, () => createList(client)));
      const ids = world.emulator.state().accessControlLists.map(({ id }) => id);
      expect(made.map(({ id }) => id).sort()).toEqual(ids.sort());
      expect(new Set(ids).size).toBe(8);
      expect(world.emulator.faults().some(({ hits }) => hits > 0)).toBe(true);
    },
  );
});

describe("what the API says is taken", () => {
  test("is not adopted: a host name, whose trunk the error names with the way to import it", async () => {
    const { id } = await createTrunk(world.client());
    const message = await failure(createTrunk(world.client()));
    expect(message).toContain(
      `The one with the id ${id} (name "Main") has it: choose another, or import that one`,
    );
    expect(message).toContain("docs/import.md");
    expect(world.emulator.state().trunks).toHaveLength(1);
  });

  test("is not adopted: a host name that an update asks for", async () => {
    const taken = await trunk(world, "Taken");
    const { id, state } = await createTrunk(world.client());
    const news = { ...state, hostName: "taken" };
    expect(await failure(lifecycle("SipTrunk", world.client()).update(id, state, news))).toContain(taken);
  });

  test("is not adopted: a username, whose list the error names", async () => {
    const inputs = { name: "Branches", credentials: [{ username: "branch-a", password: "Correct7Horse" }] };
    const { id } = await lifecycle("CredentialList", world.client()).create(inputs);
    const message = await failure(lifecycle("CredentialList", world.client()).create(inputs));
    expect(message).toContain(`The one with the id ${id} (name "Branches") has it`);
    expect(message).toContain("docs/import.md");
    expect(world.emulator.state().credentialLists).toHaveLength(1);
  });

  test("is taken as made: a link, with one line that names the ways", async () => {
    const [sipTrunkId, list] = [await trunk(world), await createList(world.client())];
    const inputs = { sipTrunkId, accessControlListId: list.id };
    const links = () => lifecycle("TrunkAccessControlList", world.client());
    const { id } = await links().create(inputs);
    expect(world.lines).toEqual([]);
    expect(await links().create(inputs)).toMatchObject({ id });
    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatch(/was linked .* already, .* aliases; .* `pulumi state move`/);
  });

  test("is not adopted: a number of another trunk", async () => {
    const [one, other] = [await trunk(world, "One"), await trunk(world, "Other")];
    const numbers = () => lifecycle("PhoneNumberAssignment", world.client());
    await numbers().create({ phoneNumber: "+12025550101", sipTrunkId: one });
    const message = await failure(numbers().create({ phoneNumber: "+12025550101", sipTrunkId: other }));
    expect(message).toContain(`+12025550101 is bound to trunk ${one} already`);
    expect(message).toContain("docs/import.md");
    expect(world.emulator.state().phoneNumbers).toMatchObject([{ sipTrunkId: one }]);
  });

  test("is not adopted after a lost answer either, if it is older than that", async () => {
    const { id } = await createTrunk(world.client());
    await world.clock.sleep(2_000);
    world.emulator.addFault({ method: "POST", path: "/trunks", status: 502 });
    expect(await failure(createTrunk(world.client()))).toContain(id);
    expect(world.emulator.state().trunks).toHaveLength(1);
  });
});

describe("a create that half succeeds", () => {
  test("of a number whose job fails is kept, and repaired by an update", async () => {
    const sipTrunkId = await trunk(world);
    const inputs = { phoneNumber: "+12025550101", sipTrunkId, takeOver: false };
    world.emulator.switches.provisioningFail = true;
    const error = await lifecycle("PhoneNumberAssignment", world.client())
      .create(inputs)
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(PartialCreateError);
    world.emulator.switches.provisioningFail = false;
    const { entityId, answer } = error as PartialCreateError;
    await lifecycle("PhoneNumberAssignment", world.client()).update(entityId, answer as JsonObject, inputs);
    expect(world.emulator.state().phoneNumbers).toMatchObject([{ sipTrunkId }]);
  });

  test("of a country permission remembers what was found before, so that delete puts it back", async () => {
    const inputs = { isoCode: "SE", enabled: true };
    world.emulator.addFault({ method: "PUT", path: "/SE", status: 503, when: "after", times: 100 });
    const error = await lifecycle("CountryPermission", world.client())
      .create(inputs)
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(PartialCreateError);
    expect(world.emulator.state().countryPermissions).toEqual({ SE: true });
    world.emulator.clearFaults();
    const { entityId, answer } = error as PartialCreateError;
    const permissions = lifecycle("CountryPermission", world.client());
    const state = await permissions.update(entityId, answer as JsonObject, inputs);
    await permissions.delete(entityId, state);
    expect(world.emulator.state().countryPermissions.SE ?? false).toBe(false);
  });
});

describe("waiting", () => {
  test("has a ceiling for each wait and a total for each request, whatever Retry-After says", async () => {
    world.emulator.addFault({ path: "/trunks", status: 429, retryAfter: 86_400, times: 1_000 });
    const beganMs = world.clock.now();
    await expect(createTrunk(world.client())).rejects.toThrow(/status 429: .* run the command again later/);
    const waitedMs = world.clock.now() - beganMs;
    // Before the first thing that is made in a run, the engine is heard out.
    expect(waitedMs).toBe(SETTLE_MS + MAX_TOTAL_WAIT_MS);
    expect(sent()).toHaveLength(1 + MAX_TOTAL_WAIT_MS / MAX_DELAY_MS);
  });

  test("of more than five seconds is told in one line, however many wait", async () => {
    world.emulator.addFault({ path: "/trunks", status: 429, retryAfter: 20, times: 8 });
    const client = world.client();
    const list = () => client.list("/trunks", ["trunks"]);
    await Promise.all(Array.from({ length: 8 }, list));
    expect(world.lines).toEqual(["waiting 20 s after status 429 of GET /trunks"]);
  });

  test("of less is not told", async () => {
    world.emulator.addFault({ path: "/trunks", status: 429, retryAfter: 4 });
    await createTrunk(world.client());
    expect(world.lines).toEqual([]);
  });

  test("for a token that cannot be had does not hold up requests that come later", async () => {
    const client = world.client();
    const list = () => client.list("/trunks", ["trunks"]);
    world.emulator.addFault({ path: "/trunks", status: 429 });
    await list(); // from here on requests go one by one
    world.emulator.addFault({ path: "/trunks", expireToken: true });
    world.emulator.addFault({ path: "/oauth2/token", status: 400 });
    await expect(list()).rejects.toBeInstanceOf(ApiError);
    await expect(list()).resolves.toEqual([]);
  });
});

test("one 429 slows every caller: 300 requests of 16 callers at 20 a second meet a limit few times", async () => {
  await world.stop();
  world = new World({ apiLimit: { burst: 20, perSecond: 20 } });
  await world.start();
  const client = world.client();
  let left = 300;
  const caller = async (): Promise<void> => {
    while (left-- > 0) await client.request({ method: "GET", path: "/trunks" });
  };
  const beganMs = world.clock.now();
  await Promise.all(Array.from({ length: 16 }, caller));
  const refused = world.emulator.requests().filter(({ status }) => status === 429).length;
  const tookS = (world.clock.now() - beganMs) / 1000;
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(32);
  expect(tookS).toBeLessThan(20);
});
