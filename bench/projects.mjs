/** Requests in projects of other shapes: every kind in large numbers, few trunks among many, a limited API. */
import { fileURLToPath } from "node:url";
import { PROGRAM } from "./comparison.mjs";
import { startEmulator } from "./emulator.mjs";
import { createStack } from "./stack.mjs";

const OTHER_TRUNKS = 10_000;
const MANAGED = 3;
const LIMIT = { count: 1_000, burst: 30, perSecond: 10 };

/** A project with 50 trunks, 1,000 endpoints, 300 access control lists, 300 links and 300 rules. */
export async function wholeProject({ bin, step, latencyMs }) {
  const program = fileURLToPath(new URL("program/project.js", import.meta.url));
  await step("project/every kind", () =>
    withStack(
      { bin, program, emulatorArgs: ["--latency-ms", String(latencyMs)] },
      async ({ stack, measure }) => {
        const create = await measure("create");
        const refresh = await measure("refresh");
        return { resources: (await stack.resources()).length, create, refresh };
      },
    ),
  );
}

/** Three trunks in a project that has 10,000 others. */
export async function fewAmongMany({ bin, step, latencyMs }) {
  await step("project/few among many", () =>
    withStack(
      { bin, program: PROGRAM, count: MANAGED, emulatorArgs: ["--latency-ms", String(latencyMs)] },
      async ({ emulator, measure }) => {
        const others = Array.from({ length: OTHER_TRUNKS }, (_, index) => ({
          name: "Other",
          hostName: `other-${index}`,
        }));
        await emulator.make("/trunks", others);
        await measure("create");
        return { others: OTHER_TRUNKS, managed: MANAGED, refresh: await measure("refresh") };
      },
    ),
  );
}

/** 1,000 creates against a limit of 10 a second and 30 at once on the API itself. */
export async function limitedApi({ bin, step, latencyMs }) {
  const { count, burst, perSecond } = LIMIT;
  const emulatorArgs = ["--latency-ms", String(latencyMs), "--api-limit", `${burst}/${perSecond}`];
  await step("project/limited API", () =>
    withStack({ bin, program: PROGRAM, count, emulatorArgs }, async ({ emulator, measure }) => {
      const create = await measure("create");
      return {
        ...LIMIT,
        made: (await emulator.trunkIds()).length,
        leastMs: ((count - burst) / perSecond) * 1_000,
        create,
      };
    }),
  );
}

async function withStack({ bin, program, count = 0, emulatorArgs }, work) {
  const emulator = await startEmulator(emulatorArgs);
  const env = { BENCH_COUNT: String(count), BENCH_CLASS: "pulumi-sinch", PULUMI_SKIP_CHECKPOINTS: "true" };
  try {
    const stack = await createStack({ bin, url: emulator.url, program, env });
    const measure = async (operation) => {
      await emulator.clearRequests();
      return { ...(await stack.measure(operation)), requests: await emulator.requests() };
    };
    try {
      return await work({ emulator, stack, measure });
    } finally {
      await stack.remove();
    }
  } finally {
    emulator.close();
  }
}
