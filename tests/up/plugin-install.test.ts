import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-install-"));
const installed = join(folder, "node_modules", "pulumi-sinch");

const project = useProject(`new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`, {
  provider: "plugin",
});

/** Pulumi.yaml as a program has it that gets the plugin from elsewhere than this repository. */
function setPlugins(plugins: object): void {
  const runtime = { name: "nodejs", options: { typescript: false } };
  writeFileSync(
    join(project().directory, "Pulumi.yaml"),
    JSON.stringify({ name: "acme", runtime, ...plugins }),
  );
}

async function expectToWork(env: NodeJS.ProcessEnv): Promise<void> {
  const trunks = (): Promise<unknown[]> => new ByHand(project().emulator).list("/trunks");
  await project().up([], { env });
  expect(await trunks()).toMatchObject([{ hostName: "acme-voice" }]);
  const agents = project()
    .emulator.requests()
    .map(({ userAgent }) => userAgent);
  expect(agents).toContain("pulumi-sinch/0.1.0");
  await project().destroy([], { env });
  expect(await trunks()).toEqual([]);
}

beforeAll(async () => {
  writeFileSync(join(folder, "package.json"), "{}");
  const what = [await pack(folder), "@pulumi/pulumi@3.248.0"];
  await run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", ...what], { cwd: folder });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the npm package's folder is a plugin for a program's plugins.providers", async () => {
  setPlugins({ plugins: { providers: [{ name: "sinch", path: installed }] } });
  await expectToWork({});
});

test("the executable that npm puts on the PATH is a plugin for every program", async () => {
  setPlugins({});
  const bin = join(folder, "node_modules", ".bin");
  await expectToWork({ PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` });
});

test("its schema can be had from the executable, without installing anything else", async () => {
  const { stdout } = await project().pulumi([
    "package",
    "get-schema",
    join(installed, "pulumi-resource-sinch"),
  ]);
  const schema = JSON.parse(stdout) as { name: string; resources: object };
  expect(schema.name).toBe("sinch");
  expect(Object.keys(schema.resources)).toContain("sinch:index:SipTrunk");
});

test("and from the package's folder, as from a checkout of the repository", async () => {
  // Pulumi has npm install the package's own dependencies first, which does not go together with fast-start.cjs.
  const env = { NODE_OPTIONS: "" };
  const { stdout } = await project().pulumi(["package", "get-schema", installed], { env });
  expect(stdout).toContain("sinch:index:SipTrunk");
});

test("the docs' commands about packages work in a program's folder as they are written", async () => {
  const docs = readFileSync(join(REPOSITORY, "docs", "plugin.md"), "utf8");
  const lines = docs.match(/^pulumi package .*$/gm) ?? [];
  expect(lines).toHaveLength(2);
  writeFileSync(join(folder, "Pulumi.yaml"), JSON.stringify({ name: "docs", runtime: "nodejs" }));
  for (const line of lines) {
    const command = `cd ${JSON.stringify(folder)} && ${line}`;
    const { status, stdout, stderr } = await project().runProgram("bash", ["-c", command], { status: "any" });
    // A host of the language that is older than the CLI cannot link what was generated.
    const isLinked = status === 0 || stderr.includes("linking package");
    expect({ line, isLinked, stderr: isLinked ? "" : stderr }).toEqual({ line, isLinked: true, stderr: "" });
    expect(stdout + stderr).not.toContain("registry");
  }
  const added = readFileSync(join(folder, "sdks", "sinch", "package.json"), "utf8");
  expect(JSON.parse(added)).toMatchObject({ name: "@pulumi-sinch/sinch" });
});
