import { client } from "./client";

const PASSWORD = "Correct-horse-9";
const RANGE = { ipAddress: "198.51.100.16", range: 28 };
const RULE = { name: "No 900", direction: "OUTBOUND", calleeMatch: "1900" };

/** A project with one of each, and the paths of its lists with the names of their arrays. */
async function filled() {
  const user = client();
  const { make, ask } = user;
  const trunk = `/trunks/${await make("/trunks", { name: "Main", hostName: "main" })}`;
  const rangesId = await make("/accessControlLists", { name: "Office", ipRanges: [RANGE] });
  const credentials = [{ username: "one", password: PASSWORD }];
  const usersId = await make("/credentialLists", { name: "Phones", credentials });
  await make(`${trunk}/endpoints`, { name: "sbc", address: "203.0.113.21", priority: 1 });
  await make("/callBlockingRules", RULE);
  await ask("POST", `${trunk}/accessControlLists`, { accessControlListIds: [rangesId] });
  await ask("POST", `${trunk}/credentialLists`, { credentialListIds: [usersId] });
  await make("/phoneNumbers", { phoneNumber: "+12025550101", sipTrunkId: trunk.slice("/trunks/".length) });
  const lists = [
    ["/trunks", "trunks"],
    ["/trunks?domain=main.pstn.sinch.com", "trunks"],
    [`${trunk}/endpoints`, "endpoints"],
    [`${trunk}/accessControlLists`, "accessControlListIds"],
    [`${trunk}/credentialLists`, "credentialLists"],
    ["/accessControlLists", "accessControlLists"],
    [`/accessControlLists/${rangesId}/ipRanges`, "ipRanges"],
    [`/accessControlLists/${rangesId}/trunks`, "trunks"],
    ["/credentialLists", "credentialLists"],
    [`/credentialLists/${usersId}/trunks`, "trunks"],
    ["/callBlockingRules", "callBlockingRules"],
    ["/phoneNumbers", "phoneNumbers"],
  ] as const;
  return { ...user, trunk, rangesId, lists };
}

test("emptyLists: every list is well-formed and empty, and with the switch off has its entities", async () => {
  const { ask, emulator, lists } = await filled();
  for (const isOn of [true, false]) {
    emulator.switches.emptyLists = isOn;
    for (const [path, name] of lists) {
      const count = isOn ? 0 : 1;
      const figures = { totalItems: count, pageNumber: 1, pageSize: 500, size: 500 };
      const { status, body } = await ask("GET", path);
      const items = Array.from({ length: count }, () => expect.anything() as unknown);
      expect([path, status, body]).toEqual([path, 200, { ...figures, [name]: items }]);
    }
  }
});

test("emptyLists: the active numbers too, and lists in the other spelling", async () => {
  const { ask, emulator } = await filled();
  const path = "/activeNumbers?type=LOCAL";
  expect((await ask("GET", path)).body).toMatchObject({ totalSize: 3 });
  emulator.switches.emptyLists = true;
  expect((await ask("GET", path)).body).toEqual({ activeNumbers: [], nextPageToken: "", totalSize: 0 });
  emulator.switches.listShape = "openapi";
  expect((await ask("GET", "/callBlockingRules")).body).toEqual([]);
  expect((await ask("GET", "/trunks")).body).toEqual({
    sipTrunks: [],
    totalItems: 0,
    pageNumber: "1",
    size: 500,
  });
});

test("emptyLists: single reads, writes, deletions and the countries are as ever", async () => {
  const { ask, emulator, make, trunk, rangesId } = await filled();
  emulator.switches.emptyLists = true;
  expect((await ask("GET", trunk)).body).toMatchObject({ hostName: "main" });
  expect((await ask("GET", `/accessControlLists/${rangesId}`)).body).toMatchObject({ ipRanges: [RANGE] });
  expect((await ask("POST", "/trunks", { name: "x", hostName: "main" })).status).toBe(400);
  const rule = `/callBlockingRules/${await make("/callBlockingRules", RULE)}`;
  expect((await ask("PUT", rule, { ...RULE, name: "Renamed" })).body).toMatchObject({ name: "Renamed" });
  expect((await ask("DELETE", rule)).status).toBe(204);
  expect((await ask("GET", "/trunks/01X")).status).toBe(404);
  expect((await ask("GET", "/trunks?size=0")).status).toBe(400);
  expect((await ask("GET", "/countryPermissions")).text).toContain('"isoCode":"SE"');
});
