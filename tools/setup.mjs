/**
 * What has to be there before anything else runs: the dependencies, the built package, the Pulumi CLI. Uses
 * nothing but Node's own modules, since it runs before `npm ci`.
 */
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { duration, run } from "./processes.mjs";

export { ensurePulumi } from "./pulumi-cli.mjs";

/** The repository's root folder. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** What the tools keep, none of it committed. */
export const LOCAL = join(ROOT, ".local");

const STAMP = ".stamp";
/** What the package has beside compiled code: files that are served, or put into a page, as they are. */
const ASSETS = [join("emulator", "console"), join("calls", "replay", "page")];
/** npm leaves files of this name out of archives, wherever they are. */
const GITIGNORE = join("templates", "typescript", ".gitignore");

/**
 * Runs `npm ci` if `node_modules` of a folder is missing, was left half installed, or does not fit `package-lock.json`.
 * @throws {Error} with npm's output if that fails.
 */
export async function ensureDependencies({ say = console.log, folder = ROOT } = {}) {
  if (dependenciesFit(folder)) return;
  await withLock(
    join(LOCAL, "locks", "dependencies"),
    async () => {
      if (dependenciesFit(folder)) return;
      say("Installing the dependencies: npm ci");
      const start = Date.now();
      const { status, stdout, stderr } = await run("npm", ["ci"], { cwd: folder });
      if (status !== 0) throw new Error(`npm ci failed.\n${stdout}${stderr}`);
      say(`Installed in ${duration(Date.now() - start)}.`);
    },
    { onWait: (pid) => say(`Another process (${pid}) is installing the dependencies; waiting for it.`) },
  );
}

/** True if every package of the lock file is installed in the version it names. */
function dependenciesFit(folder) {
  const wanted = packagesIn(join(folder, "package-lock.json"));
  // npm writes this one last, and an interrupted `npm ci` leaves none.
  const installed = packagesIn(join(folder, "node_modules", ".package-lock.json"));
  return wanted !== undefined && installed !== undefined && lockIsMet(wanted, installed);
}

function packagesIn(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, "utf8")).packages : undefined;
}

/**
 * Compares the `packages` of a lock file with those of npm's record of what is installed. Optional packages may
 * be missing: they are for other platforms.
 */
export function lockIsMet(wanted, installed) {
  return Object.entries(wanted)
    .filter(([path]) => path !== "")
    .every(([path, { version, link, optional }]) => {
      const found = installed[path];
      if (found === undefined) return optional === true;
      return found.version === version && Boolean(found.link) === Boolean(link);
    });
}

/**
 * Compiles the package into `dist/` and makes its schema if a source has changed since, or always with `force`.
 * Both are written to another folder, which takes the place of `dist/` when it is complete.
 * @throws {Error} with the compiler's output if that fails; `dist/` is then as it was.
 */
export async function ensureBuild({ say = console.log, force = false } = {}) {
  if (!force && isBuilt()) return;
  await withLock(join(LOCAL, "locks", "build"), async () => {
    if (!force && isBuilt()) return;
    const start = Date.now();
    const stamp = sourcesHash();
    const fresh = join(LOCAL, "dist-new");
    const old = join(LOCAL, "dist-old");
    rmSync(fresh, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
    const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
    const args = [tsc, "-p", "tsconfig.build.json", "--outDir", fresh];
    const { status, stdout, stderr } = await run(process.execPath, args, { cwd: ROOT });
    if (status !== 0) throw new Error(`The package does not compile.\n${stdout}${stderr}`);
    for (const folder of ASSETS) cpSync(join(ROOT, folder), join(fresh, folder), { recursive: true });
    cpSync(join(ROOT, GITIGNORE), join(fresh, "template.gitignore"));
    const schema = await run(process.execPath, [join(ROOT, "tools", "schema.mjs"), fresh], { cwd: ROOT });
    if (schema.status !== 0) throw new Error(`The schema cannot be made.\n${schema.stdout}${schema.stderr}`);
    // npm makes it executable only where it was there when npm installed.
    chmodSync(join(fresh, "bin", "pulumi-sinch.js"), 0o755);
    writeFileSync(join(fresh, STAMP), stamp);
    const dist = join(ROOT, "dist");
    if (existsSync(dist)) renameSync(dist, old);
    renameSync(fresh, dist);
    rmSync(old, { recursive: true, force: true });
    say(`Built dist/ in ${duration(Date.now() - start)}.`);
  });
}

function isBuilt() {
  const stamp = join(ROOT, "dist", STAMP);
  return existsSync(stamp) && readFileSync(stamp, "utf8") === sourcesHash();
}

/** A hash of all that the build depends on: times do not tell of a deleted file or an older commit. */
function sourcesHash() {
  const { include } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8"));
  const files = [
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "tsconfig.build.json",
    "tools/schema.mjs",
    "tools/examples.mjs",
    GITIGNORE,
  ];
  for (const folder of [...include, "examples/resources"]) {
    if (!existsSync(join(ROOT, folder))) continue;
    const names = readdirSync(join(ROOT, folder), { recursive: true }).filter((name) =>
      /\.(ts|js|css|html|yaml|py|go|cs|java)$/.test(name),
    );
    files.push(...names.map((name) => join(folder, name)));
  }
  const hash = createHash("sha256");
  for (const file of files.sort())
    hash
      .update(file)
      .update("\0")
      .update(readFileSync(join(ROOT, file)));
  return hash.digest("hex");
}
