/** Runs once before the language tests: they need the hosts of all languages beside the CLI, and what a release has. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { wholeProgram } from "../../tools/examples.mjs";
import { HERE, makeExecutable } from "../../tools/release/executable.mjs";
import { makeSdk } from "../../tools/release/sdks.mjs";
import { ensureBuild, ensurePulumi, LOCAL, ROOT } from "../../tools/setup.mjs";

/** What makes the SDK of a language, without which its test is skipped, and which of the files made is tried. */
const SDKS = {
  nodejs: { needs: ["npm", "--version"], ending: ".tgz" },
  python: { needs: ["python3", "-m", "venv", "--help"], ending: ".whl" },
  go: { needs: ["go", "version"], ending: "go-proxy" },
  java: { needs: ["mvn", "--version"], ending: "maven" },
  dotnet: { needs: ["go", "version"], ending: "dotnet" },
};

export default async function prepare() {
  await ensureBuild();
  const { bin } = await ensurePulumi({ all: true });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  // The dry run of a release has published all of it, and tries what it has installed.
  const release = process.env.RELEASE === undefined ? await makeRelease() : JSON.parse(process.env.RELEASE);
  process.env.RELEASE = JSON.stringify({ ...release, ...(await writePrograms()) });
}

/** The plugin and the SDKs, as a release has them. */
async function makeRelease() {
  const folder = join(LOCAL, "languages-release");
  rmSync(folder, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const { executable } = await makeExecutable(HERE, version, folder);
  const sdks = {};
  for (const [language, { needs, ending }] of Object.entries(SDKS)) {
    const [program, ...args] = needs;
    if (spawnSync(program, args).status !== 0) continue;
    const made = await makeSdk(language, version, join(folder, "sdks"));
    sdks[language] = made.find((file) => file.endsWith(ending));
  }
  return { version, folder, executable, sdks };
}

/** A program with all examples for each language, or the reason why there is none. */
async function writePrograms() {
  const folder = join(LOCAL, "languages-programs");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { programs, missing } = await wholeProgram();
  for (const [language, text] of Object.entries(programs ?? {})) writeFileSync(join(folder, language), text);
  return { programs: folder, missing };
}
