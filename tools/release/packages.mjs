/** The packages of a release, each in the folder of its registry. */
import { cpSync, mkdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { ROOT } from "../setup.mjs";
import { npmPack } from "./common.mjs";
import { makeFleet } from "./fleet.mjs";
import { makeSdk } from "./sdks.mjs";

/** The registry of each language's SDK. */
const REGISTRIES = { nodejs: "npm", python: "pypi", go: "go", java: "maven", dotnet: "nuget" };

/**
 * Makes all packages. `pulumi` with its hosts must be on the PATH.
 *
 * @param {string} folder gets a folder for each registry
 * @param {string} version without a "v"
 * @returns {Promise<Record<string, string[]>>} files and folders by the registry
 */
export async function makePackages(folder, version) {
  const work = join(folder, "work");
  const made = {};
  for (const [language, registry] of Object.entries(REGISTRIES)) {
    const target = join(folder, registry);
    rmSync(target, { recursive: true, force: true });
    mkdirSync(target, { recursive: true });
    made[registry] = [];
    for (const file of await makeSdk(language, version, work)) {
      const copy = join(target, basename(file));
      cpSync(file, copy, { recursive: true });
      made[registry].push(copy);
    }
  }
  made.npm.push(await npmPack(ROOT, join(folder, "npm")), await makeFleet(join(folder, "npm")));
  rmSync(work, { recursive: true, force: true });
  return made;
}
