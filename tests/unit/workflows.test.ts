import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

/* What actionlint does not hold of .github (tools/actionlint.mjs runs that): whose code runs, and that ours is there. */

const REPOSITORY = join(__dirname, "..", "..");
const WORKFLOWS = join(".github", "workflows");

const read = (file: string): string => readFileSync(join(REPOSITORY, file), "utf8");
const workflows = readdirSync(join(REPOSITORY, WORKFLOWS)).map((name) => join(WORKFLOWS, name));
const actions = readdirSync(join(REPOSITORY, ".github", "actions")).map((name) =>
  join(".github", "actions", name, "action.yml"),
);

/** The values of a key, wherever it stands on a line of its own or begins a step. */
function valuesOf(file: string, key: string): string[] {
  return [...read(file).matchAll(new RegExp(`^[ -]*${key}: (.*)$`, "gm"))].map(([, value = ""]) => value);
}

describe.each([...workflows, ...actions])("%s", (file) => {
  const uses = valuesOf(file, "uses").filter((value) => !value.startsWith("./"));
  test("names what it uses of others by commit, with the version beside it", () => {
    expect(uses.filter((value) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value))).toEqual([]);
  });

  test("uses of this repository what there is", () => {
    const own = valuesOf(file, "uses").filter((value) => value.startsWith("./"));
    expect(own.filter((folder) => !existsSync(join(REPOSITORY, folder, "action.yml")))).toEqual([]);
  });

  test("runs one script of this repository in each step, which there is", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const unknown = valuesOf(file, "run").filter((line) => {
      const [, script, tool] =
        /^(?:npm (?:run )?([\w:]+)|node (tools\/[\w/-]+\.mjs))(?: |$)/.exec(line) ?? [];
      if (tool !== undefined) return !existsSync(join(REPOSITORY, tool));
      return script === undefined || !(script in scripts);
    });
    expect(unknown).toEqual([]);
  });

  test("names only groups of tests that there are", () => {
    const groups = read(join("tools", "test.mjs"));
    const named = [...read(file).matchAll(/npm test -- --only (\w+)/g)].map(([, group = ""]) => group);
    expect(named.filter((group) => !groups.includes(`\n  --only ${group}`))).toEqual([]);
  });
});

test("an action has one version in all files", () => {
  const versions = new Map<string, string>();
  for (const value of [...workflows, ...actions].flatMap((file) => valuesOf(file, "uses"))) {
    const [action = "", version = ""] = value.split("@");
    expect([action, versions.get(action) ?? version]).toEqual([action, version]);
    versions.set(action, version);
  }
});

test.each(workflows)("%s has no right that it does not name, and none to write but in a job", (file) => {
  const { permissions } = load(read(file)) as { permissions?: object };
  expect([{}, { contents: "read" }]).toContainEqual(permissions);
});

test("where actionlint cannot be built, the check is left out and says why", () => {
  const tool = join(REPOSITORY, "tools", "actionlint.mjs");
  const { status, stderr } = spawnSync(process.execPath, [tool], { encoding: "utf8", env: { PATH: "" } });
  expect(stderr).toBe("Go is not installed, from which actionlint is built\n");
  expect(status).toBe(77);
});
