import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { skipUnless } from "../support/skip";

const PIPELINE = join(__dirname, "..", "..", "examples", "pipeline");
const ACTIONLINT = "github.com/rhysd/actionlint/cmd/actionlint@v1.7.7";
const FIRST_BUILD_MS = 300_000;

interface Step {
  run?: string;
  uses?: string;
}

function documents(file: string): unknown[] {
  return loadAll(readFileSync(join(PIPELINE, file), "utf8"));
}

function hasGo(): boolean {
  try {
    execFileSync("go", ["version"]);
    return true;
  } catch {
    return false;
  }
}

test("GitLab's file has a job for previews, for deployments and for drift, each with its step", () => {
  const [content] = documents("gitlab/.gitlab-ci.yml") as [Record<string, { script: string[] }>];
  for (const [job, step] of [
    ["preview", "preview.sh"],
    ["deploy", "up.sh"],
    ["drift", "drift.sh"],
  ] as const) {
    expect(content[job]?.script.join("\n")).toContain(`steps/${step}`);
  }
});

test("each job keeps what Node.js has compiled for the next one", () => {
  for (const name of readdirSync(join(PIPELINE, "github"))) {
    const [{ jobs }] = documents(`github/${name}`) as [{ jobs: Record<string, { steps: Step[] }> }];
    for (const { steps } of Object.values(jobs)) {
      expect(steps.map(({ run }) => run)).toContain(
        'echo "NODE_COMPILE_CACHE=$PWD/.compiled" >>"$GITHUB_ENV"',
      );
      expect(steps.filter(({ uses }) => uses?.startsWith("actions/cache@"))).toMatchObject([
        { with: { path: ".compiled" } },
      ]);
    }
  }
  expect(documents("gitlab/.gitlab-ci.yml")).toMatchObject([
    {
      variables: { NODE_COMPILE_CACHE: "$CI_PROJECT_DIR/.compiled" },
      ".pulumi": { cache: { paths: [".compiled"] } },
    },
  ]);
});

test("the operator's manifest has an account, its right to be known, and a stack that refreshes by itself", () => {
  const kinds = documents("kubernetes/stack.yaml").map((one) => (one as { kind: string }).kind);
  expect(kinds).toEqual(["ServiceAccount", "ClusterRoleBinding", "Stack"]);
  expect(documents("kubernetes/stack.yaml")[2]).toMatchObject({
    spec: { refresh: true, continueResyncOnCommitMatch: true, destroyOnFinalize: false },
  });
});

skipUnless(hasGo(), "Go is not installed, from which actionlint is built")(
  "GitHub's workflows pass actionlint",
  () => {
    const names = readdirSync(join(PIPELINE, "github")).map((name) => join("github", name));
    const files = [...names, join("emulator", "github.yml")].map((name) => join(PIPELINE, name));
    expect(files).toHaveLength(4);
    // Without the shell checkers that it would use where they happen to be installed.
    const args = ["run", ACTIONLINT, "-shellcheck=", "-pyflakes=", ...files];
    expect(execFileSync("go", args, { encoding: "utf8" })).toBe("");
  },
  FIRST_BUILD_MS,
);
