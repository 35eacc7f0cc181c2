/**
 * The Pulumi CLI: the one on the PATH, else the official one through its npm launcher, else one built from Go
 * modules. The latter two go where the launcher looks, so that `npx pulumi` works afterwards.
 */
import { accessSync, constants, existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { realpathSync, renameSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { duration, run } from "./processes.mjs";
import { downloadCli } from "./pulumi-download.mjs";

/** The oldest CLI that imports dynamic resources without reading them. */
const MINIMUM_VERSION = "3.254.0";
const EXE = process.platform === "win32" ? ".exe" : "";
const SCRIPT = process.platform === "win32" ? ".cmd" : "";
const NODE_FILES = [`pulumi${EXE}`, `pulumi-language-nodejs${EXE}`, `pulumi-resource-pulumi-nodejs${SCRIPT}`];
const ALL_FILES = ["python", "go", "java", "yaml"].map((language) => `pulumi-language-${language}${EXE}`);
const TOOLS = dirname(fileURLToPath(import.meta.url));
const PROGRESS_MS = 10_000;

/**
 * Finds, downloads or builds the CLI.
 *
 * @param {object} [options]
 * @param {boolean} [options.all] Also asks for the Python, Go, Java and YAML hosts.
 * @param {(line: string) => void} [options.say]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @returns {Promise<{ bin: string, version: string, found: string }>} The folder that has to come first on the
 *   PATH, the version, and how it was found.
 * @throws {Error} that says what to install if all three ways fail.
 */
export async function ensurePulumi({ all = false, say = console.log, env = process.env } = {}) {
  const onPath = await findOnPath({ all, env });
  if (onPath) return { ...onPath, found: "on the PATH" };

  const launcher = launcherVersion();
  const versions = cacheOf(env);
  const place = join(versions, launcher);
  const cached = await findIn(join(place, "bin"), { all });
  if (cached) return { ...cached, found: "in the launcher's cache" };

  const onWait = (pid) => say(`Another process (${pid}) is getting the Pulumi CLI; waiting for it.`);
  return withLock(
    join(versions, `.${launcher}.lock`),
    async () => {
      const other = await findIn(join(place, "bin"), { all });
      if (other) return { ...other, found: "in the launcher's cache" };
      return getCli({ all, say, env, versions, launcher });
    },
    { onWait },
  );
}

/** The CLI if there is one already, as `{ bin, version }`. */
export async function findPulumi({ env = process.env } = {}) {
  return (await findOnPath({ env })) ?? findIn(join(cacheOf(env), launcherVersion(), "bin"));
}

/** The folder in which the launcher keeps the versions that it has downloaded. */
function cacheOf(env) {
  return join(env.PULUMI_HOME || join(homedir(), ".pulumi"), "versions");
}

async function getCli({ all, say, env, versions, launcher }) {
  removeLeftovers(versions, launcher);
  const fresh = join(versions, `.${launcher}-new-${process.pid}`);
  const removeFresh = () => rmSync(fresh, { recursive: true, force: true });
  const failures = [];
  process.once("exit", removeFresh);
  try {
    for (const [found, get] of [
      ["downloaded", downloadCli],
      ["built from Go modules", buildCli],
    ]) {
      removeFresh();
      mkdirSync(fresh, { recursive: true });
      const failure = await get({ directory: fresh, version: launcher, all, say, env });
      const cli = failure === undefined ? await findIn(join(fresh, "bin"), { all }) : undefined;
      if (cli) return { bin: moveIntoPlace(fresh, join(versions, launcher)), version: cli.version, found };
      failures.push(failure ?? `What was ${found} is not a whole Pulumi CLI with its hosts.`);
      say(failures.at(-1));
    }
  } finally {
    process.off("exit", removeFresh);
    removeFresh();
  }
  throw new Error(
    `There is no Pulumi CLI of version ${MINIMUM_VERSION} or later, and none could be had:\n` +
      failures.map((failure) => `  - ${failure.replaceAll("\n", "\n    ")}\n`).join("") +
      "Install Pulumi (https://www.pulumi.com/docs/install/), or Go 1.25.11 or later (https://go.dev/dl/), " +
      "from which the CLI is then built.",
  );
}

/** Builds with `tools/pulumi/build.sh`; returns why it failed, or undefined. */
async function buildCli({ directory, all, say, env }) {
  say(
    "Building the Pulumi CLI from its Go modules: about 8 minutes on two cores the first time, then seconds.",
  );
  const start = Date.now();
  const progress = { stage: "", downloaded: 0, compiled: 0, partial: "", tail: [] };
  const timer = setInterval(() => say(`  ${progressLine(progress, Date.now() - start)}`), PROGRESS_MS);
  try {
    const { status } = await run(
      "bash",
      [join(TOOLS, "pulumi", "build.sh"), join(directory, "bin"), ...(all ? ["--all"] : [])],
      // -v makes Go name each package when it is compiled: the only sign of life of a long build.
      {
        env: { ...env, GOFLAGS: `${env.GOFLAGS ?? ""} -v`.trim() },
        onOutput: (text) => take(progress, text),
      },
    );
    if (status !== 0) return `The build from Go modules failed.\n${progress.tail.join("\n")}`;
    say(`Built in ${duration(Date.now() - start)}.`);
    return undefined;
  } finally {
    clearInterval(timer);
  }
}

/** Takes in a piece of the build's output: what counts is counted, the rest is kept in case of an error. */
export function take(progress, text) {
  const lines = (progress.partial + text).split("\n");
  progress.partial = lines.pop();
  for (const line of lines) {
    if (line.startsWith("== ")) progress.stage = line.slice(3);
    else if (line.startsWith("go: downloading ")) progress.downloaded++;
    else if (/^[\w.\-/~]+$/.test(line)) progress.compiled++;
    else if (line !== "") progress.tail = [...progress.tail, line].slice(-15);
  }
}

function progressLine({ stage, downloaded, compiled }, elapsedMs) {
  return `${duration(elapsedMs)}: ${stage}, ${downloaded} modules downloaded, ${compiled} packages compiled`;
}

/** Puts a complete folder where the launcher looks; what was there before was not whole. Returns its bin/. */
function moveIntoPlace(fresh, place) {
  const old = `${place}-old-${process.pid}`.replace(/([^/\\]+)$/, ".$1");
  if (existsSync(place)) renameSync(place, old);
  renameSync(fresh, place);
  rmSync(old, { recursive: true, force: true });
  return join(place, "bin");
}

/** Removes what killed runs have left. Only called while holding the lock, so nobody is using it. */
function removeLeftovers(versions, launcher) {
  const leftover = new RegExp(`^\\.${launcher.replaceAll(".", "\\.")}-(new|old)-\\d+$`);
  for (const name of readdirSync(versions)) {
    if (leftover.test(name)) rmSync(join(versions, name), { recursive: true, force: true });
  }
}

/** The first `pulumi` on the PATH that is whole and new enough; the npm launcher has no host beside it. */
export async function findOnPath({ all = false, env = process.env } = {}) {
  for (const folder of (env.PATH ?? "").split(delimiter)) {
    const file = join(folder, `pulumi${EXE}`);
    if (folder === "" || !existsSync(file)) continue;
    const cli = await findIn(dirname(realpathSync(file)), { all });
    if (cli && versionAtLeast(cli.version, MINIMUM_VERSION)) return cli;
  }
  return undefined;
}

/** The CLI of a folder if it answers and its hosts are beside it, as `{ bin, version }`. */
export async function findIn(bin, { all = false } = {}) {
  const files = all ? [...NODE_FILES, ...ALL_FILES] : NODE_FILES;
  if (!files.every((file) => isExecutable(join(bin, file)))) return undefined;
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { status, stdout } = await run(join(bin, NODE_FILES[0]), ["version"], { env });
  const version = /^v(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
  return status === 0 && version ? { bin, version } : undefined;
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).size > 0;
  } catch {
    return false;
  }
}

/** Compares `major.minor.patch`; what follows a hyphen does not count. */
export function versionAtLeast(version, minimum) {
  const [mine, its] = [version, minimum].map((text) => text.replace(/^v/, "").split(/[-+]/)[0].split("."));
  for (const index of [0, 1, 2]) {
    const difference = Number(mine[index] ?? 0) - Number(its[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** The version that the npm launcher of this repository starts. */
export function launcherVersion() {
  const file = join(dirname(TOOLS), "node_modules", "pulumi", "package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}
