import { client, valueAt } from "./client";

const RANGE = { description: "HQ", ipAddress: "198.51.100.16", range: 28 };
const PASSWORD = "Correct-horse-9";

describe("the form of errors", () => {
  test("documented: status, code and message, and what is wrong with which field", async () => {
    const { ask } = client();
    expect((await ask("GET", "/trunks/01X")).body).toEqual({
      code: 404,
      status: "NOT_FOUND",
      message: "SIP Trunk with id '01X' not found",
      details: [],
    });
    const invalid = await ask("POST", "/trunks", { name: "Main", hostName: "not a label" });
    expect(invalid.body).toMatchObject({
      code: 400,
      status: "BAD_REQUEST",
      details: [{ type: "BadRequest", fieldViolations: [{ field: "hostName" }] }],
    });
  });

  test("starter: a code in words", async () => {
    const { ask } = client({ errors: "starter" });
    expect((await ask("GET", "/trunks/01X")).body).toEqual({
      code: "SIP_TRUNK_NOT_FOUND",
      message: "SIP Trunk with id '01X' not found",
    });
    expect((await ask("POST", "/trunks", "{")).body).toEqual({
      code: "VALIDATION_FAILED",
      message: '400 BAD_REQUEST "Failed to read HTTP message"',
    });
    expect((await ask("POST", "/trunks", { name: "Main" })).body).toMatchObject({
      code: "VALIDATION_FAILED",
      fieldErrors: [{ property: "hostName" }],
    });
  });

  test("can be changed while the emulator runs", async () => {
    const { ask, emulator } = client();
    emulator.switches.errors = "starter";
    expect(valueAt((await ask("GET", "/nothing")).body, "code")).toBe("NO_RESOURCE_FOUND");
  });
});

describe("the spelling of lists", () => {
  test("sdk: the array is called after the entity, and the figures are numbers", async () => {
    const { ask } = client();
    const figures = { totalItems: 0, pageNumber: 1, pageSize: 500, size: 500 };
    expect((await ask("GET", "/trunks")).body).toEqual({ trunks: [], ...figures });
    expect((await ask("GET", "/callBlockingRules")).body).toEqual({ callBlockingRules: [], ...figures });
  });

  test("openapi: sipTrunks, ids of credential lists, a bare array of rules", async () => {
    const { ask, make } = client({ listShape: "openapi" });
    const figures = { totalItems: 1, pageNumber: "1", size: 500 };
    const trunkId = await make("/trunks", { name: "Main", hostName: "main" });
    const listId = await make("/credentialLists", {
      name: "x",
      credentials: [{ username: "u", password: PASSWORD }],
    });
    await ask("POST", `/trunks/${trunkId}/credentialLists`, { credentialListIds: [listId] });
    const trunks = (await ask("GET", "/trunks")).body;
    expect(trunks).toMatchObject({ sipTrunks: [{ id: trunkId }], ...figures });
    expect(trunks).not.toHaveProperty("pageSize");
    const lists = (await ask("GET", `/trunks/${trunkId}/credentialLists`)).body;
    expect(lists).toEqual({ credentialListIds: [listId], ...figures });
    expect((await ask("GET", "/callBlockingRules")).body).toEqual([]);
  });
});

test("putAclRanges=ignore: ranges in the update of a list change nothing", async () => {
  const { ask, make, emulator } = client({ putAclRanges: "ignore" });
  const id = await make("/accessControlLists", { name: "Office", ipRanges: [RANGE] });
  const before = emulator.state().accessControlLists[0]?.ipRanges;
  const ipRanges = [{ ipAddress: "203.0.113.0", range: 24 }];
  const answer = await ask("PUT", `/accessControlLists/${id}`, { name: "Renamed", enabled: true, ipRanges });
  expect(answer.status).toBe(200);
  expect(emulator.state().accessControlLists).toMatchObject([{ name: "Renamed", ipRanges: before }]);
});

test("strictAclEnabled: a new list must say whether it is enabled", async () => {
  const { ask } = client({ strictAclEnabled: true });
  const body = { name: "Office", ipRanges: [RANGE] };
  expect((await ask("POST", "/accessControlLists", body)).status).toBe(400);
  expect((await ask("POST", "/accessControlLists", { ...body, enabled: false })).status).toBe(200);
});

test("linksBlockTrunkDelete=false: the links go with the trunk", async () => {
  const { ask, make, emulator } = client({ linksBlockTrunkDelete: false });
  const trunkId = await make("/trunks", { name: "Main", hostName: "main" });
  const listId = await make("/accessControlLists", { name: "Office", ipRanges: [RANGE] });
  await ask("POST", `/trunks/${trunkId}/accessControlLists`, { accessControlListIds: [listId] });
  expect((await ask("DELETE", `/trunks/${trunkId}`)).status).toBe(204);
  expect(emulator.state().accessControlListLinks).toEqual([]);
  expect((await ask("DELETE", `/accessControlLists/${listId}`)).status).toBe(204);
});
