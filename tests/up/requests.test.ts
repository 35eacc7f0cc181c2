import { useProject } from "../support/harness";

/** 20 trunks, 20 endpoints on four of them, 10 access control lists, 5 links, 5 rules. */
const PROGRAM = (name: string) => `
  const numbers = (count) => Array.from({ length: count }, (_, index) => index);
  const trunks = numbers(20).map((i) => new sinch.SipTrunk("trunk-" + i, { name: "${name} " + i, hostName: "acme-" + i }));
  numbers(20).map((i) => new sinch.SipEndpoint("endpoint-" + i, {
    sipTrunkId: trunks[i % 4].id, name: "${name} " + i, address: "203.0.113.10", priority: 1,
  }));
  const lists = numbers(10).map((i) => new sinch.AccessControlList("list-" + i, {
    name: "List " + i, ipRanges: [{ ipAddress: "203.0.113.7" }, { ipAddress: "198.51.100.0", range: 24 }],
  }));
  numbers(5).map((i) => new sinch.TrunkAccessControlList("link-" + i, {
    sipTrunkId: trunks[0].id, accessControlListId: lists[i].id,
  }));
  numbers(5).map((i) => new sinch.CallBlockingRule("rule-" + i, { direction: "OUTBOUND", calleeMatch: "1900" + i }));
`;
const RESOURCES = 60;

const project = useProject(PROGRAM("First"));

/** The requests of a command: tokens, and by method those to the API. */
async function requestsOf(command: () => Promise<unknown>): Promise<Record<string, number>> {
  project().emulator.clearRequests();
  await command();
  const counts: Record<string, number> = {};
  for (const { method, path } of project().emulator.requests()) {
    const kind = path === "/oauth2/token" ? "token" : method;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

test("a create takes one request for each resource, and one token", async () => {
  expect(await requestsOf(() => project().up())).toEqual({ token: 1, POST: RESOURCES });
});

test("an up that changes nothing and a preview take no request at all", async () => {
  expect(await requestsOf(() => project().up(["--expect-no-changes"]))).toEqual({});
  expect(await requestsOf(() => project().preview(["--expect-no-changes"]))).toEqual({});
});

test("a refresh takes a list for each collection and parent, and a handful of single reads", async () => {
  const { token, GET, ...others } = await requestsOf(() => project().refresh(["--expect-no-changes"]));
  expect({ token, others }).toEqual({ token: 1, others: {} });
  // Trunks, access control lists, rules and links: one list each; endpoints: one for each of four trunks. Two single
  // reads of each of the three kinds that have one, and one more to compare with.
  expect(GET).toBeLessThanOrEqual(8 + 3 * 3);
});

test("an update takes one request for each resource that changed, and the pages that they are in", async () => {
  project().setProgram(PROGRAM("Second"));
  expect(await requestsOf(() => project().up())).toEqual({ token: 1, PUT: 40, GET: 5 });
});

test("a destroy takes one request for each resource", async () => {
  expect(await requestsOf(() => project().destroy())).toEqual({ token: 1, DELETE: RESOURCES });
});
