/**
 * The folder of a Node.js of some major version: the one that runs this, if it is of it, else one from npm, which is
 * installed once. As a program with the version as its argument, prints it as a line of JSON: `path`, or the `reason`
 * why there is none.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { must } from "./release/common.mjs";
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
  await installOnce({ folder, file: bin, prepare: (fresh) => writePackage(name, fresh) });
  return { path: bin };
}

/**
 * Installs what the `package-lock.json` names that `prepare` writes into a folder, unless `file` of it is there. The folder
 * appears when it is complete.
 */
export async function installOnce({ folder, file, prepare, args = [] }) {
  if (existsSync(file)) return;
  await withLock(join(LOCAL, "locks", relative(LOCAL, folder).replaceAll(sep, "-")), async () => {
    if (existsSync(file)) return;
    const fresh = `${folder}.new`;
    for (const old of [fresh, folder]) rmSync(old, { recursive: true, force: true });
    mkdirSync(fresh, { recursive: true });
    prepare(fresh);
    await must("npm", ["ci", ...args, "--no-audit", "--no-fund"], { cwd: fresh });
    renameSync(fresh, folder);
  });
  if (!existsSync(file)) throw new Error(`npm has installed no ${file}.`);
}

/** Each has 100 MB, so one that nobody asks for is not installed with the others. */
function writePackage(name, folder) {
  const { packages, ...lock } = read("package-lock.json");
  const dependencies = { [name]: read("package.json").dependencies[name] };
  const path = `node_modules/${name}`;
  write(folder, "package.json", { private: true, dependencies });
  write(folder, "package-lock.json", {
    ...lock,
    packages: { "": { dependencies }, [path]: packages[path] },
  });
}

function read(file) {
  return JSON.parse(readFileSync(join(ROOT, "tools", "node-versions", file), "utf8"));
}

function write(folder, file, value) {
  writeFileSync(join(folder, file), JSON.stringify(value));
}
