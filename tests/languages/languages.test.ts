import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ByHand } from "../support/by-hand";
import { skipUnless } from "../support/skip";
import { Project } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
const PROGRAMS = join(__dirname, "programs");
const PLUGIN = join(REPOSITORY, "pulumi-resource-sinch");
const run = promisify(execFile);

let project: Project;

beforeEach(async () => {
  project = await Project.create("");
  for (const name of ["node_modules", "index.js", "package.json"]) {
    rmSync(join(project.directory, name), { recursive: true, force: true });
  }
});
afterEach(() => project.remove());

const path = (...names: string[]): string => join(project.directory, ...names);

function setRuntime(runtime: object): void {
  const plugins = { providers: [{ name: "sinch", path: REPOSITORY }] };
  writeFileSync(path("Pulumi.yaml"), JSON.stringify({ name: "acme", runtime, plugins }));
}

/**
 * `pulumi package add`. Hosts that are built from Go modules are older than the CLI, and cannot link what was
 * generated; then `link` does it the way that the language has.
 */
async function addPackage(link: () => Promise<unknown>): Promise<void> {
  const { status, stderr } = await project.pulumi(["package", "add", PLUGIN], { status: "any" });
  if (status !== 0 && !stderr.includes("linking package")) throw new Error(stderr);
  if (status !== 0) await link();
}

/** Deploys, looks into the account, refreshes and destroys. */
async function expectToWork(): Promise<void> {
  await project.up();
  const api = new ByHand(project.emulator);
  const [trunk] = await api.list("/trunks");
  expect(trunk).toMatchObject({ name: "Voice", hostName: "acme-voice" });
  const [list] = await api.list("/accessControlLists");
  expect(list).toMatchObject({ ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
  expect(await api.list(`/trunks/${String(trunk?.id)}/accessControlLists`, "accessControlListIds")).toEqual([
    list?.id,
  ]);
  expect((await project.outputs()).domain).toBe("acme-voice.pstn.sinch.com");
  await project.preview(["--expect-no-changes"]);
  await project.refresh(["--expect-no-changes"]);
  await project.destroy();
  expect(await api.list("/trunks")).toEqual([]);
  expect(await api.list("/accessControlLists")).toEqual([]);
}

/** Whether a program is there and starts. */
function isInstalled(program: string, ...args: string[]): boolean {
  return spawnSync(program, args).status === 0;
}

test("TypeScript, whose SDK has another name than the package with the dynamic classes", async () => {
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

skipUnless(false, "Pulumi's .NET host can be had neither from npm nor from Go modules")(
  ".NET",
  () => undefined,
);
