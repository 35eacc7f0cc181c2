import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ByHand } from "../support/by-hand";
import type { CommandResult } from "../support/command";
import { Project } from "../support/harness";
import { skipUnless, type TestFunction } from "../support/skip";
import { machineWithout, NODE, PLUGIN, RELEASE, serveRelease, type Server } from "./release";

const PROGRAMS = join(__dirname, "programs");
const UNASKED = ["--stack", "test", "--yes", "--skip-preview"];
const run = promisify(execFile);

let server: Server;
let project: Project;
let machine: NodeJS.ProcessEnv;

beforeAll(async () => {
  server = await serveRelease();
});
afterAll(() => {
  server.close();
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
  project.pulumi(args, { env: { ...machine, ...server.env } });

function setRuntime(runtime: object): void {
  writeFileSync(path("Pulumi.yaml"), JSON.stringify({ name: "acme", runtime }));
}

/** Deploys with what is fetched, looks into the account, refreshes and destroys. */
async function expectToWork(): Promise<void> {
  server.fetched.length = 0;
  await pulumi("up", ...UNASKED);
  expect(server.fetched).toEqual([expect.stringMatching(/^pulumi-resource-sinch-v.*\.tar\.gz$/)]);
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

/** A test of an SDK that the global set-up could make. */
const withSdk = (language: string): TestFunction =>
  skipUnless(language in RELEASE.sdks, `what makes the SDK of ${language} is not installed`);
const sdk = (language: string): string => RELEASE.sdks[language] ?? "";

withSdk("nodejs")(
  "TypeScript, whose SDK has another name than the package with the dynamic classes",
  async () => {
    machine = machineWithout(PLUGIN, path("with-node"));
    setRuntime({ name: "nodejs" });
    const devDependencies = { "@types/node": "^20", typescript: "~5.9.3" };
    const dependencies = { "@pulumi/pulumi": "3.248.0", "@pulumi-sinch/sinch": sdk("nodejs") };
    writeFileSync(path("package.json"), JSON.stringify({ main: "index.ts", dependencies, devDependencies }));
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: project.directory });
    // The engine asks for the place of each resource in the sources: source maps make that take seconds.
    const installed = readdirSync(path("node_modules", "@pulumi-sinch", "sinch"), { recursive: true });
    expect(installed.filter((name) => String(name).endsWith(".map"))).toEqual([]);
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
  },
);

withSdk("python")("Python", async () => {
  setRuntime({ name: "python", options: { toolchain: "pip", virtualenv: "venv" } });
  cpSync(join(PROGRAMS, "python"), project.directory, { recursive: true });
  await run("python3", ["-m", "venv", path("venv")]);
  const install = ["install", "--quiet", "--disable-pip-version-check"];
  await run(path("venv", "bin", "pip"), [...install, "pulumi==3.248.0", sdk("python")]);
  // The SDK has types (PEP 561).
  const where = "import pulumi_sinch, os; print(os.listdir(os.path.dirname(pulumi_sinch.__file__)))";
  expect((await run(path("venv", "bin", "python"), ["-c", where])).stdout).toContain("'py.typed'");
  await expectToWork();
});

withSdk("go")("Go", async () => {
  setRuntime({ name: "go" });
  cpSync(join(PROGRAMS, "go"), project.directory, { recursive: true });
  renameSync(path("go.mod.txt"), path("go.mod"));
  const { GOPROXY = "", GOMODCACHE = "" } = machine;
  Object.assign(machine, {
    // What others need comes out of what was downloaded before. A cache of its own, since another release of the same
    // version may be in that one.
    GOPROXY: `file://${sdk("go")},file://${GOMODCACHE}/cache/download,${GOPROXY}`,
    GOMODCACHE: path(".modules"),
    // Without paths in it, what was compiled in one run is good for the next.
    GOFLAGS: "-modcacherw -trimpath",
    // It is not published: the checksum database has not heard of it.
    GONOSUMDB: "github.com/pulumi-sinch",
  });
  const env = { ...process.env, ...machine };
  await run("go", ["mod", "tidy"], { cwd: project.directory, env });
  // Ahead of `up`, so that compiling Pulumi's SDK is not taken for a command that hangs.
  await run("go", ["build", "-o", path("home", "program"), "."], { cwd: project.directory, env });
  await expectToWork();
});

withSdk("java")("Java", async () => {
  const archives = readdirSync(sdk("java"), { recursive: true }).map(String);
  for (const kind of ["sources", "javadoc"]) {
    expect(archives).toContainEqual(
      expect.stringMatching(new RegExp(`sinch-${RELEASE.version}-${kind}\\.jar$`)),
    );
  }
  setRuntime({ name: "java" });
  const pom = readFileSync(join(PROGRAMS, "java", "pom.xml"), "utf8");
  writeFileSync(path("pom.xml"), pom.replace("RELEASE", `file://${sdk("java")}`));
  mkdirSync(path("src", "main", "java", "app"), { recursive: true });
  cpSync(join(PROGRAMS, "java", "App.java"), path("src", "main", "java", "app", "App.java"));
  await run("mvn", ["--batch-mode", "--quiet", "compile"], { cwd: project.directory });
  await expectToWork();
});

test("YAML, and two versions side by side", async () => {
  setRuntime({ name: "yaml" });
  cpSync(join(PROGRAMS, "yaml"), project.directory, { recursive: true });
  await expectToWork();
  server.addVersion("0.2.0");
  writeFileSync(
    path("sinch.yaml"),
    readFileSync(path("sinch.yaml"), "utf8").replace(RELEASE.version, "0.2.0"),
  );
  await pulumi("preview", "--stack", "test");
  expect(server.fetched.at(-1)).toContain("-v0.2.0-");
  const { stdout } = await pulumi("plugin", "ls", "--json");
  const plugins = JSON.parse(stdout) as { name: string; version: string }[];
  const versions = plugins.filter(({ name }) => name === "sinch").map(({ version }) => version);
  expect(versions.sort()).toEqual([RELEASE.version, "0.2.0"]);
});

test("a plugin is installed from a web server by the documented command, before any program is there", async () => {
  await pulumi("plugin", "install", "resource", "sinch", RELEASE.version, "--server", server.url);
  const installed = path("home", "plugins", `resource-sinch-v${RELEASE.version}`, "pulumi-resource-sinch");
  const { stdout } = await project.runProgram(installed, ["--version"], { env: machine });
  expect(stdout.trim()).toBe(RELEASE.version);
});

withSdk("dotnet")("C# has a class for each resource of the schema; a release compiles it", () => {
  const schema = readFileSync(join(__dirname, "..", "..", "dist", "schema.json"), "utf8");
  const { resources } = JSON.parse(schema) as { resources: Record<string, { inputProperties: object }> };
  for (const [token, { inputProperties }] of Object.entries(resources)) {
    const name = token.replace("sinch:index:", "");
    const text = readFileSync(join(sdk("dotnet"), `${name}.cs`), "utf8");
    expect(text).toContain(`[SinchResourceType("${token}")]`);
    for (const property of Object.keys(inputProperties)) expect(text).toContain(`[Input("${property}"`);
  }
});

skipUnless(spawnSync("ldd", ["--version"]).status === 0, "ldd is not installed")(
  "the executable needs no library that the smallest images for Python or Java lack",
  async () => {
    const { stdout } = await run("ldd", [RELEASE.executable]);
    const libraries = [...stdout.matchAll(/^\t(lib\w+)/gm)].map(([, name]) => name).sort();
    expect(libraries).toEqual(["libc", "libdl", "libgcc_s", "libm", "libpthread", "libstdc"]);
  },
);

skipUnless(false, "Pulumi's .NET host can be had neither from npm nor from Go modules")(
  "a program in C#",
  () => undefined,
);
