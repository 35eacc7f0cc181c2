import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ByHand } from "../support/by-hand";
import type { CommandResult } from "../support/command";
import { Project } from "../support/harness";
import { skipUnless } from "../support/skip";
import { machineWithout, NODE, PLUGIN, serveRelease, type Release } from "./release";

const PROGRAMS = join(__dirname, "programs");
const run = promisify(execFile);

const UNASKED = ["--stack", "test", "--yes", "--skip-preview"];

let release: Release;
let project: Project;
let machine: NodeJS.ProcessEnv;

beforeAll(async () => {
  release = await serveRelease();
});
afterAll(() => {
  release.close();
});
beforeEach(async () => {
  project = await Project.create("");
  machine = machineWithout([...PLUGIN, ...NODE], project.directory);
  for (const name of ["node_modules", "index.js", "package.json"]) {
    rmSync(join(project.directory, name), { recursive: true, force: true });
  }
});
afterEach(() => project.remove());

const path = (...names: string[]): string => join(project.directory, ...names);

/** A command on a machine that gets the plugin from the release. */
const pulumi = (...args: string[]): Promise<CommandResult> =>
  project.pulumi(args, { env: { ...machine, ...release.env } });

function setRuntime(runtime: object): void {
  writeFileSync(path("Pulumi.yaml"), JSON.stringify({ name: "acme", runtime }));
}

/**
 * Generates the SDK from the plugin that is installed for that, and then removed. Hosts that are built from Go modules
 * are older than the CLI, and cannot link what was generated; then `link` does it the way that the language has.
 */
async function addPackage(link: () => Promise<unknown>): Promise<void> {
  await pulumi("plugin", "install", "resource", "sinch", release.version, "--server", release.url);
  const plugins = path("home", "plugins");
  const plugin = join(plugins, `resource-sinch-v${release.version}`, "pulumi-resource-sinch");
  const { status, stderr } = await project.pulumi(["package", "add", plugin], { status: "any" });
  if (status !== 0 && !stderr.includes("linking package")) throw new Error(stderr);
  if (status !== 0) await link();
  rmSync(plugins, { recursive: true });
}

/** Deploys, looks into the account, refreshes and destroys. */
async function expectToWork(): Promise<void> {
  release.fetched.length = 0;
  await pulumi("up", ...UNASKED);
  expect(release.fetched).toEqual([expect.stringMatching(/^pulumi-resource-sinch-v.*\.tar\.gz$/)]);
  const api = new ByHand(project.emulator);
  const [trunk] = await api.list("/trunks");
  expect(trunk).toMatchObject({ name: "Voice", hostName: "acme-voice" });
  const [list] = await api.list("/accessControlLists");
  expect(list).toMatchObject({ ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
  expect(await api.list(`/trunks/${String(trunk?.id)}/accessControlLists`, "accessControlListIds")).toEqual([
    list?.id,
  ]);
  expect((await project.outputs()).domain).toBe("acme-voice.pstn.sinch.com");
  await pulumi("preview", "--stack", "test", "--expect-no-changes");
  await pulumi("refresh", ...UNASKED, "--expect-no-changes");
  await pulumi("destroy", ...UNASKED);
  expect(await api.list("/trunks")).toEqual([]);
  expect(await api.list("/accessControlLists")).toEqual([]);
}

/** Whether a program is there and starts. */
function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args).status === 0;
}

test("TypeScript, whose SDK has another name than the package with the dynamic classes", async () => {
  machine = machineWithout(PLUGIN, join(project.directory, "with-node"));
  setRuntime({ name: "nodejs" });
  const devDependencies = { "@types/node": "^20", typescript: "~5.9.3" };
  const dependencies = { "@pulumi/pulumi": "3.248.0" };
  writeFileSync(path("package.json"), JSON.stringify({ main: "index.ts", dependencies, devDependencies }));
  const install = (...what: string[]): Promise<unknown> =>
    run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...what], {
      cwd: project.directory,
    });
  await install();
  await addPackage(() => {
    mendImports();
    return install("./sdks/sinch");
  });
  writeFileSync(
    path("index.ts"),
    `import * as sinch from "@pulumi-sinch/sinch";
     const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
     const list = new sinch.AccessControlList("office", {
       name: "Office",
       ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
     });
     new sinch.TrunkAccessControlList("link", { sipTrunkId: trunk.id, accessControlListId: list.id });
     export const domain: unknown = trunk.domain;`,
  );
  await expectToWork();
});

/** Pulumi's Node.js host 3.184 takes parent folders for the same folder if it was compiled by Go 1.26. */
function mendImports(): void {
  for (const folder of ["types", "config"]) {
    for (const name of readdirSync(path("sdks", "sinch", folder)).filter((one) => one.endsWith(".ts"))) {
      const file = path("sdks", "sinch", folder, name);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replaceAll(/"\.\/(types\/|utilities)/g, '"../$1'));
    }
  }
}

skipUnless(isInstalled("python3", "-m", "venv", "--help"), "python3 with venv is not installed")(
  "Python",
  async () => {
    setRuntime({ name: "python", options: { toolchain: "pip", virtualenv: "venv" } });
    cpSync(join(PROGRAMS, "python"), project.directory, { recursive: true });
    writeFileSync(path("requirements.txt"), "pulumi==3.248.0\n");
    await run("python3", ["-m", "venv", path("venv")]);
    const pip = (...what: string[]): Promise<unknown> =>
      run(path("venv", "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", ...what]);
    await pip("-r", path("requirements.txt"));
    await addPackage(() => pip(path("sdks", "sinch")));
    await expectToWork();
  },
);

skipUnless(isInstalled("go", "version"), "Go is not installed")("Go", async () => {
  setRuntime({ name: "go" });
  cpSync(join(PROGRAMS, "go"), project.directory, { recursive: true });
  renameSync(path("go.mod.txt"), path("go.mod"));
  await addPackage(() => Promise.resolve());
  await run("go", ["mod", "tidy"], { cwd: project.directory });
  // Ahead of `up`, so that compiling Pulumi's SDK is not taken for a command that hangs.
  await run("go", ["build", "-o", path("home", "program"), "."], { cwd: project.directory });
  await expectToWork();
});

skipUnless(isInstalled("mvn", "--version"), "Maven is not installed")("Java", async () => {
  setRuntime({ name: "java" });
  cpSync(join(PROGRAMS, "java", "pom.xml"), path("pom.xml"));
  mkdirSync(path("src", "main", "java", "app"), { recursive: true });
  cpSync(join(PROGRAMS, "java", "App.java"), path("src", "main", "java", "app", "App.java"));
  await addPackage(() => Promise.resolve());
  await run("mvn", ["--batch-mode", "--quiet", "compile"], { cwd: project.directory });
  await expectToWork();
});

test("YAML, and two versions side by side", async () => {
  setRuntime({ name: "yaml" });
  cpSync(join(PROGRAMS, "yaml"), project.directory, { recursive: true });
  await expectToWork();
  const next = release.addVersion("0.2.0");
  writeFileSync(
    path("sinch.yaml"),
    readFileSync(path("sinch.yaml"), "utf8").replace(release.version, "0.2.0"),
  );
  await pulumi("preview", "--stack", "test");
  expect(release.fetched.at(-1)).toBe(next);
  const { stdout } = await pulumi("plugin", "ls", "--json");
  const plugins = JSON.parse(stdout) as { name: string; version: string }[];
  const versions = plugins.filter(({ name }) => name === "sinch").map(({ version }) => version);
  expect(versions.sort()).toEqual([release.version, "0.2.0"]);
});

skipUnless(isInstalled("ldd", "--version"), "ldd is not installed")(
  "the executable needs no library that the smallest images for Python or Java lack",
  async () => {
    const { stdout } = await run("ldd", [release.executable]);
    const libraries = [...stdout.matchAll(/^\t(lib\w+)/gm)].map(([, name]) => name).sort();
    expect(libraries).toEqual(["libc", "libdl", "libgcc_s", "libm", "libpthread", "libstdc"]);
  },
);

skipUnless(false, "Pulumi's .NET host can be had neither from npm nor from Go modules")(
  ".NET",
  () => undefined,
);
