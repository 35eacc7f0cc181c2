/** A whole fleet for measurements: Temporal, PostgreSQL, a limited emulator, workers, and its command line. */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { CLI, environment, makeFolder } from "../../tools/fleet/folder.mjs";
import { startPostgres, startTemporal, temporalProgram } from "../../tools/fleet/servers.mjs";
import { startEmulator } from "../emulator.mjs";
import { usedBy } from "../process-usage.mjs";
import { rowsOf } from "./customers.mjs";

/** What the API allows: so many at once, then so many a second; and how long it binds a number. */
export const LIMIT = { burst: 60, perSecond: 30 };
const TOKENS = { burst: 30, perSecond: 10 };
const PROVISIONING_MS = 500;
export const EMULATOR = [fileURLToPath(new URL("emulator-process.mjs", import.meta.url))];

/** The arguments of an emulator with so many numbers. */
export function emulatorArgs({ customers, latencyMs, isLimited = false }) {
  const limits = { tokenLimit: TOKENS, ...(isLimited && { apiLimit: LIMIT }) };
  return [JSON.stringify({ customers, latencyMs, provisioningDelayMs: PROVISIONING_MS, ...limits })];
}

/**
 * Opens a fleet for as long as the work takes, and removes all of it.
 *
 * @param how.isLimited whether the API has its limit, and the fleet's rate is set to it
 * @param how.workers so many are started, with so many jobs at once each
 */
export async function withFleet(
  { bin, latencyMs, customers, shardSize = 50, workers = 4, jobs = 1, isLimited = true },
  work,
) {
  const { program, reason } = await temporalProgram({ say: console.error });
  if (program === undefined) throw new Error(reason);
  const base = mkdtempSync(join(tmpdir(), "pulumi-sinch-bench-fleet-"));
  chmodSync(base, 0o755);
  const closers = [() => rmSync(base, { recursive: true, force: true, maxRetries: 20 })];
  try {
    const postgres = await startPostgres({ folder: base });
    closers.unshift(() => postgres.close());
    const temporal = await startTemporal(program, { folder: base });
    closers.unshift(() => temporal.close());
    const emulator = await startEmulator(emulatorArgs({ customers, latencyMs, isLimited }), EMULATOR);
    closers.unshift(() => emulator.close());
    const folder = join(base, "fleet");
    makeFolder(folder, rowsOf(customers));
    const rate = isLimited ? `requestsPerSecond: ${LIMIT.perSecond}\n` : "";
    writeFileSync(
      join(folder, "fleet.yaml"),
      `name: bench\ncustomers: customers.csv\nprogram: customer.ts\nshardSize: ${shardSize}\n${rate}`,
    );
    const env = environment({ bin, base, postgres, temporal, url: emulator.url });
    const fleet = new Fleet({ base, folder, env, emulator, temporal, postgres });
    closers.unshift(() => fleet.stopWorkers());
    await fleet.startWorkers(workers, jobs);
    return await work(fleet);
  } finally {
    for (const close of closers) await close();
  }
}

class Fleet {
  #workers = [];
  #cpuOfEnded = 0;

  constructor(parts) {
    Object.assign(this, parts);
  }

  get workers() {
    return this.#workers;
  }

  /** Starts workers, and waits until they are ready. */
  async startWorkers(count, jobs) {
    await Promise.all(Array.from({ length: count }, () => this.startWorker(jobs)));
  }

  async startWorker(jobs) {
    // A schedule would look for drift in the middle of a measurement.
    const child = this.#start(
      ["worker", "--no-schedule", "--jobs", String(jobs)],
      ["ignore", "pipe", "inherit"],
    );
    await new Promise((resolve, reject) => {
      child.once("exit", (status) => reject(new Error(`a worker ended with status ${status}`)));
      createInterface({ input: child.stdout }).once("line", resolve);
    });
    child.removeAllListeners("exit");
    this.#workers.push(child);
    return child;
  }

  async stopWorkers(signal = "SIGTERM") {
    await Promise.all(this.#workers.map((child) => this.endWorker(child, signal)));
  }

  async endWorker(child, signal) {
    this.#workers = this.#workers.filter((one) => one !== child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  }

  /** Processor time so far: of the workers with all their jobs, of both servers, and of commands that have ended. */
  cpu() {
    return {
      workers: usedBy(this.#workers.map(({ pid }) => pid)),
      servers: usedBy([this.temporal.pid, this.postgres.pid]),
      commands: this.#cpuOfEnded,
    };
  }

  /** Runs a command of the fleet. @throws if it does not end with one of these statuses */
  async command(args, statuses = [0]) {
    const beganMs = Date.now();
    const child = this.#start(args, ["ignore", "pipe", "pipe"]);
    let [stdout, stderr] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (part) => (stdout += part));
    child.stderr.setEncoding("utf8").on("data", (part) => (stderr += part));
    const usage = { ms: 0 };
    const timer = setInterval(() => (usage.ms = usedBy([child.pid]) || usage.ms), 250);
    const status = await new Promise((resolve) => child.once("close", resolve));
    clearInterval(timer);
    this.#cpuOfEnded += usage.ms;
    if (!statuses.includes(status)) {
      throw new Error(
        `pulumi-sinch-fleet ${args.join(" ")} ended with status ${status}:\n${stdout}${stderr}`,
      );
    }
    return { status, stdout, stderr, beganMs, wallMs: Date.now() - beganMs };
  }

  /** Runs a command, and tells what it took and which requests the API got meanwhile. */
  async measure(args, statuses) {
    await this.emulator.clearRequests();
    const before = this.cpu();
    const ran = await this.command(args, statuses);
    const after = this.cpu();
    const cpuMs = Object.fromEntries(Object.keys(after).map((key) => [key, after[key] - before[key]]));
    return { ...ran, cpuMs, log: await this.emulator.log() };
  }

  /** Changes lines of the table. */
  edit(change) {
    const table = join(this.folder, "customers.csv");
    writeFileSync(table, change(readFileSync(table, "utf8")));
  }

  editProgram(change) {
    const program = join(this.folder, "customer.ts");
    writeFileSync(program, change(readFileSync(program, "utf8")));
  }

  /** Of all that Pulumi keeps: states, and the history of updates. */
  bytesOfState() {
    const folder = join(this.base, "state");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
  }

  #start(args, stdio) {
    return spawn(process.execPath, [CLI, ...args], {
      cwd: this.folder,
      env: this.env,
      stdio,
      detached: true,
    });
  }
}
