/** `npm run release`: makes, checks and publishes what a release consists of. See HELP. */
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { duration, endProgramsOnInterrupt } from "../processes.mjs";
import { ensureBuild, ensureDependencies, ensurePulumi, LOCAL, ROOT } from "../setup.mjs";

const HELP = `npm run release -- ONE OF

  --executable      the plugin of this platform, as an archive
  --packages        the packages of all languages, and the one for fleets
  --checksums       checksums.txt and the SBOM over the archives that are there
  --publish NAME    npm, pypi, maven, nuget or go: publishes what --packages has made
  --site            the docs site
  --dry-run         all that can be done without publishing: makes all of it twice and compares, reads the version out of
                    each artifact, publishes to registries that this starts and throws away, installs from them in an
                    empty home, and runs it on the emulator; ends with a table
  --json            with --dry-run: the table as JSON

All of it is written to .local/release. The version is that of package.json, and must be the same everywhere.

Examples:
  npm run release -- --executable
  npm run release -- --dry-run

Exit status: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;

const FOLDER = join(LOCAL, "release");

endProgramsOnInterrupt();
process.exit(await main());

async function main() {
  const { values } = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const { json: isJson = false, ...one } = values;
  const [name, ...more] = Object.keys(one);
  if (name === undefined || more.length > 0) return usageError("Give one of the options.");
  const start = Date.now();
  const say = isJson ? console.error : console.log;
  try {
    await ensureDependencies({ say });
    await ensureBuild({ say });
    const { versionOfAll } = await import("./versions.mjs");
    const version = versionOfAll(ROOT);
    // These load what is installed only now.
    const works = {
      executable: () => executable(version),
      packages: () => packages(version),
      checksums: async () => (await import("./archives.mjs")).writeChecksums(FOLDER),
      publish: async () => (await import("./publish.mjs")).publish(one.publish, FOLDER, version),
      site: () => site(),
      "dry-run": async () => (await import("./dry-run.mjs")).dryRun({ folder: FOLDER, version, isJson }),
    };
    await works[name]();
  } catch (error) {
    console.error(error.message);
    return 1;
  }
  if (!isJson) console.log(`Done in ${duration(Date.now() - start)}.`);
  return 0;
}

function options() {
  const flag = { type: "boolean" };
  const kinds = {
    ...{ executable: flag, packages: flag, checksums: flag, publish: { type: "string" }, site: flag },
    ...{ "dry-run": flag, json: flag, help: flag },
  };
  try {
    return parseArgs({ options: kinds });
  } catch (error) {
    return process.exit(usageError(error.message));
  }
}

function usageError(message) {
  console.error(`${message}\n\n${HELP}`);
  return 2;
}

async function executable(version) {
  const { HERE, makeExecutable } = await import("./executable.mjs");
  mkdirSync(FOLDER, { recursive: true });
  const { archive, notes } = await makeExecutable(HERE, version, FOLDER);
  console.log([archive, ...notes].join("\n  "));
}

async function packages(version) {
  const { bin } = await ensurePulumi({ all: true });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  const { makePackages } = await import("./packages.mjs");
  for (const [name, files] of Object.entries(await makePackages(FOLDER, version))) {
    console.log(`${name}: ${files.join(", ")}`);
  }
}

async function site() {
  const { must } = await import("./common.mjs");
  // GitHub serves it below the repository's name.
  await must("npm", ["run", "site", "--", "--versions", "--base", "/pulumi-sinch/"], { cwd: ROOT });
  const made = join(LOCAL, "site");
  if (!existsSync(made)) throw new Error("npm run site has not made .local/site.");
  rmSync(join(FOLDER, "site"), { recursive: true, force: true });
  cpSync(made, join(FOLDER, "site"), { recursive: true });
}
