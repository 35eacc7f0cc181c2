/** What the engine itself takes, and which of its settings and backends help: creates of so many trunks. */
import { PROGRAM } from "./comparison.mjs";
import { startEmulator } from "./emulator.mjs";
import { createStack } from "./stack.mjs";

const PARTS = 4;

/** The settings that are tried, each alone; those that change little at 300 are not tried at more. */
const SETTINGS = [
  { name: "file backend as it is", counts: [300, 1_000] },
  { name: "PULUMI_SKIP_CHECKPOINTS=true", counts: [300, 1_000], env: { PULUMI_SKIP_CHECKPOINTS: "true" } },
  { name: `${PARTS} stacks one after the other`, counts: [300, 1_000], parts: PARTS },
  {
    name: "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS=true",
    counts: [300],
    env: { PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS: "true" },
  },
  { name: "PULUMI_DIY_BACKEND_GZIP=true", counts: [300], env: { PULUMI_DIY_BACKEND_GZIP: "true" } },
  { name: "--parallel 1", counts: [300], args: ["--parallel", "1"] },
  { name: "--parallel 64", counts: [300], args: ["--parallel", "64"] },
  { name: "PULUMI_PARALLEL_DIFF=true", counts: [300], env: { PULUMI_PARALLEL_DIFF: "true" } },
];

/** Tries the settings, and the backends that are given as pairs of a name and a URL. */
export async function engine({ bin, step, latencyMs, backends }) {
  const emulator = await startEmulator(["--latency-ms", String(latencyMs)]);
  const all = [
    ...SETTINGS,
    ...backends.map(([name, url]) => ({ name: `${name} backend`, counts: [300, 1_000], backend: url })),
  ];
  try {
    for (const count of [300, 1_000]) {
      for (const setting of all) {
        if (!setting.counts.includes(count)) continue;
        await step(`engine/${count}/${setting.name}`, async () => ({
          count,
          name: setting.name,
          ...(await trial({ bin, emulator, count, setting })),
        }));
      }
    }
  } finally {
    emulator.close();
  }
}

/** Create and no-op of all trunks, in one stack or in several. */
async function trial({ bin, emulator, count, setting: { env = {}, args = [], parts = 1, backend } }) {
  await emulator.reset();
  const sums = { create: 0, "no-op up": 0 };
  for (let part = 0; part < parts; part++) {
    const share = { BENCH_COUNT: String(count / parts), BENCH_FIRST: String((part * count) / parts) };
    const stack = await createStack({
      bin,
      url: emulator.url,
      program: PROGRAM,
      env: { ...share, BENCH_CLASS: "pulumi-sinch", ...env },
      backend,
    });
    try {
      for (const operation of Object.keys(sums))
        sums[operation] += (await stack.measure(operation, {}, args)).wallMs;
    } finally {
      await stack.remove();
    }
  }
  return { wallMs: sums };
}
