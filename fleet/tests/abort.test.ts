import { FLEET, line, PROGRAM, table } from "./support/acme";
import { startTeam, until, type Team } from "./support/fleet";
import { Store } from "../src/store/store";

const IDS = Array.from({ length: 12 }, (_, index) => `c-${index + 10}`);

let team: Team;
beforeAll(async () => {
  team = await startTeam();
  team.write({
    "fleet.yaml": FLEET.replace("webhook: true\n", "").replace("shardSize: 3", "shardSize: 1"),
    "policy.json": "{}",
    "customer.ts": PROGRAM,
    "customers.csv": table(...IDS.map((id) => line(id))),
  });
});
afterAll(async () => {
  await team.close();
});

test("aborted while the shards of a wave begin one after another, it ends once what was under way has ended and is recorded", async () => {
  await team.worker("--jobs", "3");
  // After the first shard and the tenth, each create of a trunk takes its time.
  await team.control("POST", "faults", {
    id: "slow",
    method: "POST",
    path: "/trunks",
    delayMs: 5_000,
    skip: 3,
  });
  await team.fleet("roll-out", "--yes", "--write", "--detach");
  await until("an update of the last wave", async () => {
    const { faults } = (await team.control("GET", "faults")) as { faults: { hits: number }[] };
    return faults.some(({ hits }) => hits > 0);
  });
  await team.fleet("abort");
  const store = await Store.open(team.storeUrl);
  try {
    await until("the end", async () => {
      const { stdout } = await team.fleet("status", "--json");
      const { rollOut } = JSON.parse(stdout) as { rollOut?: { phase: string } };
      return rollOut?.phase === "ended";
    });
    const held = await team.held();
    // One that was stopped before it had begun leaves its lease to end by itself.
    await until("no lease", async () => (await store.leases.processes(undefined)) === 0);
    expect(await team.held()).toEqual(held);
    const recorded = (await store.shards()).flatMap(({ customers }) => customers);
    const { trunks = [] } = held;
    expect(recorded).toEqual(expect.arrayContaining(trunks.map(({ name }) => name)));
    expect(recorded.length).toBeGreaterThan(3);
    expect(recorded.length).toBeLessThan(IDS.length);
  } finally {
    await store.close();
  }
});
