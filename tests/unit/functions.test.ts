import type { Call } from "../../emulator";
import type { Client } from "../../provider/api/client";
import { FUNCTIONS } from "../../provider/functions";
import { textOf, type JsonObject } from "../../provider/json";
import { axiosTransport, type Transport } from "../../provider/api/transport";
import { COLLECTIONS } from "../entities";
import { errorOf, useAccount } from "./account";

const account = useAccount();
const PAGE_SIZE = 2;

/** A client of an API whose pages are shorter than asked for, so that everything takes several. */
function client(): Client {
  const http = axiosTransport();
  const transport: Transport = (request) =>
    http({ ...request, url: request.url.replace("size=500", `size=${PAGE_SIZE}`) });
  return account().client({}, { transport });
}

async function call(name: string, args: JsonObject = {}): Promise<JsonObject> {
  const run = FUNCTIONS[name];
  if (run === undefined) throw new Error(`there is no function ${name}`);
  return await run(client(), args);
}

async function make(name: string, ...inputs: JsonObject[]): Promise<string[]> {
  const entity = account().lifecycle(name);
  const ids: string[] = [];
  for (const one of inputs) ids.push((await entity.create(entity.check({}, one).inputs)).id);
  return ids;
}

/** Five of something, by their number. */
function five(inputs: (number: number) => JsonObject): JsonObject[] {
  return [1, 2, 3, 4, 5].map(inputs);
}

function trunk(number: number): JsonObject {
  return { name: `Trunk ${number}`, hostName: `acme-${number}` };
}

/** The items that a function returned, and that it took as many pages as it had to. */
async function items(name: string, key: string, args: JsonObject = {}): Promise<JsonObject[]> {
  account().emulator.clearRequests();
  const found = (await call(name, args))[key] as JsonObject[];
  expect(account().requests()).toHaveLength(Math.max(1, Math.ceil(found.length / PAGE_SIZE)));
  return found;
}

const MADE = { projectId: "emulator-project", createTime: expect.stringMatching(/^2026-.*Z$/) as string };

test("getSipTrunks returns the trunks of all pages", async () => {
  const ids = await make("SipTrunk", ...five(trunk));
  const trunks = await items("getSipTrunks", "sipTrunks");
  expect(trunks.map(({ id }) => id)).toEqual(ids);
  expect(trunks[0]).toEqual({
    ...MADE,
    ...trunk(1),
    id: ids[0],
    enableCallerName: false,
    enableCallForward: false,
    domain: "acme-1.pstn.sinch.com",
    topLevelDomain: "pstn.sinch.com",
    callsPerSecond: 1,
  });
});

test("more than one page of the API's own length is read too", async () => {
  const { request, keyId, keySecret } = account().emulator;
  const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
  const headers = { authorization, "content-type": "application/json" };
  for (let number = 0; number < 501; number++) {
    const body = JSON.stringify(trunk(number));
    await request("/v1/projects/emulator-project/trunks", { method: "POST", headers, body });
  }
  account().emulator.clearRequests();
  const { sipTrunks } = (await FUNCTIONS["getSipTrunks"]?.(account().client(), {})) ?? {};
  expect(sipTrunks).toHaveLength(501);
  expect(account().requests()).toEqual(["GET /trunks", "GET /trunks"]);
});

test.each(["acme-4", "ACME-4", "Acme-4"])(
  "getSipTrunk finds a trunk by the host name %s",
  async (hostName) => {
    const ids = await make("SipTrunk", ...five(trunk));
    expect(await call("getSipTrunk", { hostName })).toMatchObject({ id: ids[3], ...trunk(4), ...MADE });
  },
);

test("getSipTrunk finds a trunk by its id", async () => {
  const [id] = await make("SipTrunk", trunk(1));
  expect(await call("getSipTrunk", { id: id ?? "" })).toMatchObject({
    id,
    ...trunk(1),
    projectId: MADE.projectId,
  });
});

test.each([
  [{ id: "none" }, "there is no SIP trunk none in this project"],
  [{ hostName: "none" }, "there is no SIP trunk with host name none in this project"],
  [{}, "getSipTrunk needs an id or a hostName"],
  [{ id: "", hostName: "" }, "getSipTrunk needs an id or a hostName"],
])("getSipTrunk with %j says: %s", async (args, message) => {
  expect((await errorOf(call("getSipTrunk", args))).message).toContain(message);
});

test("getSipEndpoints returns those of one trunk", async () => {
  const [sipTrunkId = "", other = ""] = await make("SipTrunk", trunk(1), trunk(2));
  const endpoint = (number: number): JsonObject => ({
    sipTrunkId,
    name: `E ${number}`,
    address: "203.0.113.9",
    priority: number,
  });
  const ids = await make("SipEndpoint", ...five(endpoint), { ...endpoint(6), sipTrunkId: other });
  const endpoints = await items("getSipEndpoints", "sipEndpoints", { sipTrunkId });
  expect(endpoints.map(({ id }) => id)).toEqual(ids.slice(0, 5));
  expect(endpoints[2]).toMatchObject({
    ...endpoint(3),
    ...MADE,
    port: 5060,
    transport: "UDP",
    enabled: true,
  });
  expect((await errorOf(call("getSipEndpoints"))).message).toContain(
    "getSipEndpoints needs sipTrunkId, such as { sipTrunkId: trunk.id }",
  );
  expect((await errorOf(call("getSipEndpoints", { sipTrunkId: "none" }))).message).toContain("404");
});

test("getAccessControlLists returns the lists with their ranges", async () => {
  const list = (number: number): JsonObject => ({
    name: `L ${number}`,
    ipRanges: [{ ipAddress: `192.0.2.${number}` }],
  });
  const ids = await make("AccessControlList", ...five(list));
  const lists = await items("getAccessControlLists", "accessControlLists");
  expect(lists.map(({ id }) => id)).toEqual(ids);
  expect(lists[4]).toEqual({
    ...MADE,
    id: ids[4],
    name: "L 5",
    enabled: true,
    ipRanges: [{ ipAddress: "192.0.2.5", range: 32 }],
  });
});

test("getCredentialLists returns usernames and no passwords", async () => {
  const credentials = (number: number) => [{ username: `branch0${number}`, password: "Tr0ub4dor-and-3" }];
  const ids = await make(
    "CredentialList",
    ...five((number) => ({ name: `L ${number}`, credentials: credentials(number) })),
  );
  const lists = await items("getCredentialLists", "credentialLists");
  expect(lists.map(({ id }) => id)).toEqual(ids);
  expect(lists[1]).toEqual({
    ...MADE,
    id: ids[1],
    name: "L 2",
    credentials: [{ username: "branch02" }],
    usernames: ["branch02"],
  });
});

test("getCallBlockingRules returns the rules of all pages, in the provider's spelling", async () => {
  const ids = await make(
    "CallBlockingRule",
    ...five((number) => ({ direction: "OUTBOUND", calleeMatch: `190${number}` })),
  );
  const rules = await items("getCallBlockingRules", "callBlockingRules");
  expect(rules.map(({ id }) => id)).toEqual(ids);
  expect(rules[0]).toEqual({ ...MADE, id: ids[0], direction: "OUTBOUND", calleeMatch: "1901" });
});

test.each(COLLECTIONS)("get$entity.name…s returns all that there are, with their inputs", async (one) => {
  const { entity, numbered } = one;
  const ids = await make(entity.name, ...five(numbered));
  const key = `${entity.name.charAt(0).toLowerCase()}${entity.name.slice(1)}s`;
  const found = await items(`get${entity.name}s`, key);
  expect(found.map(({ id }) => id)).toEqual(ids);
  expect(found[1]).toMatchObject({ ...MADE, ...numbered(2) });
});

test("getCountryPermissions returns every country", async () => {
  await make("CountryPermission", { isoCode: "SE", enabled: true });
  const { countryPermissions } = await call("getCountryPermissions");
  const permissions = countryPermissions as JsonObject[];
  expect(permissions.length).toBeGreaterThan(50);
  const sweden = { id: "SE", isoCode: "SE", enabled: true, name: "Sweden", countryDialingCodes: ["+46"] };
  expect(permissions).toEqual(expect.arrayContaining([sweden]));
  expect(
    permissions
      .filter(({ enabled }) => enabled)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(["CA", "SE", "US"]);
});

test("getPhoneNumbers returns the numbers of one trunk or of all", async () => {
  const [one = "", other = ""] = await make("SipTrunk", trunk(1), trunk(2));
  const numbers = ["+12025550101", "+12025550102", "+12025550103"];
  await make("PhoneNumberAssignment", ...numbers.map((phoneNumber) => ({ phoneNumber, sipTrunkId: one })));
  await make("PhoneNumberAssignment", { phoneNumber: "+447700900001", sipTrunkId: other });
  const found = await items("getPhoneNumbers", "phoneNumbers", { sipTrunkId: one });
  expect(found.map(({ phoneNumber }) => phoneNumber)).toEqual(numbers);
  expect(await items("getPhoneNumbers", "phoneNumbers")).toHaveLength(4);
  expect(await items("getPhoneNumbers", "phoneNumbers", { sipTrunkId: other })).toEqual([
    { phoneNumber: "+447700900001", sipTrunkId: other, countryCode: "GB", createTime: MADE.createTime },
  ]);
});

/** A call as the emulator keeps it; the later the higher its number. */
function callRecord(number: number): Call {
  const minute = String(number).padStart(2, "0");
  return {
    callId: `call-${number}`,
    from: "+12025550147",
    to: `+1202555010${number}`,
    direction: number % 2 === 0 ? "inbound" : "outbound",
    answerTime: null,
    endTime: null,
    durationSeconds: number,
    callResult: number > 3 ? "COMPLETED" : "BUSY",
    pricePerMinute: { currencyCode: "USD", amount: 0.004 },
    billingDurationSeconds: 60,
    price: { currencyCode: "USD", amount: 0.004 },
    createTime: `2026-02-03T08:${minute}:00+0000`,
    projectId: "emulator-project",
    trunkId: `trunk-${number}`,
  } as unknown as Call;
}

test.each<{ args: JsonObject; numbers: number[] }>([
  { args: {}, numbers: [1, 2, 3, 4, 5] },
  { args: { to: "+12025550103" }, numbers: [3] },
  { args: { from: "+12025550147", direction: "INBOUND" }, numbers: [2, 4] },
  { args: { sipTrunkId: "trunk-2" }, numbers: [2] },
  { args: { callResult: "COMPLETED" }, numbers: [4, 5] },
  { args: { createdFrom: "2026-02-03T08:02:00", createdTo: "2026-02-03T08:03:00" }, numbers: [2, 3] },
])("getCalls with $args finds the calls $numbers", async ({ args, numbers }) => {
  for (const number of [1, 2, 3, 4, 5]) account().emulator.addCall(callRecord(number));
  const calls = await items("getCalls", "calls", args);
  expect(calls.map(({ callId }) => callId).sort()).toEqual(numbers.map((number) => `call-${number}`));
  for (const { direction, sipTrunkId, callId } of calls) {
    expect(direction).toMatch(/^(INBOUND|OUTBOUND)$/);
    expect(sipTrunkId).toBe(`trunk-${textOf(callId).slice(-1)}`);
  }
});
