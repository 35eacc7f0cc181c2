import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { evaluate } from "../../tests/support/tool";

/* What is published of this package, as the release packs it. */

const ROOT = join(__dirname, "..", "..");
const MODULES = join(ROOT, "node_modules");
const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-fleet-"));
const packed = join(folder, "package");
let archive: string;

beforeAll(() => {
  archive = String(evaluate(join("release", "fleet.mjs"), `tool.packFleet(${JSON.stringify(folder)})`));
  execFileSync("tar", ["-xzf", archive, "-C", folder]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a program of a dependency; throws if it fails. */
async function run(program: string, ...args: string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [join(MODULES, program), ...args])).stdout;
}

const filesIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("publint finds nothing", async () => {
  const stdout = await run("publint/src/cli.js", archive);
  expect(stdout).toContain("Linting...");
  expect(stdout.split("\n").filter((line) => /^\d+\. /.test(line))).toEqual([]);
});

test("every way to resolve it finds its types", async () => {
  const stdout = await run("@arethetypeswrong/cli/dist/index.js", archive, "--no-emoji");
  expect(stdout).toContain("No problems found");
});

test("has what workers run, the page, the example with all of its files, and the licence", () => {
  const { files } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8")) as { files: string[] };
  expect(readdirSync(packed).sort()).toEqual(["LICENSE", "README.md", "package.json", ...files].sort());
  const names = filesIn(packed).map((file) => file.slice(packed.length + 1));
  expect(names).toEqual(
    expect.arrayContaining([
      ...["dist/cli/main.js", "dist/workflows.bundle.js", "dist/job/guard.js", "dist/job/main.js"],
      ...["html", "css", "js"].map((kind) => `dist/page/page.${kind}`),
      ...["example/fleet.yaml", "example/customer.ts", "example/customers.csv", "example/package.json"],
    ]),
  );
});

test("says nothing of the machine that made it, so that it has the same bytes wherever it is made", () => {
  const bundle = readFileSync(join(packed, "dist", "workflows.bundle.js"), "utf8");
  const [, map = ""] = /sourceMappingURL=data:[^,]*,(\S+)/.exec(bundle) ?? [];
  expect(JSON.parse(Buffer.from(map, "base64").toString())).toHaveProperty("sources");
  expect(Buffer.from(map, "base64").toString()).not.toContain(ROOT);
  for (const file of filesIn(packed))
    expect([file, readFileSync(file, "utf8")]).toEqual([file, expect.not.stringContaining(ROOT)]);
});
