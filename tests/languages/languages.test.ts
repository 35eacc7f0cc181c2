import { execFile, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ENTITIES } from "../../provider/entities";
import type { PackageSchema } from "../../provider/schema/schema";
import { ByHand } from "../support/by-hand";
import type { CommandResult } from "../support/command";
import { Project } from "../support/harness";
import { runCommand } from "../support/pulumi-sinch-command";
import { skipUnless, type TestFunction } from "../support/skip";
import { machineWithout, NODE, PLUGIN, RELEASE, serveRelease, type Server } from "./release";

const PROGRAMS = join(__dirname, "programs");
const SCHEMA = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "dist", "schema.json"), "utf8"),
) as PackageSchema;
/** What the examples take out of configuration, and no state may have in clear. */
const PASSWORDS = {
  "acme:phoneSecret": "Correct-Horse-1",
  "acme:branchSecret": "Correct-Horse-2",
  "acme:dialerSecret": "Correct-Horse-3",
};
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
  project = await Project.create("", { config: PASSWORDS });
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

/**
 * Deploys every example with a plugin that is fetched, looks into the account and the state, refreshes and destroys.
 *
 * @param whileThere what else is to be seen of the account
 */
async function expectToWork(whileThere = async () => Promise.resolve()): Promise<void> {
  server.fetched.length = 0;
  await pulumi("up", ...UNASKED);
  expect(server.fetched).toEqual([expect.stringMatching(/^pulumi-resource-sinch-v.*\.tar\.gz$/)]);
  const api = new ByHand(project.emulator);
  const trunks = await api.list("/trunks");
  const berlin = trunks.find(({ name }) => name === "Berlin");
  expect(await api.list(`/trunks/${String(berlin?.id)}/endpoints`)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "Berlin SBC", transport: "TLS", port: 5061 }),
      expect.objectContaining({ name: "Berlin reception", credentialUsername: "berlin01" }),
    ]),
  );
  expect(await project.outputs()).toMatchObject({
    domain: "acme-voice.pstn.sinch.com",
    parisDomain: "acme-paris.pstn.sinch.com",
    parisEndpoints: [],
    usernames: ["branch01"],
  });
  const state = await project.exportState();
  const deployed = new Set(state.map(({ type }) => type.replace("sinch:index:", "")));
  expect(ENTITIES.map(({ name }) => name).filter((name) => !deployed.has(name))).toEqual([]);
  for (const password of Object.values(PASSWORDS)) expect(JSON.stringify(state)).not.toContain(password);
  // It finds what one of the examples has added to the list of another.
  await pulumi("refresh", ...UNASKED);
  await pulumi("preview", "--stack", "test", "--refresh", "--expect-no-changes");
  await whileThere();
  await pulumi("destroy", ...UNASKED);
  for (const kind of ["/trunks", "/accessControlLists", "/credentialLists", "/callBlockingRules"]) {
    expect(await api.list(kind)).toEqual([]);
  }
}

/** Writes the program with all examples. */
function writeProgram(language: string, ...names: string[]): void {
  mkdirSync(path(...names.slice(0, -1)), { recursive: true });
  cpSync(join(RELEASE.programs, language), path(...names));
}

/** Compiles what is written for the SDK: the examples in its documentation, and a program that adopts the account. */
async function expectWrittenProgramsToCompile(): Promise<void> {
  for (const [token, { description }] of Object.entries({ ...SCHEMA.resources, ...SCHEMA.functions })) {
    const [, program] = /```typescript\n([^]*?)```/.exec(description) ?? [];
    expect([token, program]).toEqual([token, expect.stringContaining("@pulumi-sinch/sinch")]);
    writeFileSync(path("written", `${token.replaceAll(":", "-")}.ts`), program ?? "");
  }
  const adopt = ["adopt", "--for", "plugin", "--out", "written"];
  await runCommand(adopt, { cwd: project.directory, emulator: project.emulator });
  expect(readFileSync(path("written", "index.ts"), "utf8")).toContain("berlin01");
  const files = readdirSync(path("written")).filter((name) => name.endsWith(".ts"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "node16", "--target", "es2022"];
  const tsc = path("node_modules", ".bin", "tsc");
  await project.runProgram(tsc, [...options, ...files.map((name) => path("written", name))], {
    env: machine,
  });
}

/** A test of an SDK that the global set-up could make. */
const withSdk = (language: string): TestFunction =>
  skipUnless(language in RELEASE.sdks, `what makes the SDK of ${language} is not installed`);
/** The same, of a program with all examples. */
const withProgram = (language: string): TestFunction =>
  RELEASE.missing === undefined ? withSdk(language) : skipUnless(false, RELEASE.missing);
const sdk = (language: string): string => RELEASE.sdks[language] ?? "";

withProgram("nodejs")(
  "TypeScript, whose SDK has another name than the package with the dynamic classes",
  async () => {
    machine = machineWithout(PLUGIN, path("with-node"));
    setRuntime({ name: "nodejs" });
    const devDependencies = { "@types/node": "^20", typescript: "~5.9.3" };
    const dependencies = { "@pulumi/pulumi": "3.248.0", "@pulumi-sinch/sinch": sdk("nodejs") };
    writeFileSync(path("package.json"), JSON.stringify({ main: "index.ts", dependencies, devDependencies }));
    await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: project.directory });
    // Pulumi maps the place of each resource in the sources through the maps that it finds.
    const installed = readdirSync(path("node_modules", "@pulumi-sinch", "sinch"), { recursive: true });
    expect(installed.filter((name) => String(name).endsWith(".map"))).toEqual([]);
    writeProgram("typescript", "index.ts");
    mkdirSync(path("written"));
    await expectToWork(expectWrittenProgramsToCompile);
  },
);

withProgram("python")("Python", async () => {
  setRuntime({ name: "python", options: { toolchain: "pip", virtualenv: "venv" } });
  writeProgram("python", "__main__.py");
  await run("python3", ["-m", "venv", path("venv")]);
  const install = ["install", "--quiet", "--disable-pip-version-check"];
  await run(path("venv", "bin", "pip"), [...install, "pulumi==3.248.0", sdk("python")]);
  // The SDK has types (PEP 561).
  const where = "import pulumi_sinch, os; print(os.listdir(os.path.dirname(pulumi_sinch.__file__)))";
  expect((await run(path("venv", "bin", "python"), ["-c", where])).stdout).toContain("'py.typed'");
  await expectToWork();
});

withProgram("go")("Go", async () => {
  setRuntime({ name: "go" });
  writeProgram("go", "main.go");
  cpSync(join(PROGRAMS, "go", "go.mod.txt"), path("go.mod"));
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

withProgram("java")("Java", async () => {
  const archives = readdirSync(sdk("java"), { recursive: true }).map(String);
  for (const kind of ["sources", "javadoc"]) {
    expect(archives).toContainEqual(
      expect.stringMatching(new RegExp(`sinch-${RELEASE.version}-${kind}\\.jar$`)),
    );
  }
  setRuntime({ name: "java" });
  const pom = readFileSync(join(PROGRAMS, "java", "pom.xml"), "utf8");
  writeFileSync(path("pom.xml"), pom.replace("RELEASE", `file://${sdk("java")}`));
  writeProgram("java", "src", "main", "java", "generated_program", "App.java");
  await run("mvn", ["--batch-mode", "--quiet", "compile"], { cwd: project.directory });
  await expectToWork();
});

skipUnless(RELEASE.missing === undefined, RELEASE.missing ?? "")(
  "YAML, and two versions side by side",
  async () => {
    setRuntime({ name: "yaml" });
    writeProgram("yaml", "Main.yaml");
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
  },
);

test("a plugin is installed from a web server by the documented command, before any program is there", async () => {
  await pulumi("plugin", "install", "resource", "sinch", RELEASE.version, "--server", server.url);
  const installed = path("home", "plugins", `resource-sinch-v${RELEASE.version}`, "pulumi-resource-sinch");
  const { stdout } = await project.runProgram(installed, ["--version"], { env: machine });
  expect(stdout.trim()).toBe(RELEASE.version);
});

withSdk("dotnet")("C# has a class for each resource of the schema; a release compiles it", () => {
  for (const [token, { inputProperties }] of Object.entries(SCHEMA.resources)) {
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
