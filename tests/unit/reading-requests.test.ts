import type { JsonObject } from "../../provider/json";
import { inParallel, numbers, useReadingProject, type Resource } from "./reading-project";

/** What Pulumi's `--parallel` is on 2 and on 16 cores. */
const PARALLELS = [8, 64];

const project = useReadingProject();

async function seed(
  entity: string,
  path: string | ((index: number) => string),
  all: readonly JsonObject[],
): Promise<Resource[]> {
  const made: Resource[] = [];
  for (const [index, inputs] of all.entries()) {
    made.push(await project().seed(entity, typeof path === "string" ? path : path(index), inputs));
  }
  return made;
}

function trunkInputs(index: number): JsonObject {
  return { name: `Trunk ${index}`, hostName: `trunk-${index}` };
}

async function makeTrunks(count: number): Promise<Resource[]> {
  return await seed("SipTrunk", "/trunks", numbers(count).map(trunkInputs));
}

/** The requests that a refresh takes in a process of its own. */
async function refresh(resources: readonly Resource[], parallel: number): Promise<string[]> {
  project().newRun();
  const kept = await inParallel(resources, parallel, (one) => project().read(one));
  expect(kept.filter((one) => one === undefined)).toEqual([]);
  return project().requests();
}

test("so many creates take as many requests and one token", async () => {
  await inParallel(numbers(200), 8, (index) => project().create("SipTrunk", trunkInputs(index)));
  expect(project().requests()).toEqual(numbers(200).map(() => "POST /trunks"));
  expect(project().tokens()).toBe(1);
});

describe.each(PARALLELS)("with %d reads at once", (parallel) => {
  test.each([1, 2, 3, 4, 5, 10, 300, 501])(
    "a refresh of %d trunks takes pages, never more requests than trunks",
    async (count) => {
      const requests = await refresh(await makeTrunks(count), parallel);
      expect(requests.length).toBeLessThanOrEqual(Math.min(count, Math.ceil(count / 500) + 4));
      expect(project().tokens()).toBe(1);
    },
    60_000,
  );

  test("three trunks among 10,000 take three requests and a page", async () => {
    await makeTrunks(10_000);
    const requests = await refresh(
      await seed(
        "SipTrunk",
        "/trunks",
        numbers(3).map((index) => trunkInputs(20_000 + index)),
      ),
      parallel,
    );
    expect(requests.length).toBeLessThanOrEqual(3 + 1);
  }, 120_000);

  test("1,000 endpoints over 50 trunks take one list for each trunk", async () => {
    const trunks = await makeTrunks(50);
    const endpoints = await seed(
      "SipEndpoint",
      (index) => `/trunks/${trunks[index % 50]?.id}/endpoints`,
      numbers(1000).map((index) => ({
        sipTrunkId: String(trunks[index % 50]?.id),
        name: `Endpoint ${index}`,
        address: "203.0.113.10",
        priority: 1,
      })),
    );
    expect((await refresh(endpoints, parallel)).length).toBeLessThanOrEqual(50 + 4);
  }, 60_000);

  test("300 access control lists with ranges take one list", async () => {
    const lists = await seed(
      "AccessControlList",
      "/accessControlLists",
      numbers(300).map((index) => ({
        name: `List ${index}`,
        ipRanges: [
          { ipAddress: "203.0.113.7", description: "SBC" },
          { ipAddress: "198.51.100.0", range: 24 },
        ],
      })),
    );
    expect((await refresh(lists, parallel)).length).toBeLessThanOrEqual(1 + 4);
  }, 60_000);

  test("300 links take one list for each trunk", async () => {
    const trunks = await makeTrunks(30);
    const lists = await seed(
      "AccessControlList",
      "/accessControlLists",
      numbers(10).map((index) => ({ name: `List ${index}`, ipRanges: [{ ipAddress: "203.0.113.7" }] })),
    );
    const pairs = trunks.flatMap((trunk) => lists.map((list) => [trunk.id, list.id] as const));
    const links = await inParallel(pairs, parallel, ([sipTrunkId, accessControlListId]) =>
      project().create("TrunkAccessControlList", { sipTrunkId, accessControlListId }),
    );
    expect((await refresh(links, parallel)).length).toBe(30);
  }, 60_000);

  test("300 blocking rules take one list", async () => {
    const rules = await seed(
      "CallBlockingRule",
      "/callBlockingRules",
      numbers(300).map((index) => ({ direction: "OUTBOUND", calleeMatch: `1900${index}` })),
    );
    expect((await refresh(rules, parallel)).length).toBe(1);
  }, 60_000);

  test("30 country permissions take one list", async () => {
    const codes =
      "SE NO DK FI DE FR ES IT PT NL BE LU AT CH PL CZ SK HU RO BG GR TR CY MT IE GB IS EE LV LT".split(" ");
    const permissions = await inParallel(codes, parallel, (isoCode) =>
      project().create("CountryPermission", { isoCode, enabled: true }),
    );
    expect((await refresh(permissions, parallel)).length).toBeLessThanOrEqual(1 + 4);
  });

  test("reads between writes, with the pages under the writes, take hardly more requests than one by one", async () => {
    const trunks = await makeTrunks(600);
    project().newRun();
    const lifecycle = project().lifecycle("SipTrunk");
    await inParallel(trunks, parallel, async (trunk) => {
      await project().read(trunk);
      await lifecycle.update(trunk.id, trunk.state, { ...trunk.state, name: "Renamed" });
    });
    const reads = project()
      .requests()
      .filter((request) => request.startsWith("GET"));
    expect(reads.length).toBeLessThanOrEqual(600 + 64);
  }, 60_000);
});

test("check, diff and preview of a thousand trunks make no request", () => {
  const lifecycle = project().lifecycle("SipTrunk");
  for (const index of numbers(1000)) {
    const { inputs } = lifecycle.check({}, { name: "Voice", hostName: `trunk-${index}` });
    expect(lifecycle.diff(inputs, inputs).replaces).toEqual([]);
  }
  expect(project().emulator.requests()).toEqual([]);
});
