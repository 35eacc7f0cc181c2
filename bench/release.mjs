/** The last release, installed from its archive beside the repository: a contender that stays as it is. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../tools/processes.mjs";
import { LOCAL, ROOT } from "../tools/setup.mjs";

/** The commit of that release. */
const COMMIT = "757c9a5";

/**
 * Installs the archive, made from the commit if none is given, with the `@pulumi/pulumi` and the compiler of this
 * repository. What an earlier run has installed is kept.
 *
 * @param {{ archive?: string, say: (line: string) => void }} options
 * @returns its `node_modules`
 */
export async function installRelease({ archive, say }) {
  const folder = join(LOCAL, "bench", archive ? "release-given" : `release-${COMMIT}`);
  const modules = join(folder, "node_modules");
  if (archive) rmSync(folder, { recursive: true, force: true });
  if (existsSync(modules)) return modules;
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const file = archive ? resolve(archive) : await pack(join(fresh, "source"), say);
  say(`Installing ${file} …`);
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const beside = Object.fromEntries(
    ["@pulumi/pulumi", "typescript"].map((name) => [name, devDependencies[name]]),
  );
  writeFileSync(
    join(fresh, "package.json"),
    JSON.stringify({ private: true, dependencies: { "pulumi-sinch": `file:${file}`, ...beside } }),
  );
  await command("npm", ["install", "--no-audit", "--no-fund"], fresh);
  rmSync(join(fresh, "source"), { recursive: true, force: true });
  renameSync(fresh, folder);
  return modules;
}

async function pack(source, say) {
  say(`Packing ${COMMIT}, which installs what builds it: this takes minutes, once …`);
  await command("git", ["clone", "--quiet", ROOT, source], ROOT);
  await command("git", ["checkout", "--quiet", COMMIT], source);
  await command("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], source);
  await command("npm", ["run", "build"], source);
  await command("npm", ["pack", "--ignore-scripts"], source);
  return join(
    source,
    readdirSync(source).find((name) => name.endsWith(".tgz")),
  );
}

async function command(program, args, cwd) {
  const { status, stdout, stderr } = await run(program, args, { cwd });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed in ${cwd}.\n${stdout}${stderr}`);
}
