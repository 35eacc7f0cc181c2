/** Runs once before the language tests: they need the hosts of all languages beside the CLI, and the plugin's archive. */
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { HERE, makeExecutable } from "../../tools/release/executable.mjs";
import { ensureBuild, ensurePulumi, LOCAL, ROOT } from "../../tools/setup.mjs";

export default async function prepare() {
  await ensureBuild();
  const { bin } = await ensurePulumi({ all: true });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  const folder = join(LOCAL, "languages-release");
  rmSync(folder, { recursive: true, force: true });
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const { executable } = await makeExecutable(HERE, version, folder);
  Object.assign(process.env, { RELEASE_FOLDER: folder, RELEASE_EXECUTABLE: executable });
}
