import { execFile } from "node:child_process";
import { existsSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";

const REPOSITORY = join(__dirname, "..", "..");
const MODULES = join(REPOSITORY, "node_modules");
/** A tenth more than on 28 November 2026. Who needs more says in the commit what for. */
const ARCHIVE_BYTES = 840_000;
const INSTALLED_BYTES = 87_500_000;
/** Programs to be copied to a folder of their own, where Node.js does read this field. */
const OF_A_PROGRAM = /^\d+\. \.\/(examples|templates)\/[^ ]+package\.json has an "imports" field/;

const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-archive-"));
let archive: string;

beforeAll(async () => {
  archive = await pack(folder);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program of a dependency; throws if it fails. */
async function run(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(MODULES, program), ...args]);
  return stdout;
}

/** The bytes of all files in a folder, but those of packages that are installed within. */
function bytesIn(directory: string): number {
  return readdirSync(directory)
    .filter((name) => name !== "node_modules")
    .map((name) => join(directory, name))
    .reduce((sum, path) => sum + (lstatSync(path).isDirectory() ? bytesIn(path) : lstatSync(path).size), 0);
}

test("publint finds nothing", async () => {
  const stdout = await run("publint/src/cli.js", archive);
  expect(stdout).toContain("Linting...");
  const found = stdout.split("\n").filter((line) => /^\d+\. /.test(line) && !OF_A_PROGRAM.test(line));
  expect(found).toEqual([]);
});

test("every way to resolve the package's exports finds their types", async () => {
  expect(await run("@arethetypeswrong/cli/dist/index.js", archive, "--no-emoji")).toContain(
    "No problems found",
  );
});

test("the archive stays within its bytes", () => {
  expect(statSync(archive).size).toBeLessThan(ARCHIVE_BYTES);
});

test("what it installs, by the lockfile, stays within its bytes", () => {
  const { packages } = JSON.parse(readFileSync(join(REPOSITORY, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: true; devOptional?: true; link?: true }>;
  };
  const installed = Object.entries(packages)
    .filter(([path, { dev, devOptional, link }]) => path !== "" && !(dev ?? devOptional ?? link))
    .map(([path]) => join(REPOSITORY, path))
    .filter((path) => path.startsWith(MODULES) && existsSync(path));
  const bytes = installed.reduce((sum, path) => sum + bytesIn(path), 0);
  expect(installed.length).toBeGreaterThan(200);
  expect(bytes).toBeLessThan(INSTALLED_BYTES);
});
