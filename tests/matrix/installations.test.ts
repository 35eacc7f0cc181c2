import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";
import { ByHand } from "../support/by-hand";
import { accountVariables } from "../support/pulumi-sinch-command";
import { type Project, useProject } from "../support/harness";

/* The table of docs/programs.md: how the package can be installed and where a program may be. `--only matrix` runs it. */

const PULUMI = { "@pulumi/pulumi": "3.248.0" };
const COMMONJS = `new (require("pulumi-sinch").SipTrunk)("voice", { name: "Voice", hostName: "acme-voice" });`;
const ES_MODULE = `import { SipTrunk } from "pulumi-sinch";
new SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;
const AUTOMATION = `
  const { LocalWorkspace } = require("@pulumi/pulumi/automation");
  const { SipTrunk } = require("pulumi-sinch");
  const program = async () => ({ id: new SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }).id });
  async function main() {
    const stack = await LocalWorkspace.createOrSelectStack({ stackName: "inline", projectName: "acme", program });
    await (process.argv.at(-1) === "up" ? stack.up() : stack.destroy());
  }
  main().catch((error) => { console.error(error); process.exit(1); });
`;

const PNPM = ["pnpm@10", "install", "--no-frozen-lockfile"];
const YARN = ["@yarnpkg/cli-dist@4", "install"];

/** A program beside what its package manager reads. */
interface Way {
  name: string;
  /** The package that installs, and its arguments. */
  install: readonly string[];
  files: (dependencies: object) => Record<string, string>;
  /** The folder of Pulumi.yaml. @default the one in which is installed */
  folder?: string;
  /** Runs before each command of Pulumi's in each process of Node.js. */
  require?: string;
  /** What Pulumi says where it does not work. */
  fails?: string;
}

const json = JSON.stringify;
const alone = (dependencies: object, more: object = {}): Record<string, string> => ({
  "package.json": json({ main: "index.js", dependencies, ...more }),
  "index.js": COMMONJS,
});
const inWorkspace = (dependencies: object, more: object = {}): Record<string, string> => ({
  "package.json": json({ private: true, ...more }),
  "program/package.json": json({ name: "program", version: "1.0.0", main: "index.js", dependencies }),
  "program/index.js": COMMONJS,
});

const WAYS: readonly Way[] = [
  { name: "pnpm", install: PNPM, files: alone },
  {
    name: "pnpm without hoisting",
    install: PNPM,
    files: (dependencies) => ({ ...alone(dependencies), "pnpm-workspace.yaml": "hoist: false\n" }),
  },
  {
    name: "a workspace of pnpm",
    install: PNPM,
    files: (dependencies) => ({
      ...inWorkspace(dependencies),
      "pnpm-workspace.yaml": "packages: [program]\n",
    }),
    folder: "program",
  },
  {
    name: "a workspace of npm",
    install: ["npm", "install"],
    files: (dependencies) => inWorkspace(dependencies, { workspaces: ["program"] }),
    folder: "program",
  },
  {
    name: "Yarn 4 with nodeLinker: node-modules",
    install: YARN,
    files: (dependencies) => ({ ...alone(dependencies), ".yarnrc.yml": "nodeLinker: node-modules\n" }),
  },
  {
    name: "Yarn 4 with Plug'n'Play",
    install: YARN,
    files: (dependencies) => ({ ...alone(dependencies), ".yarnrc.yml": "nodeLinker: pnp\n" }),
    require: "./.pnp.cjs",
  },
  {
    name: "Yarn 4 with Plug'n'Play, an ES module",
    install: YARN,
    files: (dependencies) => ({
      ...alone(dependencies, { type: "module" }),
      "index.js": ES_MODULE,
      ".yarnrc.yml": "nodeLinker: pnp\n",
    }),
    require: "./.pnp.cjs",
    fails: "Cannot find package",
  },
  {
    name: "an ES module",
    install: ["npm", "install"],
    files: (dependencies) => ({ ...alone(dependencies, { type: "module" }), "index.js": ES_MODULE }),
  },
  {
    name: "a program in a sub-folder, by main in package.json",
    install: ["npm", "install"],
    files: (dependencies) => ({
      "package.json": json({ main: "source/index.js", dependencies }),
      "source/index.js": COMMONJS,
    }),
  },
  {
    name: "a program in a sub-folder, by main in Pulumi.yaml",
    install: ["npm", "install"],
    files: (dependencies) => ({
      ...alone(dependencies, { main: undefined }),
      "source/index.js": COMMONJS,
      "Pulumi.yaml": json({
        name: "acme",
        main: "source",
        runtime: { name: "nodejs", options: { typescript: false } },
      }),
    }),
  },
];

const registry = execFileSync("npm", ["config", "get", "registry"], { encoding: "utf8" }).trim();
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-ways-"));
let dependencies: Record<string, string>;

beforeAll(async () => {
  dependencies = { "pulumi-sinch": `file:${await pack(folder)}`, ...PULUMI };
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Writes the files in the place of what the harness has made, and installs. */
async function install({ directory }: Project, [manager = "", ...args]: readonly string[], files: object) {
  rmSync(join(directory, "node_modules"));
  rmSync(join(directory, "index.js"));
  for (const [name, text] of Object.entries(files) as [string, string][]) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const words = manager === "npm" ? args : ["exec", "--yes", "--", manager, ...args];
  await promisify(execFile)("npm", words, {
    cwd: directory,
    env: {
      ...process.env,
      // Yarn does not read npm's own settings, and takes an archive without a lockfile for a mistake in CI.
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
      YARN_ENABLE_TELEMETRY: "false",
    },
  });
}

describe.each(WAYS)("$name", (way) => {
  const project = useProject("");
  const trunks = (): Promise<unknown[]> => new ByHand(project().emulator).list("/trunks");

  test(way.fails ? "is refused before a request" : "deploys, refreshes and destroys", async () => {
    const { directory } = project();
    await install(project(), way.install, way.files(dependencies));
    if (way.folder) {
      for (const name of ["Pulumi.yaml", "Pulumi.test.yaml"]) {
        renameSync(join(directory, name), join(directory, way.folder, name));
      }
    }
    const options = way.require ? { env: { NODE_OPTIONS: `--require ${way.require}` } } : {};
    const at = ["-C", join(directory, way.folder ?? "")];
    if (way.fails) {
      const { stdout, stderr } = await project().up(at, { ...options, status: "any" });
      expect(stdout + stderr).toContain(way.fails);
      expect(project().emulator.requests()).toEqual([]);
      return;
    }
    await project().up(at, options);
    expect(await trunks()).toHaveLength(1);
    await project().refresh([...at, "--expect-no-changes"], options);
    await project().destroy(at, options);
    expect(await trunks()).toEqual([]);
  });
});

describe.each([
  ["Bun", ["bun@1.4.5"]],
  ["Deno", ["deno@2.9.6", "run", "-A", "--node-modules-dir=manual"]],
])("%s", (_name, runtime) => {
  const project = useProject("");
  const trunks = (): Promise<unknown[]> => new ByHand(project().emulator).list("/trunks");

  test("deploys and destroys by the Automation API", async () => {
    const files = { "automation.cjs": AUTOMATION, "package.json": json({ dependencies }) };
    await install(project(), ["npm", "install"], files);
    rmSync(join(project().directory, "Pulumi.yaml"));
    const env = { ...accountVariables(project().emulator), NODE_OPTIONS: "" };
    const run = (what: string) =>
      project().runProgram("npm", ["exec", "--yes", "--", ...runtime, "automation.cjs", what], { env });
    await run("up");
    expect(await trunks()).toHaveLength(1);
    await run("destroy");
    expect(await trunks()).toEqual([]);
  });
});

describe("a global installation", () => {
  const project = useProject(COMMONJS);
  const globally = (): string => join(folder, "global", "lib", "node_modules");
  const run = (env: NodeJS.ProcessEnv, status: 0 | "any" = 0) => project().up([], { env, status });

  beforeAll(async () => {
    const what = Object.entries(dependencies).map(([name, at]) =>
      at.startsWith("file:") ? at.slice(5) : `${name}@${at}`,
    );
    await promisify(execFile)("npm", [
      "install",
      "--global",
      "--prefix",
      join(folder, "global"),
      "--no-audit",
      "--no-fund",
      ...what,
    ]);
    rmSync(join(project().directory, "node_modules"));
    // What Pulumi's host asks for beside the program.
    mkdirSync(join(project().directory, "node_modules", "@pulumi"), { recursive: true });
    symlinkSync(
      join(globally(), "@pulumi", "pulumi"),
      join(project().directory, "node_modules", "@pulumi", "pulumi"),
    );
    writeFileSync(join(project().directory, "index.js"), COMMONJS);
  });

  test("has the command on the PATH, but programs do not find it", async () => {
    const PATH = `${join(folder, "global", "bin")}${delimiter}${process.env.PATH ?? ""}`;
    const { stdout } = await project().runProgram("pulumi-sinch", ["--version"], { env: { PATH } });
    expect(stdout).toMatch(/\d+\.\d+\.\d+/);
    const refused = await run({ PATH }, "any");
    expect(refused.stdout + refused.stderr).toContain("Cannot find module 'pulumi-sinch'");
  });

  test("serves programs with its folder in NODE_PATH", async () => {
    await run({ NODE_PATH: globally() });
    expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(1);
  });
});
