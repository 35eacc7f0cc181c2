import { join } from "node:path";
import { useTeam } from "./support/team";
import { until } from "./support/until";

const team = useTeam();

/** A trunk for each customer, and a list if it says so. */
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id, name, list }) => {
  new sinch.SipTrunk(id + "-trunk", { name: name ?? id, hostName: "fleet-" + id });
  if (list) new sinch.AccessControlList(id + "-list", { name: id, ipRanges: [{ ipAddress: list }] });
};`;

const names = (): string[] =>
  team()
    .emulator.state()
    .trunks.map(({ name }) => name)
    .sort();

test("a shard is previewed, brought to a release, and recorded", async () => {
  const shard = "main-001";
  const release = await team().release(PROGRAM, shard, [{ id: "acme", list: "192.0.2.1" }, { id: "bolt" }]);
  const previewed = await team().run({ kind: "preview", shard, release });
  expect(previewed).toMatchObject({ counts: { create: 6 }, left: [] });
  expect(JSON.parse(await team().store.get(previewed.report))).toMatchObject({
    report: { form: "preview", errors: [] },
  });
  expect(team().emulator.requests()).toEqual([]);

  const updated = await team().run({ kind: "up", shard, release });
  expect(updated).toMatchObject({ counts: { create: 6 }, left: [], settled: 0 });
  expect(names()).toEqual(["acme", "bolt"]);
  expect(await team().store.shard(shard)).toMatchObject({
    ...{ release, customers: ["acme", "bolt"], left: [], outcome: "done" },
  });
  expect(await team().run({ kind: "up", shard, release })).toMatchObject({ counts: { same: 6 } });
  expect(team().leftBehind()).toEqual([]);
});

test("a customer whose row is refused or gone is left exactly as it is, and told", async () => {
  const shard = "main-002";
  const rows = ["cora", "dune", "echo"].map((id) => ({ id, list: "192.0.2.1" }));
  await team().run({ kind: "up", shard, release: await team().release(PROGRAM, shard, rows) });
  const before = team().emulator.state();
  const left = [{ customer: "dune", text: "its row is refused" }];
  const release = await team().release(PROGRAM, shard, [{ id: "cora", name: "Cora" }], left);
  team().emulator.clearRequests();

  expect(await team().run({ kind: "preview", shard, release })).toMatchObject({
    ...{ counts: { update: 1, delete: 1 }, left: ["dune", "echo"] },
  });
  expect(await team().run({ kind: "up", shard, release })).toMatchObject({ left: ["dune", "echo"] });
  const others = <One extends { name: string }>(all: One[]) =>
    all.filter(({ name }) => !/^cora$/i.test(name));
  expect(others(team().emulator.state().trunks)).toEqual(others(before.trunks));
  expect(others(team().emulator.state().accessControlLists)).toEqual(others(before.accessControlLists));
  expect(names()).toContain("Cora");
  expect(await team().store.shard(shard)).toMatchObject({
    ...{ customers: ["cora", "dune", "echo"], left: ["dune", "echo"], outcome: "done" },
  });
});

test("where the API is down, one resource fails or the key is refused, the error says which, and the shard is tried again", async () => {
  const shard = "main-003";
  const impatient = PROGRAM.replace(" });\n", " }, { customTimeouts: { create: '1s' } });\n");
  const release = await team().release(impatient, shard, [{ id: "fern" }, { id: "gale" }]);
  const job = { kind: "up", shard, release } as const;
  const { emulator, store } = team();
  const POST = { method: "POST", path: "/trunks" };
  // Nobody listens there.
  const env = { ...team().options.env, SINCH_API_URL: "http://127.0.0.1:9" };
  await expect(team().run(job, { env })).rejects.toMatchObject({
    ...{ name: "ApiDownError", message: "main-003: the API does not answer" },
  });
  expect(await store.shard(shard)).toMatchObject({ outcome: "failed", digest: "" });
  emulator.addFault({ ...POST, status: 400, message: "fern's password is hunter2" });
  await expect(team().run(job)).rejects.toMatchObject({
    ...{ name: "UpdateFailedError", message: "main-003: 1 resource failed" },
  });
  emulator.addFault({ path: "/oauth2/token", status: 401, times: 9 });
  await expect(team().run(job)).rejects.toMatchObject({ name: "CredentialsError" });
  emulator.clearFaults();
  await team().run(job);
  expect(names()).toEqual(expect.arrayContaining(["fern", "gale"]));
  expect(await store.shard(shard)).toMatchObject({ outcome: "done" });
});

test("a program that throws, a release that is not there and a missing key end a job without a word of theirs", async () => {
  const shard = "main-004";
  const thrower = `exports.customer = () => { throw new Error("hunter2"); };`;
  const release = await team().release(thrower, shard, [{ id: "hill" }]);
  const errorOf = (job: Parameters<ReturnType<typeof team>["run"]>[0], env?: NodeJS.ProcessEnv) =>
    team()
      .run(job, env && { env })
      .then(String, String);
  const thrown = await errorOf({ kind: "up", shard, release });
  expect(thrown).toMatch(/^BadInputError: /);
  expect(thrown).not.toMatch("hunter2");
  expect(await errorOf({ kind: "up", shard, release: "none" })).toMatch(
    /^BadInputError: .* nothing under none/,
  );
  expect(await errorOf({ kind: "up", shard, release }, {})).toMatch(/^CredentialsError: .*SINCH_KEY_ID/);
});

test("two of one shard at once: one gets the lease, the other is told that it is busy", async () => {
  const shard = "main-005";
  const job = { kind: "up", shard, release: await team().release(PROGRAM, shard, [{ id: "iris" }]) } as const;
  const both = await Promise.allSettled([team().run(job), team().run(job)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({
    reason: { name: "ShardBusyError" },
  });
});

test("a job that is told to stop ends what is under way, and keeps it", async () => {
  const shard = "main-006";
  const rows = Array.from({ length: 30 }, (_, index) => ({ id: `jade-${index}` }));
  const release = await team().release(PROGRAM, shard, rows);
  const stopping = new AbortController();
  team().emulator.addFault({ method: "POST", path: "/trunks", when: "after", delayMs: 1000, times: 30 });
  const before = names().length;
  const stopped = team().run({ kind: "up", shard, release }, { signal: stopping.signal });
  await until(() => names().length > before);
  stopping.abort();
  await expect(stopped).rejects.toMatchObject({ name: "StoppedError" });
  const made = names().length - before;
  team().emulator.clearFaults();
  const { counts } = await team().run({ kind: "up", shard, release });
  // Their trunks, and a component for each customer that had none.
  expect(counts.create).toBeGreaterThanOrEqual(30 - made);
  expect(names()).toHaveLength(before + 30);
});

test("no password is in a report, whether the program marks it as secret or not", async () => {
  const shard = "main-007";
  const program = `
const pulumi = require("@pulumi/pulumi");
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id }) => {
  const credentials = [
    { username: id + "-1", password: "Planted-In-Clear-1" },
    { username: id + "-2", password: pulumi.secret("Planted-As-Secret-2") },
  ];
  new sinch.CredentialList(id, { name: id, credentials });
};`;
  const release = await team().release(program, shard, [{ id: "kite" }]);
  const { report } = await team().run({ kind: "preview", shard, release });
  await team().run({ kind: "up", shard, release });
  const drift = await team().run({ kind: "drift", shard });
  const besides = await team().run({ kind: "leftovers" });
  for (const hash of [report, drift.report, besides.report])
    expect(await team().store.get(hash)).not.toMatch("Planted");
});

test("a ready-made customer with an account of its own opens its countries and no others, which stay once its cell is empty", async () => {
  const program = `
const { customerSchema, declareCustomer } = require(${JSON.stringify(join(__dirname, "..", "dist", "index.js"))});
exports.schema = customerSchema;
exports.customer = declareCustomer;`;
  const alone = { id: "alone", name: "Alone", hostName: "acme-alone", addresses: "192.0.2.9" };
  const shard = "countries-001";
  const release = await team().release(program, shard, [{ ...alone, countries: "se;US" }]);
  await team().run({ kind: "up", shard, release });
  // Canada was open at first.
  const open = { CA: false, SE: true };
  expect(team().emulator.state().countryPermissions).toEqual(open);
  const without = await team().release(program, shard, [alone]);
  await team().run({ kind: "up", shard, release: without });
  expect(team().emulator.state().countryPermissions).toEqual(open);
});
