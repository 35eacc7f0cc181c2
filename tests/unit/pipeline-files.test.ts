import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";

const PIPELINE = join(__dirname, "..", "..", "examples", "pipeline");

interface Step {
  run?: string;
  uses?: string;
}

function documents(file: string): unknown[] {
  return loadAll(readFileSync(join(PIPELINE, file), "utf8"));
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

test("on both platforms a preview holds yesterday's calls against the change", () => {
  const [{ jobs }] = documents("github/pull-request.yml") as [
    { jobs: { preview: { steps: (Step & { env?: object })[] } } },
  ];
  const step = jobs.preview.steps.find(({ run }) => run === "steps/preview.sh");
  expect(step?.env).toMatchObject({ REPLAY_LAST: "24h" });
  expect(documents("gitlab/.gitlab-ci.yml")).toMatchObject([
    { preview: { variables: { REPLAY_LAST: "24h" }, artifacts: { reports: { junit: "calls.xml" } } } },
  ]);
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
