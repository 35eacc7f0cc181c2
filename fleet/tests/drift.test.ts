import { ByHand } from "../../tests/support/by-hand";
import { useTeam } from "./support/team";

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
  new sinch.SipEndpoint(id + "-pbx", { sipTrunkId: trunk.id, name: id, priority: 1, address: "192.0.2.1" });
};`;
const shard = "main-001";
/** Of two a provider reads the endpoints singly, of the others by lists. */
const IDS = ["acme", "bolt", "cafe", "dune"];

interface Found {
  readonly found: readonly { readonly urgency: string; readonly text: string }[];
}
const report = async (hash: string): Promise<Found["found"]> =>
  (JSON.parse(await team().store.get(hash)) as Found).found;

beforeAll(async () => {
  const release = await team().release(
    PROGRAM,
    shard,
    IDS.map((id) => ({ id })),
  );
  await team().run({ kind: "up", shard, release });
});

test("as long as nobody changes anything, nothing has drifted and nothing is left over", async () => {
  const { found } = await team().run({ kind: "drift", shard });
  expect(found).not.toHaveProperty("alarm");
  expect(found).not.toHaveProperty("drift");
  const besides = await team().run({ kind: "leftovers" });
  expect(besides.found).toEqual({ advice: 2 });
  const texts = (await report(besides.report)).map(({ text }) => text);
  expect(texts.filter((text) => !/many a new project begins so$/.test(text))).toEqual([]);
});

test("what was listed for a shard is not asked for again beside it, unless there is something", async () => {
  const { lists = "" } = await team().run({ kind: "drift", shard });
  team().emulator.clearRequests();
  await team().run({ kind: "leftovers", lists: [lists] });
  const listed = team()
    .emulator.requests()
    .filter(({ path }) => path.endsWith("/endpoints"));
  expect(listed).toHaveLength(2);
  await expect(team().store.get(lists)).rejects.toThrow("nothing under");
});

test("what is gone since it was listed for a shard is not told", async () => {
  const byHand = new ByHand(team().emulator);
  const made: string[] = [];
  for (const trunk of team().emulator.state().trunks) {
    const endpoints = `/trunks/${trunk.id}/endpoints`;
    const { id } = await byHand.post(endpoints, { name: "gone", priority: 2, address: "198.51.100.68" });
    made.push(`${endpoints}/${String(id)}`);
  }
  const { lists = "" } = await team().run({ kind: "drift", shard });
  expect(await team().store.get(lists)).toContain("198.51.100.68");
  for (const endpoint of made) await byHand.delete(endpoint);
  expect((await team().run({ kind: "leftovers", lists: [lists] })).found).toEqual({ advice: 2 });
});

test("what was changed by hand is told by urgency: in the state, and beside it", async () => {
  const byHand = new ByHand(team().emulator);
  const { trunks } = team().emulator.state();
  const acme = trunks.find(({ name }) => name === "acme");
  if (acme === undefined) throw new Error("acme has no trunk");
  const [endpoint] = await byHand.list(`/trunks/${acme.id}/endpoints`);
  await byHand.change(`/trunks/${acme.id}/endpoints/${String(endpoint?.id)}`, { address: "198.51.100.66" });
  await byHand.post(`/trunks/${acme.id}/endpoints`, { name: "odd", priority: 1, address: "198.51.100.67" });
  await byHand.put("/countryPermissions/LV", { isoCode: "LV", enabled: true });

  const inState = await team().run({ kind: "drift", shard });
  expect(inState.found).toMatchObject({ alarm: 2, drift: 1 });
  expect(await report(inState.report)).toContainEqual(
    expect.objectContaining({ urgency: "alarm", text: expect.stringContaining("198.51.100.66") as string }),
  );
  const beside = await team().run({ kind: "leftovers" });
  const alarms = (await report(beside.report)).filter(({ urgency }) => urgency === "alarm");
  expect(alarms.map(({ text }) => /LV|odd/.exec(text)?.[0]).sort()).toEqual(["LV", "odd", "odd"]);
  expect(team().leftBehind()).toEqual([]);
});
