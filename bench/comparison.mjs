/** The same program against this provider, one written by hand, an empty one, and the floor. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { ACCOUNT } from "../tools/local-emulator.mjs";
import { startEmulator } from "./emulator.mjs";
import { watch } from "./process-usage.mjs";
import { createStack, OPERATIONS, stateBytes } from "./stack.mjs";

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
/** The program that all but the floor run. */
export const PROGRAM = here("program/index.js");

/** Above so many there is one run, without the file backend's checkpoints: all else takes minutes. */
const MANY = 300;

/**
 * What is compared: the module of the class, or what a script sends its requests with; and the largest count that does
 * not take minutes, or tells something.
 */
export const CONTENDERS = {
  "pulumi-sinch": { module: "pulumi-sinch", largest: Infinity },
  "by hand": { module: here("program/hand-written.js"), largest: MANY },
  empty: { module: here("program/empty.js"), largest: MANY },
  floor: { largest: Infinity, http: "node:http" },
  "floor with axios": { largest: MANY, http: "axios" },
};

/** Operations of the floor: the others make no request. */
const FLOOR = ["create", "refresh", "update", "destroy"];

/** Runs all of the comparison; each run takes the contenders in turn. */
export async function compare({ bin, step, counts, runs, latencyMs, parallel, contenders }) {
  const emulator = await startEmulator(["--latency-ms", String(latencyMs), "--token-limit", "none"]);
  try {
    for (const count of counts) {
      for (let run = 1; run <= (count > MANY ? 1 : runs); run++) {
        for (const contender of contenders) {
          if (count > CONTENDERS[contender].largest) continue;
          const series = CONTENDERS[contender].http ? floorSeries : pulumiSeries;
          await step(`comparison/${contender}/${count}/${run}`, async () => {
            await emulator.reset();
            return {
              contender,
              count,
              run,
              ...(await series({ bin, emulator, contender, count, parallel })),
            };
          });
        }
      }
    }
  } finally {
    emulator.close();
  }
}

async function pulumiSeries({ bin, emulator, contender, count, parallel }) {
  const env = {
    BENCH_COUNT: String(count),
    BENCH_CLASS: CONTENDERS[contender].module,
    ...(count > MANY && { PULUMI_SKIP_CHECKPOINTS: "true" }),
  };
  const stack = await createStack({ bin, url: emulator.url, program: PROGRAM, env });
  try {
    const operations = {};
    let state;
    for (const operation of Object.keys(OPERATIONS)) {
      await emulator.clearRequests();
      const suffix = operation === "update" ? { BENCH_SUFFIX: " changed" } : {};
      const usage = await stack.measure(operation, suffix, ["--parallel", String(parallel)]);
      operations[operation] = { ...usage, requests: await emulator.requests() };
      if (operation === "create") state = stateBytes(await stack.resources());
    }
    return { operations, state };
  } finally {
    await stack.remove();
  }
}

async function floorSeries({ emulator, contender, count, parallel }) {
  const operations = {};
  for (const operation of FLOOR) {
    const ids = await emulator.trunkIds();
    await emulator.clearRequests();
    const usage = await measureScript(
      [operation, String(count), String(parallel), emulator.url, CONTENDERS[contender].http],
      {
        SINCH_KEY_ID: ACCOUNT.keyId,
        SINCH_KEY_SECRET: ACCOUNT.keySecret,
        SINCH_PROJECT_ID: ACCOUNT.projectId,
        BENCH_IDS: JSON.stringify(ids),
      },
    );
    operations[operation] = { ...usage, requests: await emulator.requests() };
  }
  return { operations };
}

async function measureScript(args, env) {
  const beganMs = performance.now();
  const child = spawn(process.execPath, [here("floor.mjs"), ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  const usage = watch(child.pid);
  const [status] = await once(child, "exit");
  const wallMs = performance.now() - beganMs;
  if (status !== 0) throw new Error(`floor.mjs ${args[0]} ended with status ${status}`);
  return { wallMs, ...usage.stop() };
}
