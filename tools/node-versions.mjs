/**
 * The folder of a Node.js of some major version: the one that runs this, if it is of it, else one from npm, which is
 * installed once. As a program with the version as its argument, prints it as a line of JSON: `path`, or the `reason`
 * why there is none.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { run } from "./processes.mjs";
import { LOCAL, ROOT } from "./setup.mjs";

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await nodeVersion(process.argv[2])));
}

/**
 * @param {string} major As "24".
 * @returns {Promise<{ path?: string, reason?: string }>}
 */
export async function nodeVersion(major) {
  if (process.versions.node.startsWith(`${major}.`)) return { path: dirname(process.execPath) };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { reason: `this is not Node.js ${major}, and the one from npm is for Linux on x64` };
  }
  const name = `node-${major}`;
  const folder = join(LOCAL, name);
  const bin = join(folder, "node_modules", name, "bin");
  if (!existsSync(bin)) await withLock(join(LOCAL, "locks", name), () => install(name, folder, bin));
  return { path: bin };
}

/** The folder appears when it is complete. */
async function install(name, folder, bin) {
  if (existsSync(bin)) return;
  const fresh = `${folder}.new`;
  for (const old of [fresh, folder]) rmSync(old, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  // Each has 100 MB, so one that nobody asks for is not installed with the others.
  const { packages, ...lock } = read("package-lock.json");
  const dependencies = { [name]: read("package.json").dependencies[name] };
  const path = `node_modules/${name}`;
  write(fresh, "package.json", { private: true, dependencies });
  write(fresh, "package-lock.json", {
    ...lock,
    packages: { "": { dependencies }, [path]: packages[path] },
  });
  const { status, stdout, stderr } = await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: fresh });
  if (status !== 0) throw new Error(`${name} cannot be installed from npm.\n${stdout}${stderr}`);
  renameSync(fresh, folder);
}

function read(file) {
  return JSON.parse(readFileSync(join(ROOT, "tools", "node-versions", file), "utf8"));
}

function write(folder, file, value) {
  writeFileSync(join(folder, file), JSON.stringify(value));
}
