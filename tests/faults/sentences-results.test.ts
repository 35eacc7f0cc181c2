import { PartialCreateError } from "../../provider/errors";
import type { JsonObject } from "../../provider/json";
import { MAX_JOB_MS } from "../../provider/routes/number-job";
import { MAX_LOOKS, MAX_NOT_FOUND, MAX_POSTS } from "../../provider/routes/post-once";
import { trunk } from "./make";
import { lifecycle } from "./operations";
import { OFFICE, createList, createTrunk, failure, holds, sent, tookMs, useWorld } from "./sentence";

const world = useWorld();
const lists = (): unknown[] => world().emulator.state().accessControlLists;
const NUMBER = "+12025550101";

/** What a create throws that leaves something to go on with. */
async function partial(work: Promise<unknown>): Promise<PartialCreateError> {
  const error = await work.catch((one: unknown) => one);
  if (error instanceof PartialCreateError) return error;
  throw new Error("it left nothing");
}

holds("A 404 counts only when it comes twice, 0.5 s apart.", async () => {
  const { id, state } = await createTrunk(world().client());
  const trunks = () => lifecycle("SipTrunk", world().client());
  const change = { ...state, name: "Renamed" };
  const tasks: [method: string, work: () => Promise<unknown>][] = [
    ["GET", () => trunks().read(id, state)],
    ["PUT", () => trunks().update(id, state, change)],
    ["DELETE", () => trunks().delete(id, state)],
  ];
  for (const [method, work] of tasks) {
    world().emulator.addFault({ method, path: "/trunks/*", status: 404 });
    expect([method, await tookMs(world(), work())]).toEqual([method, 500]);
  }
  expect(world().emulator.state().trunks).toEqual([]);
  expect(await trunks().read(id, state)).toBeUndefined();
});

holds("A POST that is answered with 404, perhaps since its parent is new, is sent 3 times.", async () => {
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 404, times: 2 });
  await createList(world().client());
  expect(sent(world())).toHaveLength(MAX_NOT_FOUND);
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 404, times: 1_000 });
  const message = await failure(createList(world().client()));
  expect(message).toContain("Something that it names is not there");
  expect(message).not.toContain("deleted by hand");
  expect(sent(world())).toHaveLength(2 * MAX_NOT_FOUND);
});

holds(
  "A 404 counts only with a code that ends in `NOT_FOUND`; any other is an error, and drops nothing.",
  async () => {
    const { id, state } = await createTrunk(world().client());
    const trunks = lifecycle("SipTrunk", world().client());
    for (const answer of [
      { body: "html" },
      { body: "json", json: { code: "NO_RESOURCE" } },
      { body: "json", json: {} },
    ] as const) {
      world().emulator.clearFaults();
      world().emulator.addFault({ ...answer, path: "/trunks/*", status: 404, times: 1_000 });
      expect(await failure(trunks.read(id, state))).toContain("status 404");
      expect(await failure(trunks.delete(id, state))).toContain("status 404");
    }
    expect(world().emulator.state().trunks).toHaveLength(1);
  },
);

holds("Before the first thing of a run is called gone, the project itself must have answered.", async () => {
  const { id, state } = await createTrunk(world().client());
  await world().make(`/trunks/${id}`, undefined, "DELETE");
  world().emulator.clearRequests();
  expect(await lifecycle("SipTrunk", world().client()).read(id, state)).toBeUndefined();
  expect(sent(world())).toEqual([`GET /trunks/${id}`, `GET /trunks/${id}`, "GET /trunks"]);
  world().emulator.addFault({ path: "/trunks", status: 404, times: 1_000 });
  const message = await failure(lifecycle("SipTrunk", world().client()).read(id, state));
  expect(message).toContain("the project itself does not answer");
  expect(message).not.toContain("deleted by hand");
});

holds("An answer to a change that is not about the entity counts as lost.", async () => {
  world().emulator.addFault({
    method: "POST",
    path: "/trunks",
    body: "json",
    json: { ok: true },
    when: "after",
  });
  const { id, state } = await createTrunk(world().client());
  expect(world().emulator.state().trunks).toMatchObject([{ id }]);
  world().emulator.addFault({
    method: "PUT",
    path: "/trunks/*",
    body: "json",
    json: { ok: true },
    times: 1_000,
  });
  const update = lifecycle("SipTrunk", world().client()).update(id, state, { ...state, name: "New" });
  expect(await failure(update)).toContain("the answer is not about");
});

holds(
  "A delete that is answered other than with 204 is believed once the thing is not there any more.",
  async () => {
    const { id, state } = await createTrunk(world().client());
    const trunks = lifecycle("SipTrunk", world().client());
    world().emulator.addFault({ method: "DELETE", path: "/trunks/*", body: "json", json: {} });
    expect(await failure(trunks.delete(id, state))).toContain("it is there all the same");
    world().emulator.addFault({ method: "DELETE", path: "/trunks/*", body: "json", json: {}, when: "after" });
    await trunks.delete(id, state);
    expect(world().emulator.state().trunks).toEqual([]);
  },
);

holds("What a POST made whose answer was lost is found by its content, and adopted.", async () => {
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", reset: true, when: "after" });
  const { id } = await createList(world().client());
  expect(lists()).toMatchObject([{ id }]);
});

holds("What was there before the POST, by the API's clock, is not adopted.", async () => {
  const ahead = { now: () => world().clock.now() + 600_000, sleep: (ms: number) => world().clock.sleep(ms) };
  const older = await world().make("/accessControlLists", OFFICE);
  await world().clock.sleep(2_000);
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", reset: true, when: "after" });
  expect((await createList(world().client(ahead))).id).not.toBe(older);
  expect(lists()).toHaveLength(2);
});

holds("What another resource of the same run has made is not adopted.", async () => {
  const client = world().client();
  const { id } = await createList(client);
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 502 });
  expect((await createList(client)).id).not.toBe(id);
  expect(lists()).toHaveLength(2);
});

holds("What is not found is sent again, 4 POSTs at most.", async () => {
  await world().make("/accessControlLists", { ...OFFICE, name: "Other" });
  world().emulator.clearRequests();
  world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 503, times: 1_000 });
  const message = await failure(createList(world().client()));
  expect(message).toContain('look for access control list named "Office"');
  const pair = ["POST /accessControlLists", "GET /accessControlLists"];
  expect(sent(world()).slice(0, 4)).toEqual([...pair, ...pair]);
  expect(sent(world()).filter((one) => one.startsWith("POST"))).toHaveLength(MAX_POSTS);
});

holds(
  "Where the list shows nothing at all, which may be so for a moment only, it is not sent again.",
  async () => {
    world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 502, when: "after" });
    world().emulator.switches.emptyLists = true;
    expect(await failure(createList(world().client()))).toContain(
      'look for access control list named "Office"',
    );
    expect(lists()).toHaveLength(1);
  },
);

holds("After a 504 or a timeout a POST is sent again where the API refuses a second one.", async () => {
  for (const rule of [{ status: 504 }, { hang: true }]) {
    world().emulator.reset();
    world().emulator.addFault({ method: "POST", path: "/trunks", ...rule });
    world().onRequest = () => ("hang" in rule ? "with a short timeout" : "through");
    const { id } = await createTrunk(world().client());
    expect(world().emulator.state().trunks).toMatchObject([{ id }]);
  }
});

holds(
  "Elsewhere the package looks 4 times then, and fails with the name of what may have been made.",
  async () => {
    for (const rule of [{ status: 504 }, { status: 524 }, { hang: true }]) {
      world().emulator.reset();
      world().emulator.addFault({ method: "POST", path: "/accessControlLists", ...rule });
      world().onRequest = () => ("hang" in rule ? "with a short timeout" : "through");
      expect(await failure(createList(world().client()))).toMatch(
        /^POST \/accessControlLists .* look for access control list named "Office"/,
      );
      expect(sent(world()).filter((one) => one.startsWith("POST"))).toHaveLength(1);
      expect(sent(world()).filter((one) => one.startsWith("GET"))).toHaveLength(MAX_LOOKS);
      expect(lists()).toEqual([]);
    }
  },
);

holds("What the API says is taken is never adopted; the error names the entity that has it.", async () => {
  const { id } = await createTrunk(world().client());
  for (const status of [undefined, 502]) {
    await world().clock.sleep(2_000);
    if (status) world().emulator.addFault({ method: "POST", path: "/trunks", status });
    const message = await failure(createTrunk(world().client()));
    expect(message).toContain(
      `The one with the id ${id} (name "Main") has it: choose another, or import that one`,
    );
    expect(message).toContain("docs/how-to/adopt.md");
  }
  expect(world().emulator.state().trunks).toHaveLength(1);
});

holds("A create of a number that fails half-way is in the state, and an update finishes it.", async () => {
  const sipTrunkId = await trunk(world());
  const inputs = { phoneNumber: NUMBER, sipTrunkId, takeOver: false };
  const numbers = () => lifecycle("PhoneNumberAssignment", world().client());
  world().emulator.switches.provisioningFail = true;
  const { entityId, answer } = await partial(numbers().create(inputs));
  world().emulator.switches.provisioningFail = false;
  await numbers().update(entityId, answer as JsonObject, inputs);
  expect(world().emulator.state().phoneNumbers).toMatchObject([{ sipTrunkId }]);
});

holds("A create of a country that fails half-way remembers what was found before.", async () => {
  const inputs = { isoCode: "SE", enabled: true };
  const permissions = () => lifecycle("CountryPermission", world().client());
  world().emulator.addFault({ method: "PUT", path: "/SE", status: 503, when: "after", times: 100 });
  const { entityId, answer } = await partial(permissions().create(inputs));
  expect(world().emulator.state().countryPermissions).toEqual({ SE: true });
  world().emulator.clearFaults();
  const state = await permissions().update(entityId, answer as JsonObject, inputs);
  await permissions().delete(entityId, state);
  expect(world().emulator.state().countryPermissions.SE ?? false).toBe(false);
});

holds("Binding a number, a job of the Numbers API, is waited for up to 300 s.", async () => {
  const sipTrunkId = await trunk(world());
  world().emulator.switches.provisioningDelayMs = 86_400_000;
  const numbers = lifecycle("PhoneNumberAssignment", world().client());
  const bound = failure(numbers.create({ phoneNumber: NUMBER, sipTrunkId, takeOver: false }));
  const waitedMs = await tookMs(world(), bound);
  expect(await bound).toContain("took longer than 300 s");
  expect(waitedMs).toBeGreaterThan(MAX_JOB_MS);
  expect(waitedMs).toBeLessThan(MAX_JOB_MS + 10_000);
});

holds(
  "The same content that somebody else made between our POST and the look for it is adopted.",
  async () => {
    world().emulator.addFault({ method: "POST", path: "/accessControlLists", status: 502 });
    const client = world().client();
    const made = createList(client);
    while (sent(world()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    const other = await world().make("/accessControlLists", OFFICE);
    expect((await made).id).toBe(other);
    expect(lists()).toHaveLength(1);
  },
);

holds(
  "A link that somebody else made is adopted after a lost answer to our own POST, since links carry no time.",
  async () => {
    const [sipTrunkId, list] = [await trunk(world()), await createList(world().client())];
    await world().make(`/trunks/${sipTrunkId}/accessControlLists`, { accessControlListIds: [list.id] });
    world().emulator.addFault({ method: "POST", path: /accessControlLists$/, status: 502 });
    const links = lifecycle("TrunkAccessControlList", world().client());
    const { id } = await links.create({ sipTrunkId, accessControlListId: list.id });
    expect(id).toBe(`${sipTrunkId}/${list.id}`);
    expect(world().lines).toEqual([]);
  },
);

holds("Adding a project is repeated after a lost answer, since no call tells which were added.", async () => {
  world().emulator.addFault({ method: "POST", path: "/addProjects", status: 502, when: "after" });
  await lifecycle("Project", world().client()).create({ project: "another-project" });
  expect(sent(world())).toEqual(["POST /addProjects", "POST /addProjects"]);
});

holds(
  "A new process knows nothing of what an older one had sent; `pulumi-sinch leftovers` does.",
  async () => {
    const request = { method: "POST", path: "/accessControlLists", body: OFFICE } as const;
    world().emulator.addFault({ method: "POST", path: "/accessControlLists", reset: true, when: "after" });
    await failure(world().client().request(request));
    await createList(world().client());
    expect(lists()).toHaveLength(2);
  },
);
