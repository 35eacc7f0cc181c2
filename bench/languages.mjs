/** A preview of ten unchanged trunks, by programs in several languages: what starting takes, side by side. */
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { nodeVersion } from "../tools/node-versions.mjs";
import { must } from "../tools/release/common.mjs";
import { HERE, makeExecutable } from "../tools/release/executable.mjs";
import { makeSdk } from "../tools/release/sdks.mjs";
import { LOCAL, ROOT } from "../tools/setup.mjs";
import { startEmulator } from "./emulator.mjs";
import { COMPILED, FAST, IN_TYPESCRIPT, OWN, preview } from "./small-stacks.mjs";

export const TS_NODE = "TypeScript by ts-node, Node.js classes";
export const YAML = "YAML, executable";
export const TYPESCRIPT = "TypeScript by Node.js 24, executable";
export const GO = "Go, compiled, executable";
const BY_GENERATED_SDK = {
  ...IN_TYPESCRIPT,
  "index.ts": IN_TYPESCRIPT["index.ts"].replace("pulumi-sinch", "@pulumi-sinch/sinch"),
};
const FOLDER = join(LOCAL, "bench", "languages");

const TRUNKS = Array.from({ length: 10 }, (_, index) => [
  `trunk-${index}`,
  `Trunk ${index}`,
  `bench-${index}`,
]);
/** YAML takes JSON as it is. */
const yaml = (trunks) =>
  `${JSON.stringify({
    resources: Object.fromEntries(
      trunks.map(([key, name, hostName]) => [
        key,
        { type: "sinch:SipTrunk", properties: { name, hostName } },
      ]),
    ),
  })}\n`;

/** Each run takes the contenders in turn. `bin` has to have the hosts of all languages. */
export async function languages({ bin, step, runs, latencyMs, say }) {
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  rmSync(FOLDER, { recursive: true, force: true });
  const version = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).version;
  const { executable } = await makeExecutable(HERE, version, FOLDER);
  const plugins = { providers: [{ name: "sinch", path: dirname(executable) }] };
  const { path, reason } = await nodeVersion("24");
  if (path === undefined) say(`Programs on Node.js 24 are left out: ${reason}`);
  rmSync(COMPILED, { recursive: true, force: true });
  const compiled = (name) => {
    mkdirSync(join(COMPILED, name), { recursive: true });
    return join(COMPILED, name);
  };
  const contenders = [
    { name: TS_NODE, modules: OWN, runtime: "nodejs" },
    ...(path === undefined
      ? []
      : [
          {
            ...{ name: "TypeScript by Node.js 24, Node.js classes", modules: OWN, runtime: FAST, path },
            ...{ compiled: compiled("classes"), files: IN_TYPESCRIPT },
          },
          {
            ...{ name: TYPESCRIPT, runtime: FAST, path, plugins, compiled: compiled("plugin") },
            ...{ modules: await generatedSdk(version), files: BY_GENERATED_SDK },
          },
        ]),
    { name: "YAML, empty", modules: OWN, runtime: "yaml", plugins, files: { "Main.yaml": yaml([]) } },
    { name: YAML, modules: OWN, runtime: "yaml", plugins, files: { "Main.yaml": yaml(TRUNKS) } },
    { ...(await goProgram(version)), name: GO, modules: OWN, plugins },
  ];
  const emulator = await startEmulator(["--latency-ms", String(latencyMs)]);
  try {
    for (let run = 1; run <= runs; run++) {
      for (const contender of contenders) {
        await step(`start/${contender.name}/${run}`, async () => {
          await emulator.reset();
          return {
            contender: contender.name,
            run,
            ...(await preview({ bin, url: emulator.url, ...contender })),
          };
        });
      }
    }
  } finally {
    emulator.close();
  }
}

/** What a program of the generated SDK has installed, and the package of the classes for its way of running TypeScript. */
async function generatedSdk(version) {
  const [archive] = await makeSdk("nodejs", version, join(FOLDER, "sdks"));
  const work = join(FOLDER, "typescript");
  mkdirSync(work, { recursive: true });
  const pulumi = JSON.parse(readFileSync(join(OWN, "@pulumi", "pulumi", "package.json"), "utf8")).version;
  writeFileSync(join(work, "package.json"), "{}");
  await must("npm", ["install", "--prefer-offline", archive, `@pulumi/pulumi@${pulumi}`], { cwd: work });
  symlinkSync(ROOT, join(work, "node_modules", "pulumi-sinch"));
  return join(work, "node_modules");
}

/** Compiled beforehand, as `runtime.options.binary` wants it. */
async function goProgram(version) {
  await makeSdk("go", version, join(FOLDER, "sdks"));
  const work = join(FOLDER, "go");
  const module = join(FOLDER, "sdks", "go-tag", "sdk", "go");
  mkdirSync(work, { recursive: true });
  cpSync(new URL("program/go/main.go", import.meta.url), join(work, "main.go"));
  const name = "github.com/pulumi-sinch/pulumi-sinch/sdk/go";
  await must("go", ["mod", "init", "bench"], { cwd: work });
  await must("go", ["mod", "edit", `-require=${name}@v${version}`, `-replace=${name}=${module}`], {
    cwd: work,
  });
  await must("go", ["mod", "tidy"], { cwd: work });
  const binary = join(work, "program");
  await must("go", ["build", "-o", binary, "."], { cwd: work });
  return { runtime: { name: "go", options: { binary } }, files: { "main.go": "package main\n" } };
}
