import { spawnSync } from "node:child_process";
import { Client } from "pg";
import type { JobOptions } from "../src/job/start";
import type { Row } from "../src/model";
import { useTeam } from "./support/team";
import { until } from "./support/until";

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id, name }) => {
  const trunk = new sinch.SipTrunk(id + "-trunk", { name: name ?? id, hostName: "fleet-" + id });
  const list = new sinch.CredentialList(id + "-list", { name: id, credentials: [{ username: id, password: "Moved-Secret-1" }] });
  new sinch.TrunkCredentialList(id + "-link", { sipTrunkId: trunk.id, credentialListId: list.id });
};`;
/** A component and what stands below it, for each customer. */
const EACH = 4;

/** With the states in the same PostgreSQL as the store, where a write can be held up. */
function inPostgres(): Partial<JobOptions> {
  const { options } = team();
  const url = `${options.storeUrl}?sslmode=disable`;
  return { env: { ...options.env, PULUMI_BACKEND_URL: url }, lease: { seconds: 6, graceSeconds: 1 } };
}

const rowsOf = (...ids: readonly string[]): Row[] => ids.map((id) => ({ id }));

async function rolledOut(shard: string, ids: readonly string[], how?: Partial<JobOptions>): Promise<void> {
  await team().run({ kind: "up", shard, release: await team().release(PROGRAM, shard, rowsOf(...ids)) }, how);
}

/** What a preview of the recorded release says of a shard. */
async function previewOf(shard: string, how?: Partial<JobOptions>): Promise<unknown> {
  const { release = "" } = (await team().store.shard(shard)) ?? {};
  return (await team().run({ kind: "preview", shard, release }, how)).counts;
}

/** At once, all that a guard has started and itself. */
function killSession(guard: number): void {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,sess="], { encoding: "utf8" });
  for (const line of stdout.split("\n")) {
    const [pid = 0, session] = line.trim().split(/\s+/).map(Number);
    if (session !== guard) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** A job that may find the lease of a killed one: again until it has it. */
async function patiently<Outcome>(run: () => Promise<Outcome>): Promise<Outcome> {
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if ((error as Error).name !== "ShardBusyError") throw error;
    }
  }
}

const changing = (): unknown[] =>
  team()
    .emulator.requests()
    .filter(({ method, path }) => method !== "GET" && !path.includes("oauth2"));

test("customers go into a new shard and into one that is there, nothing is asked to change, and nothing is to be done after it", async () => {
  await rolledOut("main-001", ["acme", "bolt", "cora"]);
  await rolledOut("main-002", ["dune"]);
  const before = team().emulator.state();
  team().emulator.clearRequests();
  const job = { kind: "move", shard: "main-001" } as const;
  expect(await team().run({ ...job, customers: ["bolt"], to: "main-002" })).toEqual({ resources: EACH });
  expect(await team().run({ ...job, customers: ["cora"], to: "main-003" })).toEqual({ resources: EACH });
  // Whoever did not hear the answer asks again.
  expect(await team().run({ ...job, customers: ["cora"], to: "main-003" })).toEqual({ resources: EACH });

  // The stack and the provider count as well.
  expect(await previewOf("main-001")).toEqual({ same: EACH + 1 });
  expect(await previewOf("main-002")).toEqual({ same: 2 * EACH + 1 });
  expect(await previewOf("main-003")).toEqual({ same: EACH + 1 });
  expect(changing()).toEqual([]);
  expect(team().emulator.state()).toEqual(before);
  const records = await team().store.shards();
  expect(records.map(({ name, customers }) => [name, customers])).toEqual([
    ["main-001", ["acme"]],
    ["main-002", ["bolt", "dune"]],
    ["main-003", ["cora"]],
  ]);

  // A release of the time before would make them again.
  const old = await team().release(PROGRAM, "main-001", rowsOf("acme", "bolt"));
  await expect(team().run({ kind: "up", shard: "main-001", release: old })).rejects.toMatchObject({
    ...{ name: "BadInputError", message: expect.stringContaining("bolt is in main-002") as string },
  });
  const { release } = (await team().store.shard("main-003")) ?? { release: "" };
  expect((await team().run({ kind: "up", shard: "main-003", release })).counts).toEqual({ same: EACH + 1 });
});

test("the last customer of a shard can go; the shard is forgotten", async () => {
  await rolledOut("main-011", ["echo"]);
  await team().run({ kind: "move", shard: "main-011", customers: ["echo"], to: "main-012" });
  expect(await team().store.shard("main-011")).toBeUndefined();
  expect(await previewOf("main-012")).toEqual({ same: EACH + 1 });
});

test("whoever uses what is another one's is not parted from it", async () => {
  const shard = "main-021";
  const sharing = PROGRAM.replace("exports.customer", "let first; exports.customer").replace(
    "credentialListId: list.id",
    "credentialListId: (first ??= list).id",
  );
  const release = await team().release(sharing, shard, rowsOf("fern", "gale"));
  await team().run({ kind: "up", shard, release });
  const job = { kind: "move", shard, to: "main-022" } as const;
  for (const customers of [["fern"], ["gale"]]) {
    await expect(team().run({ ...job, customers })).rejects.toMatchObject({
      message: expect.stringContaining("gale uses what belongs to fern") as string,
    });
  }
  expect(await team().run({ ...job, customers: ["fern", "gale"] })).toEqual({ resources: 2 * EACH });
});

test("killed between the two writes: nothing else is done in either shard, and the same move ends it", async () => {
  const how = inPostgres();
  await rolledOut("main-031", ["hill", "iris"], how);
  await rolledOut("main-032", ["jade"], how);
  const before = team().emulator.state();
  const job = { kind: "move", shard: "main-031", customers: ["iris"], to: "main-032" } as const;

  // The write of the source waits for this row; that of the target, which comes first, does not.
  const holder = new Client(team().options.storeUrl);
  await holder.connect();
  await holder.query("begin");
  const held = await holder.query(
    "select 1 from pulumi_state where key like '%stacks/acme/main-031.json' for update",
  );
  expect(held.rowCount).toBe(1);
  let guard = 0;
  const ended = team()
    .run(job, { ...how, onStarted: (pid) => (guard = pid) })
    .catch((error: unknown) => (error as Error).name);
  const other = new Client(team().options.storeUrl);
  await other.connect();
  const waiting = async (): Promise<unknown[]> =>
    (
      await other.query<{ pid: number }>(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and query like '%pulumi_state%'",
      )
    ).rows;
  await until(async () => (await waiting()).length > 0);
  killSession(guard);
  expect(await ended).toBe("JobDiedError");
  await other.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and query like '%pulumi_state%'",
  );
  await until(async () => (await waiting()).length === 0);
  const states = await other.query<{ text: string }>(
    "select convert_from(decode(data->>'data', 'base64'), 'UTF8') as text from pulumi_state where key ~ 'stacks/acme/main-03[12].json$' order by key",
  );
  // In both, but lost in neither.
  expect(states.rows.map(({ text }) => text.includes("iris-trunk"))).toEqual([true, true]);
  await Promise.all([holder.end(), other.end()]);

  const release = await team().release(PROGRAM, "main-032", rowsOf("jade"));
  const upOfTarget = { kind: "up", shard: "main-032", release } as const;
  await expect(patiently(() => team().run(upOfTarget, how))).rejects.toMatchObject({
    ...{
      name: "BadInputError",
      message: expect.stringContaining("run it again (move main-032 iris)") as string,
    },
  });
  expect(await patiently(() => team().run(job, how))).toEqual({ resources: EACH });
  expect(await previewOf("main-031", how)).toEqual({ same: EACH + 1 });
  expect(await previewOf("main-032", how)).toEqual({ same: 2 * EACH + 1 });
  expect(team().emulator.state()).toEqual(before);
});
