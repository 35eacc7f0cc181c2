/** A team with an empty home begins a fleet with what was published, as the package's README says, and rolls it out. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { environment } from "../fleet/folder.mjs";
import { startPostgres, startTemporal, temporalProgram } from "../fleet/servers.mjs";
import { run } from "../processes.mjs";
import { ROOT } from "../setup.mjs";
import { must, readJson } from "./common.mjs";

/** How `plan` ends where there is something to roll out. */
const FOUND = 7;

/**
 * @param {object} options
 * @param {string} options.base a folder of its own
 * @param {string} options.bin the Pulumi CLI's folder
 * @returns {Promise<string | undefined>} why there was nothing to run it with, if there was not
 * @throws {Error} with the output of what failed
 */
export async function runFleet({ base, version, bin, emulator }) {
  const { program, reason, isBuildable } = await temporalProgram({ say: console.error });
  if (program === undefined && isBuildable) throw new Error(reason);
  if (program === undefined) return reason;
  const folder = join(base, "fleet");
  mkdirSync(folder, { recursive: true });
  // PostgreSQL runs as another user where this one is root.
  chmodSync(base, 0o755);
  const servers = [];
  try {
    const postgres = await startPostgres({ folder: base });
    servers.unshift(postgres);
    const temporal = await startTemporal(program, { folder: base });
    servers.unshift(temporal);
    const own = environment({ bin, base, postgres, temporal, url: emulator.url });
    const env = { ...own, HOME: base, PULUMI_HOME: join(base, ".pulumi") };
    await roll({ folder, version, env });
    const rows = readFileSync(join(folder, "customers.csv"), "utf8").trim().split("\n").slice(1);
    const { trunks } = emulator.state();
    if (trunks.length !== rows.length) {
      throw new Error(`The roll-out of ${rows.length} customers has made ${trunks.length} trunks.`);
    }
  } finally {
    for (const server of servers) await server.close();
  }
}

async function roll({ folder, version, env }) {
  const options = { cwd: folder, env };
  // Not the newest, which refuses Node.js 20.
  const pulumi = `@pulumi/pulumi@${readJson(ROOT, "package.json").devDependencies["@pulumi/pulumi"]}`;
  await must("npm", ["install", `pulumi-sinch-fleet@${version}`, `pulumi-sinch@${version}`, pulumi], options);
  const installed = join(folder, "node_modules", "pulumi-sinch-fleet");
  cpSync(join(installed, "example"), folder, { recursive: true });
  await must("npx", ["pulumi-sinch-fleet", "--help"], options);
  const plan = await run("npx", ["pulumi-sinch-fleet", "plan", "--write"], options);
  if (plan.status !== FOUND) throw new Error(`plan ended with ${plan.status}.\n${plan.stdout}${plan.stderr}`);
  // Without npx, which would not pass the signal on.
  const worker = spawn(join(folder, "node_modules", ".bin", "pulumi-sinch-fleet"), ["worker"], {
    ...{ ...options, stdio: ["ignore", "pipe", "inherit"], detached: process.platform !== "win32" },
  });
  const ended = once(worker, "exit");
  try {
    const ready = once(createInterface({ input: worker.stdout }), "line");
    const [said] = await Promise.race([ready, ended]);
    if (worker.exitCode !== null) throw new Error(`The worker ended with ${said}.`);
    await must("npx", ["pulumi-sinch-fleet", "roll-out", "--yes"], options);
  } finally {
    worker.kill("SIGTERM");
    await ended;
  }
}
