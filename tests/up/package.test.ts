import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { pack } from "../support/archive";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const run = promisify(execFile);

/** As an ES module; what `npm pack` makes must work in all kinds of programs. */
const POLICY_PACK = ["--policy-pack", "node_modules/pulumi-sinch/policy"];
const ESM_PROGRAM = `
  import * as sinch from "pulumi-sinch";
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });
  export const domain = trunk.domain;
`;

const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-pack-"));
const project = useProject("");
let archive: string;

async function npm(cwd: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("npm", [...args, "--no-audit", "--no-fund", "--prefer-offline"], { cwd });
  return stdout;
}

/** Turns the project into one that has the package from an archive, and nothing of the repository. */
function startAfresh(packageFile: string, program: string, type: "module" | "commonjs"): void {
  const { directory } = project();
  rmSync(join(directory, "node_modules"), { recursive: true, force: true });
  const dependencies = { "pulumi-sinch": `file:${packageFile}`, "@pulumi/pulumi": "3.248.0" };
  writeFileSync(join(directory, "package.json"), JSON.stringify({ main: "index.js", type, dependencies }));
  writeFileSync(join(directory, "index.js"), program);
}

async function trunkCount(): Promise<number> {
  return (await new ByHand(project().emulator).list("/trunks")).length;
}

beforeAll(async () => {
  archive = await pack(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the archive has the package and its docs, and nothing of tests, tools or secrets", async () => {
  const { stdout } = await run("tar", ["tzf", archive]);
  const files = stdout.split("\n");
  for (const file of [
    "dist/sdk/index.js",
    "dist/sdk/index.d.ts",
    "dist/provider/runtime.js",
    "dist/schema.json",
    "dist/expectations.schema.json",
    "dist/calls/replay/page/page.css",
    "docs/resources/sip-trunk.md",
    "CHANGELOG.md",
    "policy/PulumiPolicy.yaml",
    "templates/typescript/Pulumi.yaml",
    "dist/template.gitignore",
    "examples/pipeline/gitlab/.gitlab-ci.yml",
    "README.md",
    "LICENSE",
  ]) {
    expect(files).toContain(`package/${file}`);
  }
  expect(files.filter((file) => /tests|tools|\.local|node_modules|\.env|bench/.test(file))).toEqual([]);
});

test("links of the archive's pages lead to files that the archive has", async () => {
  const { stdout } = await run("tar", ["xzf", archive, "-C", folder, "--verbose"]);
  const files = stdout.trim().split("\n");
  const dead = files
    .filter((name) => name.endsWith(".md"))
    .flatMap((page) => {
      const links = readFileSync(join(folder, page), "utf8").matchAll(/\]\((?![a-z]+:|#)([^)\s#]+)/g);
      return [...links]
        .map(([, link = ""]) => join(dirname(page), link))
        .filter((target) => !files.some((file) => file === target || file.startsWith(`${target}/`)))
        .map((target) => `${page}: ${target}`);
    });
  expect(dead).toEqual([]);
});

test("the files of the archive load nothing that the archive has not", async () => {
  const { stdout } = await run("tar", ["xzf", archive, "-C", folder, "--verbose"]);
  const files = stdout.split("\n");
  const programs = files.filter((name) => name.endsWith(".js"));
  const missing = programs.flatMap((name) => {
    const loaded = readFileSync(join(folder, name), "utf8").matchAll(/require\("(\.[^"]+)"\)/g);
    return [...loaded]
      .map(([, path = ""]) => join(folder, dirname(name), path))
      .filter(
        (path) =>
          ![path, `${path}.js`, join(path, "index.js")].some((file) =>
            files.includes(relative(folder, file)),
          ),
      );
  });
  expect(files).toContain("package/dist/bin/pulumi-sinch.js");
  expect(missing).toEqual([]);
});

test("an ES module deploys from an empty directory in which the archive was installed with npm", async () => {
  startAfresh(archive, ESM_PROGRAM, "module");
  await npm(project().directory, "install");
  await project().up();
  expect((await project().outputs()).domain).toBe("acme-voice.pstn.sinch.com");
  await project().preview(["--expect-no-changes"]);
});

test("the policy pack runs as it was installed", async () => {
  const { stdout } = await project().preview(POLICY_PACK);
  expect(stdout).toContain("pulumi-sinch@v0.1.0");
  // The trunk has an endpoint with an address, and no list.
  expect(stdout).toContain("Not judged by trunk-without-gate");
});

test("a later version of the package shows no diff in a stack of this one, refreshes and destroys it", async () => {
  const later = join(folder, "later");
  await run("mkdir", ["-p", later]);
  await run("tar", ["xzf", archive, "-C", later]);
  for (const file of ["package/package.json", "package/dist/provider/version.js"]) {
    const text = readFileSync(join(later, file), "utf8");
    expect(text).toContain("0.1.0");
    writeFileSync(join(later, file), text.replace("0.1.0", "0.2.0"));
  }
  const [packed] = JSON.parse(
    await npm(join(later, "package"), "pack", "--json", "--ignore-scripts", "--pack-destination", later),
  ) as { filename: string }[];
  await npm(project().directory, "install", join(later, packed?.filename ?? ""));
  await project().preview(["--expect-no-changes"]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
  const agents = project()
    .emulator.requests()
    .map(({ userAgent }) => userAgent);
  expect(agents).toContain("pulumi-sinch/0.2.0");
  await project().destroy();
  expect(await trunkCount()).toBe(0);
});

test("a JavaScript program deploys from a directory in which pnpm has installed the archive", async () => {
  startAfresh(
    archive,
    `exports.trunk = new (require("pulumi-sinch").SipTrunk)("a", { name: "A", hostName: "a" }).id;`,
    "commonjs",
  );
  const { directory } = project();
  await run("npm", ["exec", "--yes", "--", "pnpm@10", "--dir", directory, "install", "--prefer-offline"], {
    cwd: folder,
  });
  expect(existsSync(join(project().directory, "node_modules", ".pnpm"))).toBe(true);
  await project().up();
  expect(await trunkCount()).toBe(1);
  expect((await project().preview(POLICY_PACK, { status: 1 })).stdout).toContain("trunk-without-gate");
  await project().destroy();
  expect(await trunkCount()).toBe(0);
});
