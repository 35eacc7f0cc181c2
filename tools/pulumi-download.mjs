/** The official Pulumi CLI, downloaded by its npm launcher. */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { duration, run } from "./processes.mjs";

/** Where the download site cannot be reached, a firewall may keep us waiting for minutes. */
const BEGIN_WITHIN_MS = 30_000;
/** A download that has begun may take as long as it likes, but not stand still for this long. */
const STALL_MS = 120_000;
const PROGRESS_MS = 10_000;
const POLL_MS = 500;

const LAUNCHER = join(dirname(dirname(fileURLToPath(import.meta.url))), "node_modules", "pulumi", "run.js");

/**
 * Lets the launcher install the CLI into `directory/bin`; returns why that failed, or undefined.
 *
 * @param {{ directory: string, version: string, say: (line: string) => void, env: NodeJS.ProcessEnv,
 *   beginWithinMs?: number, launcher?: string }} options
 */
export async function downloadCli(options) {
  const { directory, version, say, env, beginWithinMs = BEGIN_WITHIN_MS, launcher = LAUNCHER } = options;
  // With a home and a temporary folder of its own, the launcher disturbs nobody and shows how far it is.
  const home = join(directory, "home");
  const temporary = join(directory, "tmp");
  mkdirSync(temporary, { recursive: true });
  say(`Downloading Pulumi ${version} with its npm launcher.`);

  const abort = new AbortController();
  const watch = watchDownload({ temporary, home, beginWithinMs, say, giveUp: () => abort.abort() });
  const { status, stdout, stderr } = await run(process.execPath, [launcher, "version"], {
    env: { ...env, PULUMI_HOME: home, PULUMI_VERSION: version, TMPDIR: temporary, TMP: temporary },
    signal: abort.signal,
  });
  watch.stop();
  if (abort.signal.aborted) return watch.reason();
  const installed = join(home, "versions", version, "bin");
  if (status !== 0 || !existsSync(installed)) {
    return `The download of Pulumi failed: ${lastLine(stdout + stderr)}`;
  }
  renameSync(installed, join(directory, "bin"));
  for (const folder of [home, temporary]) rmSync(folder, { recursive: true, force: true });
  return undefined;
}

/** Looks at what has arrived so far, shows it now and then, and gives up when nothing comes. */
function watchDownload({ temporary, home, beginWithinMs, say, giveUp }) {
  const start = Date.now();
  let size = 0;
  let lastGrowth = start;
  let lastSaid = start;
  let reason = "";
  const timer = setInterval(() => {
    const now = Date.now();
    const present = sizeOf(temporary) + sizeOf(home);
    if (present !== size) [size, lastGrowth] = [present, now];
    const limitMs = size === 0 ? beginWithinMs : STALL_MS;
    if (now - lastGrowth > limitMs) {
      reason = `The download of Pulumi ${size === 0 ? "did not begin" : "stood still"} for ${duration(limitMs)}.`;
      giveUp();
    }
    if (now - lastSaid < PROGRESS_MS) return;
    lastSaid = now;
    say(`  ${duration(now - start)}: ${(size / 1e6).toFixed(0)} MB downloaded`);
  }, POLL_MS);
  return { stop: () => clearInterval(timer), reason: () => reason };
}

/** The bytes below a folder, less the installer's own script, which is there before the download begins. */
function sizeOf(folder) {
  if (!existsSync(folder)) return 0;
  let size = 0;
  for (const name of readdirSync(folder, { recursive: true })) {
    if (name.startsWith("pulumi-install-")) continue;
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    if (stat?.isFile()) size += stat.size;
  }
  return size;
}

function lastLine(text) {
  return text.trim().split("\n").at(-1) || "the launcher said nothing";
}
