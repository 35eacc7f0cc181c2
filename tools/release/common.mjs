/** What all archives have in common. */
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../processes.mjs";
import { ROOT } from "../setup.mjs";

/** Runs a program; throws its output unless it ends with 0. Returns its standard output. */
export async function must(program, args, { env, ...options } = {}) {
  const all = { ...options, env: { ...process.env, ...env } };
  const { status, stdout, stderr } = await run(program, args, all);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")} failed.\n${stdout}${stderr}`);
  return stdout;
}

export function readJson(...names) {
  return JSON.parse(readFileSync(join(...names), "utf8"));
}

/** Packs the npm package in a folder into an archive in another; returns its path. */
export async function npmPack(folder, target) {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", target];
  const [{ filename }] = JSON.parse(await must("npm", args, { cwd: folder }));
  return join(target, filename);
}

/** What each archive has beside the code. */
export function addTexts(folder) {
  copyFileSync(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
  copyFileSync(join(ROOT, "tools", "release", "README.md"), join(folder, "README.md"));
}

/** A Python in a new virtual environment, for which pip installs what is wanted. */
export async function pythonWith(venv, ...wanted) {
  await must("python3", ["-m", "venv", venv]);
  const python = join(venv, process.platform === "win32" ? "Scripts" : "bin", "python");
  await must(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...wanted]);
  return python;
}
