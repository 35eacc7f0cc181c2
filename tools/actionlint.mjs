/**
 * `node tools/actionlint.mjs`: looks through this repository's workflows and those in examples/pipeline. Exit status: 0
 * nothing found, 1 something, 77 not looked at, with the reason as the last line: actionlint is a Go program, which not
 * every machine can build.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { go } from "./go.mjs";
import { run } from "./processes.mjs";
import { ROOT } from "./setup.mjs";
import { SKIPPED } from "./test-report.mjs";

const WORKFLOWS = [".github/workflows", "examples/pipeline/github", "examples/pipeline/emulator"];
/** Far above what it takes, for a module proxy that does not answer. */
const BUILD_MS = 300_000;
/** In the same folder, for a container and for GitLab. */
const OF_OTHERS = /^(compose\.yaml|\.?gitlab-ci\.yml)$/;

const files = WORKFLOWS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => /\.ya?ml$/.test(name) && !OF_OTHERS.test(name))
    .map((name) => join(ROOT, folder, name)),
);

process.exit(await main());

async function main() {
  // Go builds it, keeps it in its cache, and prints where.
  const built = await go(join(ROOT, "tools", "actionlint"), ["tool", "-n", "actionlint"], BUILD_MS);
  if (built.stdout === undefined) {
    console.error(
      built.isInstalled
        ? `actionlint cannot be built: ${built.reason}`
        : "Go is not installed, from which actionlint is built",
    );
    return SKIPPED;
  }
  // Without the shell checkers that it would use where they happen to be installed.
  const args = ["-no-color", "-shellcheck=", "-pyflakes=", ...files];
  const { status } = await run(built.stdout.trim(), args, { cwd: ROOT, show: true });
  return status === 0 ? 0 : 1;
}
