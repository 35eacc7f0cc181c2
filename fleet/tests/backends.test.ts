import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "pg";
import { skipUnless } from "../../tests/support/skip";
import type { JobOptions } from "../src/job/start";
import { ByHand } from "../../tests/support/by-hand";
import { useTeam } from "./support/team";

/* The same on each kind of store for states: a roll-out, a look for drift, a second roll-out that sets it back. */

const team = useTeam();
const PROGRAM = `
const sinch = require("pulumi-sinch");
exports.schema = { "~standard": { validate: (value) => ({ value }) } };
exports.customer = ({ id }) => {
  new sinch.SipTrunk(id + "-trunk", { name: id, hostName: "fleet-" + id });
};`;
const KEPT = 20;
/** A time in nanoseconds that is over. */
const longAgo = (number: number): string => `1${String(number).padStart(18, "0")}`;

async function rolledOut(shard: string, env: NodeJS.ProcessEnv): Promise<Partial<JobOptions>> {
  const how = { env: { ...team().options.env, ...env } };
  const release = await team().release(PROGRAM, shard, [{ id: shard }]);
  expect(await team().run({ kind: "up", shard, release }, how)).toMatchObject({ counts: { create: 3 } });
  return how;
}

async function story(shard: string, env: NodeJS.ProcessEnv): Promise<void> {
  const how = await rolledOut(shard, env);
  const drift = async (): Promise<unknown> => (await team().run({ kind: "drift", shard }, how)).found;
  expect(await drift()).not.toHaveProperty("drift");
  const { id = "" } =
    team()
      .emulator.state()
      .trunks.find(({ name }) => name === shard) ?? {};
  await new ByHand(team().emulator).change(`/trunks/${id}`, { name: "somebody else's" });
  expect(await drift()).toMatchObject({ drift: 1 });
  const { release = "" } = (await team().store.shard(shard)) ?? {};
  await team().run({ kind: "up", shard, release, isPutBack: true }, how);
  expect(await drift()).not.toHaveProperty("drift");
  const trunks = team().emulator.state().trunks;
  expect(trunks.find((one) => one.id === id)?.name).toBe(shard);
}

test("states in files; of old ones the last 20 are kept", async () => {
  const shard = "files-001";
  await story(shard, {});
  const folder = join(team().folder, "state", ".pulumi", "history", "acme", shard);
  const [newest = ""] = readdirSync(folder).filter((name) => name.endsWith(".checkpoint.json"));
  for (let number = 0; number < 2 * KEPT; number++)
    copyFileSync(join(folder, newest), join(folder, newest.replace(/\d{19}/, longAgo(number))));
  const { release = "" } = (await team().store.shard(shard)) ?? {};
  await team().run({ kind: "up", shard, release });
  const left = readdirSync(folder).filter((name) => name.endsWith(".checkpoint.json"));
  expect(left).toHaveLength(KEPT);
  expect(left).toContain(newest);
  expect(left).not.toContain(newest.replace(/\d{19}/, longAgo(0)));
  expect((await team().run({ kind: "up", shard, release })).counts).toEqual({ same: 3 });
});

test("states in PostgreSQL; of old ones the last 20 are kept, those of other shards all", async () => {
  const shard = "tables-001";
  const env = { PULUMI_BACKEND_URL: `${team().options.storeUrl}?sslmode=disable` };
  await story(shard, env);
  await rolledOut("tables-002", env);
  const client = new Client(team().options.storeUrl);
  await client.connect();
  try {
    const copy = `insert into pulumi_state (key, data)
      select regexp_replace(key, '[0-9]{19}', '1' || lpad(number::text, 18, '0')), data
      from pulumi_state, generate_series(1, ${2 * KEPT}) as number
      where key like '%/history/acme/tables-%.checkpoint.json' on conflict do nothing`;
    await client.query(copy);
    const { release = "" } = (await team().store.shard(shard)) ?? {};
    await team().run({ kind: "up", shard, release }, { env: { ...team().options.env, ...env } });
    const kept = async (name: string): Promise<number> =>
      (
        await client.query("select 1 from pulumi_state where key like $1", [
          `%/history/acme/${name}/%.checkpoint.json`,
        ])
      ).rowCount ?? 0;
    expect(await kept(shard)).toBe(KEPT);
    expect(await kept("tables-002")).toBe(2 * KEPT + 1);
  } finally {
    await client.end();
  }
});

const hasMoto = spawnSync("moto_server", ["--help"], { stdio: "ignore" }).status === 0;
const s3Test = skipUnless(hasMoto, "there is no moto_server: pip install 'moto[server]'");

s3Test("states in an object store", async () => {
  const server = spawn("moto_server", ["-H", "127.0.0.1", "-p", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  try {
    const url = await addressOf(server);
    await fetch(`${url}/states`, { method: "PUT" });
    await story("objects-001", {
      PULUMI_BACKEND_URL: `s3://states?endpoint=${url}&s3ForcePathStyle=true&region=us-east-1`,
      ...{ AWS_ACCESS_KEY_ID: "tests", AWS_SECRET_ACCESS_KEY: "tests" },
    });
  } finally {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
});

async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (stderr === null) throw new Error("its output is not read");
  for await (const line of createInterface({ input: stderr })) {
    const [, url] = /Running on (http\S+)/.exec(line) ?? [];
    if (url !== undefined) {
      stderr.resume();
      return url;
    }
  }
  throw new Error("the object store did not start");
}
