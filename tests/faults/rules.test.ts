import { ApiError } from "../../provider/errors";
import { lifecycle } from "./operations";
import { trunk } from "./make";
import { createList, createTrunk, failure, useWorld } from "./sentence";
import type { World } from "./world";

const current = useWorld();
let world: World;
beforeEach(() => {
  world = current();
});

describe("a POST whose answer was lost", () => {
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
    expect(message).toContain("docs/how-to/adopt.md");
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
    expect(message).toContain("docs/how-to/adopt.md");
    expect(world.emulator.state().phoneNumbers).toMatchObject([{ sipTrunkId: one }]);
  });
});

describe("waiting", () => {
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
