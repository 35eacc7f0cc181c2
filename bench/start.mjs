/** What importing the package takes on top of `@pulumi/pulumi`, and what it loads. */
import { execFileSync } from "node:child_process";
import { ROOT } from "../tools/setup.mjs";

const PROCESSES = 11;
const PROGRAM = `
  require("@pulumi/pulumi");
  const before = new Set(Object.keys(require.cache));
  const beganMs = performance.now();
  require("pulumi-sinch");
  const tookMs = performance.now() - beganMs;
  const loaded = Object.keys(require.cache).filter((file) => !before.has(file));
  console.log(JSON.stringify({ tookMs, loaded }));
`;
/** What must not be loaded before a function that reads is called. */
const HEAVY = /node_modules.(zod|axios).|dist.provider.(client|runtime|lifecycle|transport)\.js$/;

/** Imports the package in a few fresh processes. */
export async function start({ step }) {
  await step("start", () => {
    const all = Array.from({ length: PROCESSES }, () =>
      JSON.parse(execFileSync(process.execPath, ["-e", PROGRAM], { cwd: ROOT, encoding: "utf8" })),
    );
    const loaded = all[0].loaded;
    const heavy = loaded.filter((file) => HEAVY.test(file));
    return { tookMs: all.map(({ tookMs }) => tookMs), modules: loaded.length, heavy };
  });
}
