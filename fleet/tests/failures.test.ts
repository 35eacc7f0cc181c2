import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { FLEET, has, IDS, PROGRAM, programWith, tableWith } from "./support/acme";
import { startTeam, until, type Held, type Team } from "./support/fleet";
import { Store } from "../src/store/store";

/* What fails while a roll-out runs. Nobody does anything about it; the roll-out ends by itself, and the account has all of it once. */

let team: Team;
beforeAll(async () => {
  // So narrow that the jobs are answered 429 again and again.
  team = await startTeam({ emulator: ["--api-limit", "6/6"] });
  const fleet = FLEET.replace("webhook: true\n", "").replace(
    "{ seconds: 10 }",
    "{ seconds: 10, graceSeconds: 2 }",
  );
  team.write({
    "fleet.yaml": fleet,
    "policy.json": "{}",
    "customer.ts": PROGRAM,
    "customers.csv": tableWith(),
  });
});
afterAll(async () => {
  await team.close();
});

/** Processes that descend from one, and whose command is like that. */
function below(pid: number | undefined, command: RegExp): number[] {
  const { stdout } = spawnSync("ps", ["-A", "-ww", "-o", "pid=,ppid=,args="], { encoding: "utf8" });
  const all = stdout.split("\n").map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []);
  const children = all.filter(([, , parent]) => Number(parent) === pid);
  return children.flatMap(([, child, , args = ""]) => [
    ...(command.test(args) ? [Number(child)] : []),
    ...below(Number(child), command),
  ]);
}

async function ended(): Promise<{ outcome: string }[]> {
  return await until("the end of the roll-out", async () => {
    const { stdout } = await team.fleet("status", "--json");
    const { rollOut, runs } = JSON.parse(stdout) as {
      rollOut?: { phase: string };
      runs: { outcome: string }[];
    };
    return rollOut?.phase === "ended" && runs;
  });
}

const trunks = async (): Promise<unknown[]> =>
  ((await team.held()).trunks ?? []).map(({ name }) => name).sort();

/** That the account has everything once, and that nobody holds or has left anything. */
async function isWhole(suffix = ""): Promise<Held> {
  const held = await team.held();
  expect(await trunks()).toEqual(IDS.map((id) => `${id}${suffix}`));
  const counts = [held.endpoints, held.accessControlLists, held.accessControlListLinks, held.credentialLists];
  expect(counts.map((all) => all?.length)).toEqual([8, 7, 7, 1]);
  expect(has(held, "a")).toMatchObject({ numbers: [{ phoneNumber: "+12025550101" }] });
  const store = await Store.open(team.storeUrl);
  try {
    expect((await store.shards()).map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
    expect(await store.leases.processes(undefined)).toBe(0);
  } finally {
    await store.close();
  }
  const state = String(team.env.PULUMI_BACKEND_URL).replace("file://", "");
  const locks = readdirSync(join(state, ".pulumi"), { recursive: true }).filter((name) =>
    /locks.*\.json$/.test(String(name)),
  );
  expect(locks).toEqual([]);
  expect(readdirSync(team.folder).filter((name) => name.startsWith(".fleet-"))).toEqual([]);
  return held;
}

test("the API is down, a job is killed and the API limits all the time: the roll-out waits, and ends", async () => {
  const first = await team.worker("--jobs", "2");
  await team.control("POST", "faults", { path: "/trunks", status: 503, times: 100_000 });
  await team.fleet("roll-out", "--yes", "--write", "--detach");
  const refused = async (status: number) =>
    (await team.requests()).filter((one) => one.status === status).length;
  await until("requests that the API does not take", async () => (await refused(503)) > 2);
  for (const pid of below(first.pid, /job\/main\.js$/)) process.kill(pid, "SIGKILL");
  const before = await refused(503);
  await until("another try", async () => (await refused(503)) > before);
  await team.control("DELETE", "faults");
  expect((await ended())[0]).toMatchObject({ outcome: "done" });
  expect(await refused(429)).toBeGreaterThan(0);
  await isWhole();
});

test("a worker is killed and Temporal starts anew: another worker goes on", async () => {
  team.write({ "customer.ts": programWith("2") });
  await team.fleet("roll-out", "--yes", "--detach");
  await until("the first change", async () => (await trunks()).some((name) => String(name).endsWith("2")));
  await team.killWorkers();
  await team.worker();
  await team.restartTemporal();
  expect((await ended())[0]).toMatchObject({ outcome: "done" });
  await isWhole("2");
});
