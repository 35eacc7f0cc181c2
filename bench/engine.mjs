/** What the engine itself takes, which of its settings and backends help, and what a crash costs. */
import { setTimeout as sleep } from "node:timers/promises";
import { AS_IS } from "./advice.mjs";
import { startBackends } from "./backends.mjs";
import { PROGRAM } from "./comparison.mjs";
import { startEmulator } from "./emulator.mjs";
import { createStack } from "./stack.mjs";

const COUNTS = [100, 300, 1_000];
/** Of what changes little, or is no more than a combination. */
const ONE_COUNT = [300];
const SKIP = { PULUMI_SKIP_CHECKPOINTS: "true" };
const POLL_MS = 10;

/** The settings that are tried, each alone. */
const SETTINGS = [
  { name: AS_IS, counts: COUNTS },
  { name: "PULUMI_SKIP_CHECKPOINTS=true", counts: COUNTS, env: SKIP },
  { name: "4 stacks one after the other", counts: COUNTS, parts: 4 },
  {
    name: "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS=true",
    counts: ONE_COUNT,
    env: { PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" },
  },
  { name: "PULUMI_DIY_BACKEND_GZIP=true", counts: ONE_COUNT, env: { PULUMI_DIY_BACKEND_GZIP: "true" } },
  { name: "--parallel 1", counts: ONE_COUNT, args: ["--parallel", "1"] },
  { name: "--parallel 64", counts: ONE_COUNT, args: ["--parallel", "64"] },
  { name: "PULUMI_PARALLEL_DIFF=true", counts: ONE_COUNT, env: { PULUMI_PARALLEL_DIFF: "true" } },
];

/** All that is tried: the settings, then each backend with checkpoints and without. */
export function settings(backends) {
  return [...SETTINGS, ...backends.flatMap(onBackend)];
}

const onBackend = ({ name, url, env }) => [
  { name, counts: COUNTS, backend: url, env },
  {
    name: `${name}, PULUMI_SKIP_CHECKPOINTS=true`,
    counts: ONE_COUNT,
    backend: url,
    env: { ...env, ...SKIP },
  },
];

/** Tries the settings and backends on creates of so many trunks, then kills creates halfway. */
export async function engine({ bin, step, latencyMs, say }) {
  const emulator = await startEmulator(["--latency-ms", String(latencyMs)]);
  const { backends, close } = await startBackends({ say });
  try {
    for (const count of COUNTS) {
      for (const setting of settings(backends)) {
        if (!setting.counts.includes(count)) continue;
        await step(`engine/${count}/${setting.name}`, async () => ({
          count,
          name: setting.name,
          ...(await trial({ bin, emulator, count, setting })),
        }));
      }
    }
    await step("crash/with checkpoints", () => crash({ bin, emulator }));
    await step("crash/without checkpoints", () => crash({ bin, emulator, env: SKIP }));
  } finally {
    close();
    emulator.close();
  }
}

/** Create and no-op of all trunks, in one stack or in several. */
async function trial({ bin, emulator, count, setting: { env, args = [], parts = 1, backend } }) {
  await emulator.reset();
  const sums = { create: 0, "no-op up": 0 };
  for (let part = 0; part < parts; part++) {
    const first = (part * count) / parts;
    const stack = await trunkStack({ bin, emulator, count: count / parts, first, env, backend });
    try {
      for (const operation of Object.keys(sums))
        sums[operation] += (await stack.measure(operation, {}, args)).wallMs;
    } finally {
      await stack.remove();
    }
  }
  return { wallMs: sums };
}

/** Kills a create when half of the trunks are there; returns how many the API has then, and how many the state. */
async function crash({ bin, emulator, env }) {
  const count = 100;
  await emulator.reset();
  const stack = await trunkStack({ bin, emulator, count, env });
  try {
    const controller = new AbortController();
    let isOver = false;
    const end = () => (isOver = true);
    const death = stack.kill("create", controller.signal);
    death.then(end, end);
    while (!isOver && (await emulator.trunkIds()).length < count / 2) await sleep(POLL_MS);
    controller.abort();
    await death;
    // Read after the state, which takes longer than what was on its way to the API.
    const inState = (await stack.resources()).length;
    return { count, inState, inApi: (await emulator.trunkIds()).length };
  } finally {
    await stack.remove();
  }
}

function trunkStack({ bin, emulator, count, first = 0, env, backend }) {
  const trunks = { BENCH_COUNT: String(count), BENCH_FIRST: String(first), BENCH_CLASS: "pulumi-sinch" };
  return createStack({ bin, url: emulator.url, program: PROGRAM, env: { ...trunks, ...env }, backend });
}
