import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";
import { useProject } from "../support/harness";

/*
 * A program that has pulumi-sinch through a library of its own workspace, installed by pnpm, which shows a package
 * only what it depends on itself.
 */

const REPOSITORY = join(__dirname, "..", "..");
const PULUMI = { "@pulumi/pulumi": "3.248.0" };
// With CI in its environment pnpm takes a changed package.json for a mistake.
const PNPM = ["--prefer-offline", "--no-frozen-lockfile"];
const LIBRARY = `
  const sinch = require("pulumi-sinch");
  exports.trunk = (name, opts) => new sinch.SipTrunk(name, { name, hostName: "acme-" + name }, opts);
  exports.account = (name) => new sinch.Provider(name, { projectId: "emulator-project" });
`;
const MAIN = `exports.domain = require("@acme/trunks").trunk("voice").domain;`;

const project = useProject("");
let archive: string;

const at = (...path: string[]): string => join(project().directory, ...path);

async function npm(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("npm", args, { cwd });
  return stdout;
}

async function install(dependencies: Record<string, string>): Promise<void> {
  const program = { "@acme/trunks": "workspace:*", ...PULUMI, ...dependencies };
  writeFileSync(at("package.json"), JSON.stringify({ main: "index.js", dependencies: program }));
  await npm(REPOSITORY, "exec", "--yes", "--", "pnpm@10", "--dir", at(), "install", ...PNPM);
}

beforeAll(async () => {
  archive = `file:${await pack(at())}`;
  rmSync(at("node_modules"));
  mkdirSync(at("trunks"));
  writeFileSync(at("pnpm-workspace.yaml"), "packages: [trunks]\n");
  const library = {
    name: "@acme/trunks",
    version: "1.0.0",
    dependencies: { "pulumi-sinch": archive, ...PULUMI },
  };
  writeFileSync(at("trunks", "package.json"), JSON.stringify(library));
  writeFileSync(at("trunks", "index.js"), LIBRARY);
  await install({});
});

test.each([
  ["resource", MAIN],
  ["explicit provider", `require("@acme/trunks").account("other");`],
  ["resource that is read", `require("@acme/trunks").trunk("voice", { id: "01JZ6Q8V3M7T2C9XK4R5B6N8PD" });`],
])(
  "a library's %s is refused before anything is registered, with the line to add",
  async (_what, program) => {
    writeFileSync(at("index.js"), program);
    const { stdout, stderr } = await project().up([], { status: "any" });
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, "package.json"), "utf8")) as {
      version: string;
    };
    expect(stdout + stderr).toContain(
      `Add "pulumi-sinch": "^${version}" to "dependencies" in ${at("package.json")} and install`,
    );
    expect(stdout + stderr).not.toContain("Cannot find module");
    expect(await project().exportState()).toMatchObject([{ type: "pulumi:pulumi:Stack" }]);
    expect(project().emulator.requests()).toEqual([]);
  },
);

test("with that line the library's trunk is made, refreshed and destroyed", async () => {
  writeFileSync(at("index.js"), MAIN);
  await install({ "pulumi-sinch": archive });
  await project().up();
  expect(project().emulator.state().trunks).toMatchObject([{ hostName: "acme-voice" }]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
  await project().destroy();
  expect(project().emulator.state().trunks).toEqual([]);
});
