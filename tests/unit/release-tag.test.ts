import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TOOLS } from "../support/tool";

/* The tag of a release, in a repository of its own. */

const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-tag-"));
const repository = join(work, "repository");
const schema = join(work, "built.json");
const SCHEMA = `{ "name": "sinch", "version": "1.2.3" }\n`;

function run(program: string, ...args: string[]): { status: number | null; said: string } {
  const who = { NAME: "somebody", EMAIL: "somebody@example.com" };
  const env = Object.fromEntries(
    ["AUTHOR", "COMMITTER"].flatMap((role) =>
      Object.entries(who).map(([key, value]) => [`GIT_${role}_${key}`, value]),
    ),
  );
  const options = { cwd: repository, encoding: "utf8", env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr } = spawnSync(program, args, options);
  return { status, said: (stdout + stderr).trim() };
}

const git = (...args: string[]): string => run("git", ...args).said;

/** Runs a function of the tool, and prints what it returns. */
function tool(expression: string): { status: number | null; said: string } {
  const file = JSON.stringify(join(TOOLS, "release", "tag.mjs"));
  return run(
    process.execPath,
    "--input-type=module",
    "--eval",
    `import * as tool from ${file}; console.log(await ${expression});`,
  );
}

const makeTag = () => tool(`tool.makeTag(${JSON.stringify({ repository, schema })})`);
const checkSchema = () => tool(`tool.checkSchema(${JSON.stringify(repository)}, ${JSON.stringify(schema)})`);

beforeAll(() => {
  writeFileSync(schema, SCHEMA);
  spawnSync("git", ["init", "--quiet", "--initial-branch", "main", repository]);
  writeFileSync(join(repository, "package.json"), "{}");
  git("add", "--all");
  git("commit", "--quiet", "--message", "Begin");
});
afterAll(() => {
  rmSync(work, { recursive: true, force: true });
});

test("is refused while something is not committed", () => {
  const file = join(repository, "new.txt");
  writeFileSync(file, "");
  expect(makeTag()).toMatchObject({ status: 1, said: expect.stringContaining("Commit first") as string });
  rmSync(file);
});

test("is at a commit of its own that has the schema and all that the present one has, which stays as it is", () => {
  const head = git("rev-parse", "HEAD");
  expect(makeTag()).toEqual({ status: 0, said: "made v1.2.3: git push origin v1.2.3" });
  expect(git("show", "v1.2.3:schema.json")).toBe(SCHEMA.trim());
  expect(git("show", "v1.2.3:package.json")).toBe("{}");
  expect(git("rev-parse", "v1.2.3^")).toBe(head);
  expect([git("rev-parse", "main"), git("status", "--porcelain")]).toEqual([head, ""]);
});

test("is never made a second time", () => {
  expect(makeTag()).toMatchObject({ status: 1, said: expect.stringContaining("already exists") as string });
});

test("is refused where its checkout has no schema, or not that of its sources", () => {
  expect(checkSchema()).toMatchObject({
    status: 1,
    said: expect.stringContaining("no schema.json") as string,
  });
  git("checkout", "--quiet", "v1.2.3");
  expect(checkSchema()).toEqual({ status: 0, said: "schema.json is as the sources say" });
  writeFileSync(schema, SCHEMA.replace("sinch", "other"));
  expect(checkSchema()).toMatchObject({
    status: 1,
    said: expect.stringContaining("not as the sources") as string,
  });
});
