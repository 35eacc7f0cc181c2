import { conformance, listAt, rule, textAt, valueAt } from "./api";

const api = conformance();
const RANGE = { description: "HQ", ipAddress: "198.51.100.16", range: 28 };

describe("access control lists", () => {
  rule("documented", "creation answers the list with its ranges and their ids", async () => {
    const name = api.name();
    const body = { name, enabled: true, ipRanges: [RANGE] };
    const answer = await api.ask("POST", "/accessControlLists", { body });
    const id = textAt(answer.body, "id");
    expect([200, 201]).toContain(answer.status);
    expect(answer.body).toMatchObject({ ...body, ipRanges: [{ ...RANGE, accessControlListId: id }] });
  });

  rule("documented", "a range without a length is a single address", async () => {
    const id = await list({ ipRanges: [{ ipAddress: "198.51.100.7" }] });
    const { body } = await api.ask("GET", `/accessControlLists/${id}`);
    expect(listAt(body, "ipRanges")).toMatchObject([{ ipAddress: "198.51.100.7", range: 32 }]);
  });

  rule("documented", "a list needs at least one range", async () => {
    const body = { name: api.name(), enabled: true, ipRanges: [] };
    expect((await api.ask("POST", "/accessControlLists", { body })).status).toBe(400);
  });

  rule("observed", "a range written with its length behind a slash is refused", async () => {
    const body = { name: api.name(), enabled: true, ipRanges: ["198.51.100.0/24"] };
    const answer = await api.ask("POST", "/accessControlLists", { body });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Failed to read HTTP message");
  });

  rule("observed", "the length of a range is between 1 and 32", async () => {
    for (const range of [0, 33]) {
      const body = { name: api.name(), enabled: true, ipRanges: [{ ...RANGE, range }] };
      expect((await api.ask("POST", "/accessControlLists", { body })).status).toBe(400);
    }
  });

  rule("documented", "ranges are added, changed and removed one by one", async () => {
    const path = `/accessControlLists/${await list()}/ipRanges`;
    const added = await api.ask("POST", path, { body: { ipAddress: "203.0.113.0", range: 24 } });
    expect([200, 201]).toContain(added.status);
    const id = textAt(added.body, "id");
    const body = { description: "lab", ipAddress: "203.0.113.128", range: 25 };
    expect((await api.ask("PUT", `${path}/${id}`, { body })).body).toMatchObject({ id, ...body });
    const both = await api.ask("GET", path);
    expect(both.body).toMatchObject({ ipRanges: [RANGE, body], totalItems: 2 });
    expect((await api.ask("DELETE", `${path}/${id}`)).status).toBe(204);
    expect((await api.ask("GET", path)).body).toMatchObject({ ipRanges: [RANGE], totalItems: 1 });
  });

  rule("documented", "the last range cannot be removed", async () => {
    const path = `/accessControlLists/${await list()}/ipRanges`;
    const [range] = listAt((await api.ask("GET", path)).body, "ipRanges");
    const answer = await api.ask("DELETE", `${path}/${textAt(range, "id")}`);
    expect(answer.status).toBe(400);
  });

  rule("observed", "an update without ranges leaves them as they are", async () => {
    const id = await list();
    const path = `/accessControlLists/${id}`;
    const before = await api.ask("GET", path);
    await api.ask("PUT", path, { body: { name: "Renamed", enabled: false } });
    const after = await api.ask("GET", path);
    expect(after.body).toMatchObject({ name: "Renamed", enabled: false });
    expect(valueAt(after.body, "ipRanges")).toEqual(valueAt(before.body, "ipRanges"));
  });

  rule("assumed", "an update with ranges replaces them, and an identical one keeps its id", async () => {
    const id = await list();
    const path = `/accessControlLists/${id}`;
    const [kept] = listAt((await api.ask("GET", path)).body, "ipRanges");
    const other = { description: "lab", ipAddress: "203.0.113.0", range: 24 };
    await api.ask("PUT", path, { body: { name: "Both", enabled: true, ipRanges: [other, RANGE] } });
    const ranges = listAt((await api.ask("GET", path)).body, "ipRanges");
    expect(ranges).toHaveLength(2);
    expect(ranges).toContainEqual(kept);
    expect(ranges).toContainEqual(expect.objectContaining(other));
  });

  rule("documented", "a list that is linked to a trunk cannot be deleted, and names its trunks", async () => {
    const id = await list();
    const trunkId = await api.make("/trunks", { name: api.name(), hostName: api.name() });
    const link = `/trunks/${trunkId}/accessControlLists`;
    await api.ask("POST", link, { body: { accessControlListIds: [id] } });
    api.cleanUp(`${link}/${id}`);
    const answer = await api.ask("DELETE", `/accessControlLists/${id}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain("Access Control List cannot be deleted while attached to a SIP Trunk");
    const { body } = await api.ask("GET", `/accessControlLists/${id}/trunks`);
    expect(body).toMatchObject({ trunks: [{ id: trunkId }], totalItems: 1 });
  });
});

function list({ ipRanges = [RANGE] }: { ipRanges?: object[] } = {}): Promise<string> {
  return api.make("/accessControlLists", { name: api.name(), enabled: true, ipRanges });
}
