/** Runs once before the language tests: they need the hosts of all languages beside the CLI, and what a release has. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { wholeProgram } from "../../tools/examples.mjs";
import { HERE, makeExecutable } from "../../tools/release/executable.mjs";
import { makeSdk } from "../../tools/release/sdks.mjs";
import { ensureBuild, ensurePulumi, LOCAL, ROOT } from "../../tools/setup.mjs";

/** What makes the SDK of a language; without it, its test is skipped. */
const NEEDS = {
  nodejs: ["npm", "--version"],
  python: ["python3", "-m", "venv", "--help"],
  go: ["go", "version"],
  java: ["mvn", "--version"],
  dotnet: ["go", "version"],
};

export default async function prepare() {
  await ensureBuild();
  const { bin } = await ensurePulumi({ all: true });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  const folder = join(LOCAL, "languages-release");
  rmSync(folder, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const { executable } = await makeExecutable(HERE, version, folder);
  const sdks = {};
  for (const [language, [program, ...args]] of Object.entries(NEEDS)) {
    if (spawnSync(program, args).status !== 0) continue;
    sdks[language] = await makeSdk(language, version, join(folder, "sdks"));
  }
  const { programs, missing } = await wholeProgram();
  mkdirSync(join(folder, "programs"));
  for (const [language, text] of Object.entries(programs ?? {})) {
    writeFileSync(join(folder, "programs", language), text);
  }
  process.env.RELEASE = JSON.stringify({ version, folder, executable, sdks, missing });
}
