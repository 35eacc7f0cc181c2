/** A roll-out in which workers are killed again and again, and Temporal's server once: what is lost, double, or left locked. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withFleet } from "./open.mjs";

const EVERY_MS = 6_000;
const LATEST_MS = 15 * 60_000;

export async function deaths({ times, ...how }) {
  return await withFleet(how, async (fleet) => {
    await fleet.command(["plan", "--write"], [7]);
    const beganMs = Date.now();
    await fleet.command(["roll-out", "--yes", "--detach"]);
    let killed = 0;
    let ended;
    while (ended === undefined && Date.now() - beganMs < LATEST_MS) {
      await sleep(EVERY_MS);
      if (killed < times) {
        // The oldest, which has had the time to get to work.
        await fleet.endWorker(fleet.workers[0], "SIGKILL");
        killed++;
        if (killed === times / 2) await fleet.temporal.restart();
        await fleet.startWorker(how.jobs);
      }
      // Temporal may not be ready again.
      const { status, stdout } = await fleet.command(["status", "--json"], [0, 1]);
      const { rollOut } = status === 0 ? JSON.parse(stdout) : {};
      // A roll-out that waits for somebody does not end by itself.
      if (rollOut?.phase === "ended" || rollOut?.waitsFor !== undefined) ended = rollOut;
    }
    const rolledOutMs = Date.now() - beganMs;
    const drift = await fleet.command(["drift", "--json"], [0, 1, 7]);
    return {
      ...{ customers: how.customers, killed, restarts: 1, rolledOutMs },
      ended: { phase: ended?.phase, waitsFor: ended?.waitsFor, failures: ended?.failures },
      ...holdings(await fleet.emulator.state(), how.customers),
      locks: locks(join(fleet.base, "state", ".pulumi", "locks")),
      found: JSON.parse(drift.stdout).found,
    };
  });
}

/** What the account has against what it should have: of each kind one for each customer. */
function holdings(state, customers) {
  const lists = {
    trunks: state.trunks.map(({ hostName }) => hostName),
    endpoints: state.endpoints.map(({ sipTrunkId, name }) => `${sipTrunkId} ${name}`),
    accessControlLists: state.accessControlLists.map(({ name }) => name),
    bound: state.activeNumbers
      .filter(({ voice }) => voice.trunkId !== "")
      .map(({ phoneNumber }) => phoneNumber),
  };
  const counts = Object.entries(lists).map(([kind, all]) => [
    kind,
    { lost: customers - new Set(all).size, double: all.length - new Set(all).size },
  ]);
  const sum = (of) => counts.reduce((total, [, count]) => total + count[of], 0);
  return { lost: sum("lost"), double: sum("double"), holdings: Object.fromEntries(counts) };
}

function locks(folder) {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".json")).length;
}
