import type { JsonObject } from "../../provider/json";
import type { HttpAnswer, HttpRequest } from "../../provider/api/transport";
import { inParallel, numbers, useReadingProject, type Resource } from "./reading-project";

const PARALLEL = 8;

const project = useReadingProject();

async function makeTrunks(count: number, inputs: JsonObject = {}): Promise<Resource[]> {
  return await makeMany(count, (index) =>
    project().seed("SipTrunk", "/trunks", { name: `Trunk ${index}`, hostName: `trunk-${index}`, ...inputs }),
  );
}

async function makeRules(count: number): Promise<Resource[]> {
  return await makeMany(count, (index) =>
    project().seed("CallBlockingRule", "/callBlockingRules", {
      direction: "OUTBOUND",
      calleeMatch: `1900${index}`,
    }),
  );
}

async function makeMany(count: number, make: (index: number) => Promise<Resource>): Promise<Resource[]> {
  const made = await inParallel(numbers(count), PARALLEL, make);
  project().newRun();
  return made;
}

/** What a refresh finds of each resource: its inputs, or `undefined` if it is gone. */
async function refresh(resources: readonly Resource[]): Promise<(JsonObject | undefined)[]> {
  const kept = await inParallel(resources, PARALLEL, (one) => project().read(one));
  return kept.map((one) => one?.inputs);
}

const isPage = (request: HttpRequest, page: number) => request.url.includes(`?page=${page}&`);

/** Does something once, on the way of the answer with a page of a list. */
function afterPage(page: number, work: () => Promise<unknown>): void {
  let isDone = false;
  project().onTheWay = async (request, answer) => {
    if (!isDone && isPage(request, page)) {
      isDone = true;
      await work();
    }
    return answer;
  };
}

/** A list that leaves out a field, and answers by id that have it where it has a value. */
function listsLack(field: string, singles: "null" | "left out" = "null") {
  return ({ url }: HttpRequest, answer: HttpAnswer): HttpAnswer => {
    const body = answer.body as JsonObject;
    if (url.includes("?page=")) {
      const trunks = (body.trunks as JsonObject[]).map((trunk) => without(trunk, field));
      return { ...answer, body: { ...body, trunks } };
    }
    const isEmpty = body[field] === null || body[field] === "";
    return { ...answer, body: singles === "left out" && isEmpty ? without(body, field) : body };
  };
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

test("a refresh of many trunks finds all of them as they are", async () => {
  const trunks = await makeTrunks(30, { enableCallForward: true, callForwardNumber: "+12025550147" });
  expect(await refresh(trunks)).toEqual(
    numbers(30).map((index) => ({
      name: `Trunk ${index}`,
      hostName: `trunk-${index}`,
      enableCallerName: false,
      enableCallForward: true,
      callForwardNumber: "+12025550147",
    })),
  );
});

test("a change by hand of any trunk is seen", async () => {
  const trunks = await makeTrunks(30);
  for (const { id } of trunks) {
    await project().hand.change(`/trunks/${id}`, { callForwardNumber: "+12025550666" });
  }
  project().newRun();
  for (const found of await refresh(trunks)) {
    expect(found).toMatchObject({ callForwardNumber: "+12025550666" });
  }
});

test("a trunk that somebody creates after the list was read is found", async () => {
  const trunks = await makeTrunks(10);
  await refresh(trunks);
  const { id } = await project().hand.post("/trunks", { name: "Late", hostName: "late" });
  const late: Resource = { entity: "SipTrunk", id: String(id), state: { name: "Late", hostName: "late" } };
  expect(await refresh([late])).toMatchObject([{ name: "Late" }]);
});

test("a rule that somebody creates while the list is read is found", async () => {
  const rules = await makeRules(10);
  let late: Resource | undefined;
  afterPage(1, async () => {
    const rule = { direction: "INBOUND", callerCountry: "SE" };
    late = {
      entity: "CallBlockingRule",
      id: String((await project().hand.post("/callBlockingRules", rule)).id),
      state: rule,
    };
  });
  await refresh(rules);
  expect(await refresh(late ? [late] : [])).toMatchObject([{ callerCountry: "SE" }]);
});

test.each([
  ["trunks", () => makeTrunks(502)],
  ["rules, which have no answer by id,", () => makeRules(502)],
])(
  "%s that move to an earlier page while pages are read are not taken for deleted",
  async (_, make) => {
    const all = await make();
    const [first, second] = all;
    const path = first?.entity === "SipTrunk" ? "/trunks" : "/callBlockingRules";
    afterPage(1, async () => {
      await project().hand.delete(`${path}/${first?.id}`);
      await project().hand.delete(`${path}/${second?.id}`);
    });
    // From the end, so that both pages are needed at once.
    const found = await refresh(all.slice(2).toReversed());
    expect(found.filter((one) => one === undefined)).toEqual([]);
  },
  60_000,
);

test("trunks that move to a later page while pages are read are found", async () => {
  const trunks = await makeTrunks(501);
  // The oldest come last here, so that a new trunk moves all others.
  project().onTheWay = async ({ url }, answer) => {
    if (!url.includes("?page=")) return answer;
    const all = project().emulator.state().trunks.toReversed();
    const page = isPage({ url } as HttpRequest, 1) ? all.slice(0, 500) : all.slice(500);
    if (page.length > 1)
      await project().seed("SipTrunk", "/trunks", { name: "New", hostName: `new-${all.length}` });
    return {
      ...answer,
      body: { trunks: page as unknown as JsonObject[], totalItems: all.length, pageSize: 500 },
    };
  };
  const found = await refresh(trunks);
  expect(found.filter((one) => one === undefined)).toEqual([]);
}, 60_000);

test("a list without a field that the answer by id has is not believed", async () => {
  const trunks = await makeTrunks(30);
  await project().hand.change(`/trunks/${trunks[20]?.id}`, { callForwardNumber: "+12025550666" });
  project().newRun();
  project().onTheWay = listsLack("callForwardNumber");
  const found = await refresh(trunks);
  expect(found[20]).toMatchObject({ callForwardNumber: "+12025550666" });
  expect(found[21]).not.toHaveProperty("callForwardNumber");
});

test("a list without a field shows no drift, even if answers by id leave out what is empty", async () => {
  const plain = await makeTrunks(10);
  const forwarding = await project().create("SipTrunk", {
    name: "Forwarding",
    hostName: "forwarding",
    callForwardNumber: "+12025550147",
  });
  project().newRun();
  project().onTheWay = listsLack("callForwardNumber", "left out");
  const found = await refresh([...plain, forwarding]);
  expect(found.at(-1)).toMatchObject({ callForwardNumber: "+12025550147" });
});

test("a list with fewer ranges than the answer by id is not believed", async () => {
  const ipRanges = [{ ipAddress: "198.51.100.16", range: 28 }, { ipAddress: "203.0.113.7" }];
  const lists = await inParallel(numbers(10), PARALLEL, (index) =>
    project().create("AccessControlList", { name: `List ${index}`, ipRanges }),
  );
  project().newRun();
  project().onTheWay = ({ url }, answer) => {
    const body = answer.body as { accessControlLists?: JsonObject[] };
    if (!url.includes("?page=") || !body.accessControlLists) return answer;
    return {
      ...answer,
      body: {
        ...body,
        accessControlLists: body.accessControlLists.map((list) => ({ ...list, ipRanges: [] })),
      },
    };
  };
  for (const found of await refresh(lists)) expect(found?.ipRanges).toHaveLength(2);
});

test("a write of this process ends what was listed before", async () => {
  const trunks = await makeTrunks(10);
  await refresh(trunks);
  const [first] = trunks;
  if (first === undefined) throw new Error("no trunk was made");
  const lifecycle = project().lifecycle("SipTrunk");
  await lifecycle.update(first.id, first.state, { ...first.state, name: "Renamed" });
  expect(await refresh([first])).toMatchObject([{ name: "Renamed" }]);
  await lifecycle.delete(first.id, first.state);
  expect(await refresh([first])).toEqual([undefined]);
});

test("trunks, rules and links that are gone are found gone, each after a second look", async () => {
  const trunks = await makeTrunks(10);
  const [rule] = await makeRules(1);
  const list = await project().create("AccessControlList", {
    name: "Office",
    ipRanges: [{ ipAddress: "203.0.113.7" }],
  });
  const link = await project().create("TrunkAccessControlList", {
    sipTrunkId: String(trunks[0]?.id),
    accessControlListId: list.id,
  });
  project().newRun();
  await project().hand.delete(`/trunks/${trunks[9]?.id}`);
  await project().hand.delete(`/callBlockingRules/${rule?.id}`);
  await project().hand.delete(`/trunks/${link.id.replace("/", "/accessControlLists/")}`);
  project().emulator.clearRequests();
  const found = await refresh([...trunks, ...(rule ? [rule] : []), link]);
  expect(found.map((one) => one === undefined)).toEqual([...numbers(9).map(() => false), true, true, true]);
  const requests = project().requests();
  const looks = (path: string) => requests.filter((request) => request === `GET ${path}`).length;
  expect(looks(`/trunks/${trunks[9]?.id}`)).toBe(2);
  expect(looks("/callBlockingRules")).toBe(2);
  expect(looks(`/trunks/${link.id.split("/")[0]}/accessControlLists`)).toBe(2);
});

test("a trunk that not every server knows yet is not taken for deleted", async () => {
  const trunks = await makeTrunks(10);
  const last = trunks[9];
  let asked = 0;
  project().onTheWay = ({ url }, answer) => {
    const body = answer.body as { trunks?: JsonObject[] };
    if (body.trunks)
      return { ...answer, body: { ...body, trunks: body.trunks.filter(({ id }) => id !== last?.id) } };
    const isUnknown = url.endsWith(`/trunks/${last?.id}`) && ++asked === 1;
    return isUnknown
      ? { ...answer, status: 404, body: { code: 404, status: "NOT_FOUND", message: "…" } }
      : answer;
  };
  expect((await refresh(trunks)).at(-1)).toMatchObject({ name: "Trunk 9" });
});

test("lists are read in the other spelling of the API, too", async () => {
  project().emulator.switches.listShape = "openapi";
  const trunks = await makeTrunks(10);
  const rules = await makeRules(10);
  const found = await refresh([...trunks, ...rules]);
  expect(found.filter((one) => one === undefined)).toEqual([]);
  expect(project().requests().length).toBeLessThan(8);
  expect(await project().lifecycle("SipTrunk").list()).toHaveLength(10);
  expect(await project().lifecycle("CallBlockingRule").list()).toHaveLength(10);
  project().emulator.switches.listShape = "sdk";
});
