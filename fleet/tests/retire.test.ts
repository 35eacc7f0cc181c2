import { useTeam } from "./support/team";

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
let shared;
exports.customer = ({ id, isSharing }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
  const list = isSharing && shared ? shared : new sinch.AccessControlList(id + "-list", { name: id, ipRanges: [{ ipAddress: "192.0.2.1" }] });
  shared = list;
  new sinch.TrunkAccessControlList(id + "-link", { sipTrunkId: trunk.id, accessControlListId: list.id });
};`;

/** Which of these customers the account has anything of, each as often as it has. */
const held = (...customers: readonly string[]): string[] => {
  const { trunks, accessControlLists } = team().emulator.state();
  const names = [...trunks, ...accessControlLists].map(({ name }) => name);
  return names.filter((name) => customers.includes(name)).sort();
};

test("all of one customer goes, nothing of another one's, and nothing is to be done after it", async () => {
  const shard = "main-001";
  const release = await team().release(PROGRAM, shard, [{ id: "acme" }, { id: "bolt" }]);
  await team().run({ kind: "up", shard, release });
  const gone = await team().run({ kind: "retire", shard, customer: "acme" });
  expect(gone).toMatchObject({ counts: { delete: 4 }, settled: 0 });
  expect(held("acme", "bolt")).toEqual(["bolt", "bolt"]);
  const record = await team().store.shard(shard);
  expect(record).toMatchObject({ customers: ["bolt"], outcome: "done" });
  const { counts } = await team().run({ kind: "preview", shard, release: record?.release ?? "" });
  expect(counts).toEqual({ same: 5 });
  // Whoever did not hear the answer asks again.
  expect(await team().run({ kind: "retire", shard, customer: "acme" })).toMatchObject({ counts: {} });
  await team().run({ kind: "retire", shard, customer: "bolt" });
  expect(held("acme", "bolt")).toEqual([]);
  expect(await team().store.shard(shard)).toBeUndefined();
});

test("a list that another customer uses does not go, nor does anything else of its owner", async () => {
  const shard = "main-002";
  const rows = [{ id: "cora" }, { id: "dune", isSharing: true }];
  await team().run({ kind: "up", shard, release: await team().release(PROGRAM, shard, rows) });
  const before = team().emulator.state();
  await expect(team().run({ kind: "retire", shard, customer: "cora" })).rejects.toMatchObject({
    ...{ name: "BadInputError", message: "dune uses what belongs to cora: they cannot be parted" },
  });
  expect(team().emulator.state()).toEqual(before);
  // Who only uses it can go.
  await team().run({ kind: "retire", shard, customer: "dune" });
  expect(held("cora", "dune")).toEqual(["cora", "cora"]);
});

test("one that the API refuses to delete stays recorded, and goes the next time", async () => {
  const shard = "main-003";
  await team().run({ kind: "up", shard, release: await team().release(PROGRAM, shard, [{ id: "echo" }]) });
  const { emulator, store } = team();
  emulator.addFault({ method: "DELETE", path: "/trunks/*", status: 400, times: 9 });
  await expect(team().run({ kind: "retire", shard, customer: "echo" })).rejects.toMatchObject({
    name: "UpdateFailedError",
  });
  emulator.clearFaults();
  expect(await store.shard(shard)).toMatchObject({ customers: ["echo"] });
  await team().run({ kind: "retire", shard, customer: "echo" });
  expect(held("echo")).toEqual([]);
  expect(await store.shard(shard)).toBeUndefined();
});
