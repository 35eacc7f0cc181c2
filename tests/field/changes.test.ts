import type { JsonObject } from "../../provider/json";
import { PartialUpdateError } from "../../provider/errors";
import { ByHand, type Body } from "../support/by-hand";
import { lifecycle } from "../faults/operations";
import { World } from "../faults/world";
import { useProject } from "../support/harness";

/*
 * What a change touches is what its preview shows, and what a half-done update leaves is put right by the next one.
 */

const NUMBER = "+12025550101";

describe("a change of one field", () => {
  let world: World;
  beforeEach(async () => {
    world = new World({ extraField: true });
    await world.start();
  });
  afterEach(() => world.stop());

  interface Made {
    readonly id: string;
    readonly state: JsonObject;
  }

  async function make(kind: string, inputs: JsonObject): Promise<Made> {
    const entity = lifecycle(kind, world.client());
    return await entity.create(entity.check({}, inputs).inputs);
  }

  async function change(kind: string, { id, state }: Made, inputs: JsonObject): Promise<JsonObject> {
    const entity = lifecycle(kind, world.client());
    return await entity.update(id, state, entity.check(state, inputs).inputs);
  }

  /** What the API holds at a path, without the provider. */
  async function get(path: string): Promise<Body> {
    const { url, keyId, keySecret, projectId } = world.emulator;
    return await new ByHand({ url, keyId, keySecret, projectId }).get(path);
  }

  async function byHand(path: string, fields: Body): Promise<void> {
    await world.make(path, { ...(await get(path)), ...fields }, "PUT");
  }

  const cases: [
    kind: string,
    inputs: () => Promise<JsonObject>,
    path: (id: string) => string,
    hand: Body,
    next: Body,
  ][] = [
    [
      "SipTrunk",
      () => Promise.resolve({ name: "Main", hostName: "main" }),
      (id) => `/trunks/${id}`,
      { enableCallerName: true, label: "by hand" },
      { name: "Renamed" },
    ],
    [
      "SipEndpoint",
      async () => ({
        sipTrunkId: (await make("SipTrunk", { name: "Main", hostName: "main" })).id,
        name: "SBC",
        address: "203.0.113.1",
        priority: 1,
      }),
      (id) => `/trunks/${id.replace("/", "/endpoints/")}`,
      { enabled: false, label: "by hand" },
      { port: 5070 },
    ],
    [
      "AccessControlList",
      () => Promise.resolve({ name: "Office", ipRanges: [{ ipAddress: "198.51.100.1" }] }),
      (id) => `/accessControlLists/${id}`,
      { enabled: false, label: "by hand" },
      { name: "Offices" },
    ],
    [
      "CredentialList",
      () => Promise.resolve({ name: "Phones", credentials: [{ username: "a", password: "Correct7Horse" }] }),
      (id) => `/credentialLists/${id}`,
      { label: "by hand" },
      { name: "Telephones" },
    ],
    [
      "CallBlockingRule",
      () => Promise.resolve({ name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" }),
      (id) => `/callBlockingRules/${id}`,
      { calleeCountry: "US", label: "by hand" },
      { name: "No premium" },
    ],
  ];

  test.each(cases)(
    "of a %s leaves what somebody has changed by hand, and what this version does not know",
    async (kind, inputsOf, path, hand, next) => {
      const inputs = await inputsOf();
      const made = await make(kind, inputs);
      const own = async (): Promise<Body> =>
        kind === "CallBlockingRule"
          ? (((await get("/callBlockingRules"))["callBlockingRules"] as Body[])[0] ?? {})
          : await get(path(made.id));
      await world.make(path(made.id), { ...(await own()), ...hand }, "PUT");
      await change(kind, made, { ...inputs, ...next } as JsonObject);
      expect(await own()).toMatchObject({ ...hand, ...next });
    },
  );

  test("of an access control list's name leaves what is not known of its ranges", async () => {
    const inputs = { name: "Office", ipRanges: [{ ipAddress: "198.51.100.1" }] };
    const made = await make("AccessControlList", inputs);
    const [range] = (await get(`/accessControlLists/${made.id}/ipRanges`))["ipRanges"] as Body[];
    await byHand(`/accessControlLists/${made.id}/ipRanges/${String(range?.["id"])}`, {
      label: "by hand",
    }).catch(() =>
      world.make(
        `/accessControlLists/${made.id}/ipRanges/${String(range?.["id"])}`,
        { ...range, label: "by hand" },
        "PUT",
      ),
    );
    await change("AccessControlList", made, { ...inputs, name: "Offices" });
    expect((await get(`/accessControlLists/${made.id}/ipRanges`))["ipRanges"]).toMatchObject([
      { label: "by hand" },
    ]);
  });

  test("works where the API refuses fields that it does not write", async () => {
    world.emulator.switches.unknownFields = "refuse";
    for (const [kind, inputsOf, , , next] of cases) {
      const inputs = await inputsOf();
      const made = await make(kind, inputs);
      expect(await change(kind, made, { ...inputs, ...next } as JsonObject)).toMatchObject(next);
      world.emulator.reset();
    }
  });

  test("300 updates of one kind take 300 requests and the pages", async () => {
    const made: Made[] = [];
    for (let n = 0; n < 300; n++) {
      const id = await world.make("/trunks", { name: `T${n}`, hostName: `host-${n}` });
      const { inputs } = lifecycle("SipTrunk", undefined).check({}, { name: `T${n}`, hostName: `host-${n}` });
      made.push({ id, state: inputs });
    }
    const since = world.emulator.requests().length;
    const entity = lifecycle("SipTrunk", world.client());
    await Promise.all(made.map(({ id, state }) => entity.update(id, state, { ...state, name: "New" })));
    const sent = world.emulator
      .requests()
      .slice(since)
      .filter(({ path }) => path.includes("/v1/"));
    const pages = sent.filter(({ method, path }) => method === "GET" && path.endsWith("/trunks"));
    // One that is not in the first page is asked for by its id: pages have two entities here.
    expect(sent.length - pages.length).toBeLessThanOrEqual(301);
    expect(pages).toHaveLength(150);
    expect(sent.filter(({ method }) => method === "PUT")).toHaveLength(300);
  });

  test("a list whose elements only change places makes no request", async () => {
    const ipRanges = [{ ipAddress: "198.51.100.1" }, { ipAddress: "198.51.100.2" }];
    const made = await make("AccessControlList", { name: "Office", ipRanges });
    const since = world.emulator.requests().length;
    const state = await change("AccessControlList", made, {
      name: "Office",
      ipRanges: ipRanges.toReversed(),
    });
    expect(world.emulator.requests().length).toBe(since);
    expect(state["ipRanges"]).toMatchObject(ipRanges.toReversed());
  });
});

describe("a new username in a credential list", () => {
  const list = (...usernames: string[]): JsonObject => ({
    name: "Phones",
    credentials: usernames.map((username) => ({ username, password: "Correct7Horse" })),
  });
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());

  test("replaces the list, unless the configuration says that the API can add one: then it is added in place", async () => {
    expect(lifecycle("CredentialList", world.client()).diff(list("a"), list("a", "b")).replaces).toEqual([
      "credentials",
    ]);
    world.emulator.switches.addCredentialRoute = true;
    const lists = () => lifecycle("CredentialList", world.client(undefined, { addCredentials: "true" }));
    const made = await lists().create(list("a"));
    const { inputs, failures } = lists().check(list("a"), {
      name: "Phones",
      credentials: [{ username: "a" }, ...(list("b")["credentials"] as JsonObject[])],
    });
    expect(failures).toEqual([]);
    expect(lists().diff(made.state, inputs, made.id).replaces).toEqual([]);
    expect(await lists().update(made.id, made.state, inputs)).toMatchObject({ usernames: ["a", "b"] });
    const [held] = world.emulator.state().credentialLists;
    expect(held).toMatchObject({ id: made.id, credentials: [{ username: "a" }, { username: "b" }] });
  });

  test("set wrongly, the update fails before anything was changed, and says which value to set", async () => {
    const lists = () => lifecycle("CredentialList", world.client(undefined, { addCredentials: "true" }));
    const made = await lists().create(list("a"));
    const before = world.holdings();
    const news = { ...list("a", "b"), name: "Telephones" };
    await expect(lists().update(made.id, made.state, news)).rejects.toThrow(
      /nothing was changed.*addCredentials false/,
    );
    expect(world.holdings()).toBe(before);
  });
});

describe("an update of several requests that fails in the middle", () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
  });
  afterEach(() => world.stop());

  const passwords = (...all: [string, string][]): JsonObject => ({
    name: "Phones",
    credentials: all.map(([username, password]) => ({ username, password })),
  });
  const OLD = passwords(["a", "Correct7Horse"], ["b", "Battery9Staple"], ["c", "Third1Password"]);
  const NEW = passwords(["a", "Brand2NewHorse"], ["b", "Brand3NewStaple"]);
  const RANGES = (...all: string[]): JsonObject => ({
    name: "Office",
    enabled: true,
    ipRanges: all.map((ipAddress) => ({ ipAddress, range: 32 })),
  });

  /** Ways in which each request can fail for good. */
  const FAILURES = [
    { status: 400, times: 1_000 },
    { status: 503, times: 1_000 },
    { status: 503, when: "after", times: 1_000 },
    { reset: true, when: "after", times: 1_000 },
  ] as const;

  const kinds: [kind: string, olds: JsonObject, news: JsonObject, requests: number][] = [
    ["CredentialList", OLD, { ...NEW, name: "Telephones" }, 5],
    [
      "AccessControlList",
      RANGES("198.51.100.1", "198.51.100.2"),
      { ...RANGES("198.51.100.3", "198.51.100.4"), name: "Offices" },
      8,
    ],
    ["SipTrunk", { name: "Main", hostName: "main" }, { name: "Renamed", hostName: "main" }, 2],
  ];
  const cells = kinds.flatMap(([kind, olds, news, requests]) =>
    FAILURES.flatMap((failure) =>
      Array.from({ length: requests }, (_none, skip) =>
        (["on", "back"] as const).map((way) => ({ kind, olds, news, failure, skip, way })),
      ).flat(),
    ),
  );

  test.each(cells)(
    "$kind, request $skip, $failure.status $failure.when: going $way makes the account as the program says",
    async ({ kind, olds, news, failure, skip, way }) => {
      const entity = () => lifecycle(kind, world.client());
      const before = entity().check({}, olds).inputs;
      const made = await entity().create(before);
      const after = entity().check(made.state, news).inputs;
      world.emulator.addFault({ ...failure, path: "^/v1/", skip });
      let state = made.state;
      try {
        state = await entity().update(made.id, state, after);
      } catch (error) {
        // The engine keeps these as the outputs, and updates the next time even where the inputs are the same.
        state = error instanceof PartialUpdateError ? { ...error.answer } : state;
      }
      world.emulator.clearFaults();
      const program = way === "on" ? after : before;
      // As the engine goes on: a replacement where the difference asks for one, which these kinds make delete-first.
      if (entity().diff(state, program, made.id).replaces.length > 0) {
        await entity().delete(made.id, state);
        await entity().create(program);
      } else {
        await entity()
          .update(made.id, state, program)
          .catch(async (error: unknown) => {
            // A username that is lost cannot be added: the error says to refresh, and then the list is replaced.
            expect(String(error)).toContain(
              "run `pulumi refresh`, then `pulumi up`, which replaces the list",
            );
            const kept = await entity().read(made.id, state);
            expect(entity().diff(kept?.state ?? {}, program, made.id).replaces).toEqual(["credentials"]);
            await entity().delete(made.id, kept?.state ?? {});
            await entity().create(program);
          });
      }
      const holds = content(world);
      world.emulator.reset();
      await lifecycle(kind, world.client()).create(program);
      expect(holds).toEqual(content(world));
    },
  );

  /** What a project holds, less ids, times and order; passwords are there as fingerprints. */
  function content(of: World): unknown {
    const { trunks, accessControlLists, credentialLists } = of.emulator.state();
    return {
      trunks: trunks.map(({ name, hostName }) => ({ name, hostName })),
      accessControlLists: accessControlLists.map(({ name, ipRanges }) => ({
        name,
        ranges: ipRanges.map(({ ipAddress, description }) => `${ipAddress} ${description ?? ""}`).sort(),
      })),
      credentialLists: credentialLists.map(({ name, credentials }) => ({
        name,
        usernames: credentials.map(({ username }) => username).sort(),
      })),
    };
  }

  test("a password that was refused, or whose answer was lost, is in no state as if it were set", async () => {
    const made = await lifecycle("CredentialList", world.client()).create(OLD);
    const news = passwords(["a", "Brand2NewHorse"], ["b", "Brand3NewStaple"], ["c", "Third1Password"]);
    world.emulator.addFault({ method: "PUT", path: "/credentials/b", status: 400, times: 10 });
    const error: unknown = await lifecycle("CredentialList", world.client())
      .update(made.id, made.state, news)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PartialUpdateError);
    expect((error as PartialUpdateError).answer).toMatchObject({
      credentials: [
        { username: "a", password: "Brand2NewHorse" },
        { username: "b", password: "Battery9Staple" },
        { username: "c", password: "Third1Password" },
      ],
    });
  });
});

describe.each(["dynamic", "plugin"] as const)("with the %s classes and the real CLI", (provider) => {
  const program = (port: number, password: string): string => `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const sbc = new sinch.SipEndpoint("sbc",
      { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", port: ${port}, priority: 1, enabled: true },
      { ignoreChanges: ["enabled"] });
    const phones = new sinch.CredentialList("phones", { name: "Phones", credentials: [
      { username: "desk01", password: pulumi.secret("${password}1") },
      { username: "desk02", password: pulumi.secret("${password}2") },
    ]});
    new sinch.PhoneNumberAssignment("main", { phoneNumber: "${NUMBER}", sipTrunkId: trunk.id });
    exports.sbc = sbc.id;
    exports.phones = phones.id;
  `;
  const project = useProject(program(5060, "Correct7Horse"), { provider });
  const api = (): ByHand => new ByHand(project().emulator);
  const fingerprints = (): unknown[] =>
    project()
      .emulator.state()
      .credentialLists.flatMap(({ credentials }) => credentials);

  test("an endpoint that was switched off by hand and is ignored stays off when its port changes", async () => {
    await project().up();
    const { sbc } = (await project().outputs()) as { sbc: string };
    const path = `/trunks/${sbc.replace("/", "/endpoints/")}`;
    await api().change(path, { enabled: false });
    project().setProgram(program(5070, "Correct7Horse"));
    await project().up();
    expect(await api().get(path)).toMatchObject({ enabled: false, port: 5070 });
  });

  test("after a second password was refused, a program that is taken back sets the first one back too", async () => {
    const before = fingerprints();
    project().emulator.addFault({ method: "PUT", path: "/credentials/desk02", status: 400, times: 10 });
    project().setProgram(program(5070, "Battery9Staple"));
    const { status } = await project().up([], { status: "any" });
    expect(status).not.toBe(0);
    expect(fingerprints()).not.toEqual(before);
    project().emulator.clearFaults();
    project().setProgram(program(5070, "Correct7Horse"));
    await project().up();
    expect(fingerprints()).toEqual(before);
    await project().preview(["--expect-no-changes"]);
  });
});
