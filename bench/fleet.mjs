/** What a fleet of many customers takes: a roll-out, a look for drift, one change, memory, and deaths in the middle. */
import { loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildFleet } from "../tools/fleet/build.mjs";
import { ROOT } from "../tools/setup.mjs";
import { startEmulator } from "./emulator.mjs";
import { watch } from "./process-usage.mjs";
import { deaths } from "./fleet/deaths.mjs";
import { emulatorArgs, EMULATOR, withFleet } from "./fleet/open.mjs";
import { childrenReadTwice, kinds, readTwice, told } from "./fleet/requests.mjs";
import { createStack } from "./stack.mjs";

/** Jobs at once on so many cores: more of them share the rate and the processor in smaller parts. */
export const WORKERS = { workers: 4, jobs: 2 };
/** So many stacks of one customer each are measured, and multiplied. */
const SINGLE = 20;
const SIZES = [10, 25, 50, 100, 200];
const KILLED = { customers: 200, times: 10 };
/** In six shards, of which four are in the last wave. */
const FOR_MEMORY = 300;
/** How often it is looked at, for minutes. */
const SUM_EVERY_MS = 250;
const COMMAND = join(ROOT, "dist", "bin", "pulumi-sinch.js");
const ONE_CUSTOMER = fileURLToPath(new URL("program/one-customer.js", import.meta.url));

/** All of it; each step is a fleet of its own. */
export async function fleet({ bin, step, latencyMs, customers, say }) {
  await buildFleet({ say });
  const common = { bin, latencyMs, ...WORKERS };
  for (const count of customers) await step(`fleet/grow/${count}`, () => grow(count, common));
  await step("fleet/stack a customer", () => single({ bin, latencyMs }));
  await step("fleet/deaths", () => deaths({ ...common, ...KILLED }));
  await step("fleet/memory", () => memory({ ...common, workers: 1, jobs: 2 }));
  for (const size of SIZES) await step(`fleet/shard/${size}`, () => shardOf(size, common));
}

/** A roll-out of all, a look for drift, and one row changed. */
async function grow(customers, common) {
  return await withFleet({ ...common, customers }, async (fleet) => {
    const plan = await fleet.command(["plan", "--write"], [7]);
    const rollOut = await summed(fleet.measure(["roll-out", "--yes", "--json"]));
    const { failed, shards } = JSON.parse(rollOut.stdout);
    const drift = await summed(fleet.measure(["drift", "--json"]));
    fleet.edit((table) => table.replace(/sbc\.customer-2\./, "sbc-2.customer-2."));
    const change = await summed(fleet.measure(["roll-out", "--yes", "--json"]));
    return {
      ...{ customers, shards, failed, ...WORKERS, load: loadavg()[0] },
      ...{ planMs: plan.wallMs, rollOut, drift, change },
      bytesOfState: fleet.bytesOfState(),
    };
  });
}

async function summed(measured) {
  const { log, beganMs, wallMs, cpuMs, stdout } = await measured;
  const twice = readTwice(log);
  return {
    ...{ wallMs, cpuMs, stdout: stdout.slice(0, 300), requests: told(log, beganMs), kinds: kinds(log) },
    readTwice: twice.length,
    childrenReadTwice: childrenReadTwice(twice),
  };
}

/**
 * What tells the same of stacks of one customer each, one after the other: `pulumi-sinch drift`; and the barest look, which
 * runs no program and finds nothing beside the stack: `pulumi refresh --preview-only`.
 */
async function single({ bin, latencyMs }) {
  const emulator = await startEmulator(emulatorArgs({ customers: SINGLE, latencyMs }), EMULATOR);
  const measured = { drift: [], barest: [] };
  try {
    for (let number = 1; number <= SINGLE; number++) {
      // Each alone in the account: what others have would be looked at by every stack.
      await emulator.reset();
      const env = { BENCH_NUMBER: String(number) };
      const stack = await createStack({ bin, url: emulator.url, program: ONE_CUSTOMER, env });
      try {
        await stack.measure("create");
        measured.barest.push((await stack.measure("drift")).cpuMs);
        measured.drift.push((await stack.measureCommand([COMMAND, "drift", "--stack", "bench"])).cpuMs);
      } finally {
        await stack.remove();
      }
    }
  } finally {
    emulator.close();
  }
  return { stacks: SINGLE, ...measured };
}

/** One worker with two jobs at once, all its processes at one time. */
async function memory(common) {
  return await withFleet({ ...common, customers: FOR_MEMORY, isLimited: false }, async (fleet) => {
    await fleet.command(["plan", "--write"], [7]);
    const of = async (args) => {
      const usage = watch(fleet.workers[0].pid, { sumEveryMs: SUM_EVERY_MS });
      await fleet.command(args);
      return usage.stop().sumBytes;
    };
    const rollOutBytes = await of(["roll-out", "--yes"]);
    return { customers: FOR_MEMORY, jobs: common.jobs, rollOutBytes, driftBytes: await of(["drift"]) };
  });
}

/** One stack of so many customers, without a limit of the API: made, looked at, and brought to a program that changes nothing. */
async function shardOf(size, common) {
  const how = { ...common, customers: size, shardSize: size, workers: 1, isLimited: false };
  return await withFleet(how, async (fleet) => {
    await fleet.command(["plan", "--write"], [7]);
    const of = async (args) => {
      const { wallMs, cpuMs } = await fleet.measure(args);
      return { wallMs, cpuMs: cpuMs.workers };
    };
    const create = await of(["roll-out", "--yes"]);
    const drift = await of(["drift"]);
    fleet.editProgram((text) => `${text}\nexport const edition = 2;\n`);
    return { size, load: loadavg()[0], create, drift, idle: await of(["roll-out", "--yes"]) };
  });
}
