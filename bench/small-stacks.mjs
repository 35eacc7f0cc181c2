/** What small stacks take, against the last release: previews of a TypeScript program, and many accounts with little. */
import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeVersion } from "../tools/node-versions.mjs";
import { ACCOUNT } from "../tools/local-emulator.mjs";
import { LOCAL, ROOT } from "../tools/setup.mjs";
import { startEmulator } from "./emulator.mjs";
import { installRelease } from "./release.mjs";
import { createStack } from "./stack.mjs";

export const OWN = join(ROOT, "node_modules");
const TEN_TRUNKS = `import * as sinch from "pulumi-sinch";

for (let index = 0; index < 10; index++) {
  new sinch.SipTrunk(\`trunk-\${index}\`, { name: \`Trunk \${index}\`, hostName: \`bench-\${index}\` });
}
`;
const compilerOptions = { target: "es2022", module: "node16", strict: true, skipLibCheck: true };
export const IN_TYPESCRIPT = { "index.ts": TEN_TRUNKS, "tsconfig.json": JSON.stringify({ compilerOptions }) };
/** The plugin's classes as the tests have them: generating and compiling an SDK takes half a minute. */
export const TEN_BY_PLUGIN = TEN_TRUNKS.replace(
  'import * as sinch from "pulumi-sinch"',
  `const sinch = require(${JSON.stringify(join(ROOT, "tests", "support", "plugin-classes.cjs"))})`,
);
const PLUGINS = { providers: [{ name: "sinch", path: ROOT }] };
/** Copied: it has to find the package of its contender. */
const ACCOUNTS = readFileSync(new URL("program/accounts.js", import.meta.url), "utf8");
export const COMPILED = join(LOCAL, "bench", "compiled");
/** As docs/start-up.md says. */
export const FAST = {
  name: "nodejs",
  options: {
    typescript: false,
    nodeargs: "--allow-natives-syntax --require pulumi-sinch/typescript",
  },
};
export const RELEASE = "release";
export const NATIVE = "Node.js 24, docs/start-up.md";
export const ONE_PROCESS = "one process";
const EXPLICIT = "explicit providers";
/** How often all processes' memory is added up: a preview may be over in 300 ms, 100 providers take as much to add up. */
const SUM_EVERY_MS = { preview: 50, accounts: 250 };
/** One account is what the others are held against. */
const COUNTS = [1, 20, 100];

/** Runs both; each run takes the contenders in turn. */
export async function smallStacks({ bin, step, runs, latencyMs, archive, say }) {
  const release = await installRelease({ archive, say });
  await previews({ bin, step, runs, latencyMs, release, say });
  await accounts({ bin, step, runs, latencyMs, release });
}

async function previews({ bin, step, runs, latencyMs, release, say }) {
  const { path, reason } = await nodeVersion("24");
  if (path === undefined) say(`Previews on Node.js 24 are left out: ${reason}`);
  const contenders = [
    { name: RELEASE, modules: release, runtime: "nodejs" },
    { name: "ts-node", modules: OWN, runtime: "nodejs" },
    ...(path ? onNode24(path) : []),
  ];
  const emulator = await startEmulator(["--latency-ms", String(latencyMs)]);
  rmSync(COMPILED, { recursive: true, force: true });
  mkdirSync(COMPILED, { recursive: true });
  try {
    for (let run = 1; run <= runs; run++) {
      for (const contender of contenders) {
        await step(`small/preview/${contender.name}/${run}`, async () => {
          await emulator.reset();
          const measured = await preview({ bin, url: emulator.url, ...contender });
          return { contender: contender.name, run, ...measured };
        });
      }
    }
  } finally {
    emulator.close();
  }
}

/** The classes and the plugin, each with the compile cache and without. */
function onNode24(path) {
  const plugin = { files: { "index.js": TEN_BY_PLUGIN }, plugins: PLUGINS };
  return [
    [NATIVE, {}],
    ["Node.js 24, plugin", plugin],
  ].flatMap(([name, own]) => [
    { name, modules: OWN, runtime: FAST, path, compiled: join(COMPILED, name), ...own },
    { name: `${name}, nothing compiled`, modules: OWN, runtime: FAST, path, ...own },
  ]);
}

/**
 * The preview of ten trunks that do not change: after an edit of the program's text, and once more. What all processes have
 * together is of another one, after an edit again, since looking takes its time.
 */
export async function preview({
  bin,
  url,
  modules,
  runtime,
  plugins,
  path,
  compiled,
  files = IN_TYPESCRIPT,
}) {
  const stack = await createStack({
    ...{ bin, url, modules, runtime, plugins, path, files },
    env: compiled ? { NODE_COMPILE_CACHE: compiled } : {},
  });
  try {
    await stack.measure("create");
    await stack.measure("preview");
    const [name] = Object.keys(files);
    const edit = () =>
      appendFileSync(join(stack.directory, name), name.endsWith(".yaml") ? "# Edited.\n" : "// Edited.\n");
    edit();
    const edited = await stack.measure("preview");
    const again = await stack.measure("preview");
    edit();
    const { sumBytes } = await stack.measure("preview", {}, [], { sumEveryMs: SUM_EVERY_MS.preview });
    return { edited: { ...edited, sumBytes }, again };
  } finally {
    await stack.remove();
  }
}

async function accounts({ bin, step, runs, latencyMs, release }) {
  const contenders = [
    { name: RELEASE, modules: release, largest: 20 },
    { name: EXPLICIT, modules: OWN, largest: 20 },
    { name: ONE_PROCESS, modules: OWN, largest: Infinity, isByName: true },
  ];
  const projects = Array.from({ length: COUNTS.at(-1) }, (_, index) => `account-${index}`);
  const emulator = await startEmulator([
    ...["--latency-ms", String(latencyMs), "--token-limit", "none", "--project-id", ...projects],
  ]);
  try {
    for (const count of COUNTS) {
      for (let run = 1; run <= runs; run++) {
        for (const { name, modules, largest, isByName } of contenders) {
          if (count > largest) continue;
          await step(`small/accounts/${name}/${count}/${run}`, async () => {
            await emulator.reset();
            const named = isByName && { SINCH_ACCOUNTS: accountsByName(projects.slice(0, count)) };
            const env = { BENCH_COUNT: String(count), ...named };
            const files = { "index.js": ACCOUNTS };
            const stack = await createStack({ bin, url: emulator.url, modules, files, env });
            try {
              return {
                contender: name,
                count,
                run,
                ...(await stack.measure("create", {}, [], { sumEveryMs: SUM_EVERY_MS.accounts })),
              };
            } finally {
              await stack.remove();
            }
          });
        }
      }
    }
  } finally {
    emulator.close();
  }
}

/** Each has the key as its own, as an explicit provider has. */
function accountsByName(projects) {
  const { keyId, keySecret } = ACCOUNT;
  return JSON.stringify(
    Object.fromEntries(projects.map((projectId) => [projectId, { projectId, keyId, keySecret }])),
  );
}
