/** Runs once before the language tests: they need the hosts of all languages beside the CLI, and what a release has. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
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
  if (process.env.RELEASE !== undefined) return;
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
  process.env.RELEASE = JSON.stringify({ version, folder, executable, sdks });
}
