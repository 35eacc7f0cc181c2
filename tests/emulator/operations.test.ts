import { OPERATIONS, type Call, type OperationId } from "../../emulator";
import { COLLECTIONS } from "../entities";
import { client, type Client } from "./client";

const CALL: Call = {
  callId: "N7Q2EXAMPLE",
  to: "12025550147",
  from: "sip:12025550190@203.0.113.21",
  direction: "outbound",
  answerTime: "2026-02-03T09:00:04Z",
  endTime: "2026-02-03T09:01:02Z",
  durationSeconds: 58,
  callResult: "COMPLETED",
  pricePerMinute: { currencyCode: "USD", amount: 0.004 },
  billingDurationSeconds: 60,
  price: { currencyCode: "USD", amount: 0.004 },
  createTime: "2026-02-03T09:00:01+0000",
  trunkId: "",
  pcapId: "pcap-1",
};

const TRUNK = { name: "Another", hostName: "another" };
const ENDPOINT = { name: "sbc", address: "203.0.113.21", priority: 1 };
const RANGE = { ipAddress: "198.51.100.16", range: 28 };
const RULE = { name: "No 900", direction: "OUTBOUND", calleeMatch: "1900" };
const PASSWORD = "Correct-horse-9";

/** A valid body for each operation that takes one. */
function bodies(ids: Ids): Partial<Record<OperationId, unknown>> {
  return {
    createSipTrunk: TRUNK,
    updateSipTrunk: { ...TRUNK, hostName: "renamed" },
    createSipEndpoint: ENDPOINT,
    updateSipEndpoint: ENDPOINT,
    addAccessControlListToTrunk: { accessControlListIds: [ids.freeAccessControlList] },
    addCredentialListToTrunk: { credentialListIds: [ids.freeCredentialList] },
    bulkUpdateCredentialListsForTrunk: [ids.freeCredentialList],
    createAccessControlList: { name: "Office", enabled: true, ipRanges: [RANGE] },
    updateAccessControlList: { name: "Office", enabled: true, ipRanges: [RANGE] },
    addIpRangeToAccessControlList: RANGE,
    updateIpRangeFromAccessControlList: RANGE,
    createCredentialList: { name: "More", credentials: [{ username: "more", password: PASSWORD }] },
    updateCredentialList: { name: "Renamed" },
    updateCredential: { password: PASSWORD },
    updateCountryPermission: { enabled: true },
    createBlockingRule: RULE,
    updateBlockingRuleById: RULE,
    AddPhoneNumber: { phoneNumber: "+12025550147", sipTrunkId: ids.trunk },
    addEstProjects: { projectIds: ["another-project"] },
  };
}

type Ids = Awaited<ReturnType<typeof fill>>;

/** One of each entity; what is to be deleted has no dependents, and what is to be unlinked is linked. */
async function fill({ make, ask, emulator }: Client) {
  const accessControlList = { name: "Office", enabled: true, ipRanges: [RANGE, RANGE] };
  const credentials = (username: string) => ({
    name: username,
    credentials: [
      { username, password: PASSWORD },
      { username: `${username}-2`, password: PASSWORD },
    ],
  });
  const ids = {
    trunk: await make("/trunks", { name: "Main", hostName: "main" }),
    freeTrunk: await make("/trunks", { name: "Free", hostName: "free" }),
    accessControlList: await make("/accessControlLists", accessControlList),
    freeAccessControlList: await make("/accessControlLists", accessControlList),
    credentialList: await make("/credentialLists", credentials("linked")),
    freeCredentialList: await make("/credentialLists", credentials("free")),
    rule: await make("/callBlockingRules", RULE),
  };
  const endpoint = await make(`/trunks/${ids.trunk}/endpoints`, ENDPOINT);
  const range = emulator.state().accessControlLists[1]?.ipRanges[0]?.id ?? "";
  await ask("POST", `/trunks/${ids.trunk}/accessControlLists`, {
    accessControlListIds: [ids.accessControlList],
  });
  await ask("POST", `/trunks/${ids.trunk}/credentialLists`, { credentialListIds: [ids.credentialList] });
  await ask("POST", "/phoneNumbers", { phoneNumber: "+12025550101", sipTrunkId: ids.trunk });
  emulator.addCall(CALL);
  return { ...ids, endpoint, range };
}

/** The path of an operation with the ids of entities that it can work on. */
function pathOf(id: OperationId, template: string, ids: Ids): string {
  const isUnlinking = id === "deleteAccessControlListFromTrunk" || id === "removeCredentialListFromTrunk";
  const isCredential = template.includes("/credentialLists");
  const linked = isCredential ? ids.credentialList : ids.accessControlList;
  const free = isCredential ? ids.freeCredentialList : ids.freeAccessControlList;
  return template
    .replace("{trunkId}", id === "deleteSipTrunk" ? ids.freeTrunk : ids.trunk)
    .replace("{endpointId}", ids.endpoint)
    .replace("{listId}", isUnlinking ? linked : free)
    .replace("{rangeId}", ids.range)
    .replace("{username}", "free")
    .replace("{isoCode}", "SE")
    .replace("{ruleId}", ids.rule)
    .replace("{phoneNumber}", "+12025550101")
    .replace("{pcapId}", "pcap-1");
}

/** What an operation on a collection of its own is asked for and takes, where no table above has it. */
async function ofCollection(
  { method, path }: Asked,
  { make }: Client,
): Promise<{ path: string; body: unknown }> {
  const found = COLLECTIONS.find(({ route }) => path.replace(/\/\{\w+\}$/, "") === route.path);
  if (found === undefined) return { path, body: undefined };
  const { route, inputs, numbered } = found;
  const id = path.includes("{") ? await make(route.path, numbered(1)) : "";
  const takesBody = method === "POST" || method === "PUT";
  return { path: path.replace(/\{\w+\}/, id), body: takesBody ? inputs : undefined };
}

interface Asked {
  method: string;
  path: string;
}

describe("the table of operations", () => {
  test("has each operation of the API once", () => {
    const { length } = OPERATIONS;
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(length);
    expect(new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`)).size).toBe(length);
    expect(length).toBeGreaterThanOrEqual(49);
  });

  test.each(OPERATIONS)("$id is served with status $status", async ({ id, method, path, status }) => {
    const user = client();
    const ids = await fill(user);
    const other = await ofCollection({ method, path: pathOf(id, path, ids) }, user);
    const answer = await user.ask(method, other.path, bodies(ids)[id] ?? other.body);
    expect([answer.status, answer.text]).toEqual([status, answer.text]);
    expect(answer.text === "").toBe(status === 204);
  });

  test.each(OPERATIONS)("$id needs credentials", async ({ method, path }) => {
    const { ask } = client();
    const answer = await ask(method, path.replaceAll(/[{}]/g, ""), undefined, { authorization: "" });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).not.toContain("expired");
  });
});
