/** `npm test`: everything that a change has to pass, in one command. See HELP. */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { duration, endProgramsOnInterrupt, run } from "./processes.mjs";
import { ensureBuild, ensureDependencies, ensurePulumi, LOCAL, ROOT } from "./setup.mjs";
import { fieldTableProblem } from "./field-cases.mjs";
import { buildFleet } from "./fleet/build.mjs";
import { temporalProgram } from "./fleet/servers.mjs";
import { resultOfJest, resultOfStatus, SKIPPED, summary } from "./test-report.mjs";

const HELP = `npm test [-- OPTIONS] [-- FILES]

Installs what is missing, builds, then runs the format check, the linter, the type checks and the tests.
A failed step does not keep the others from running. The last line is "N passed, N failed", with
", N skipped" if tests were skipped; each of the checks counts as one test.

  --only static   format, lint, docs, workflows and types
  --only unit     the tests that need no Pulumi
  --only faults   every fault at every request of every operation
  --only field    what goes wrong in real life, and random histories on a model of Pulumi's engine; FIELD_HISTORIES and FIELD_SEED say
                  how many and which
  --only up       the tests that drive the Pulumi CLI against the emulator
  --only matrix   the packed archive on the oldest and newest Node.js and @pulumi/pulumi: as part of the whole, two corners;
                  by itself all of them, each with the unit tests, and every package manager, which takes half an hour
  --only languages
                  programs in TypeScript, Python, Go, Java and YAML that fetch the plugin's executable; the first run
                  fetches and compiles Pulumi's SDK for each
  --only fleet    the package for fleets: types, lint, and its tests with Temporal's server, PostgreSQL and workers; as part of the
                  whole a roll-out's story and its failures, by itself all of them. The first run builds the server, which
                  needs Go where no "temporal" is on the PATH
  --help          this text
  FILES           run only the test files whose path contains one of these

Examples:
  npm test
  npm test -- --only unit
  npm test -- --only up trunk

Exit status: 0 all passed, 1 something failed, 2 wrong usage, 130 interrupted.`;

/** Each `up` test runs the CLI, a language host and a provider: more at once than this only slow each other. */
const UP_WORKERS = 2;
/** The fault tests use little more than a processor each. */
const FAULT_WORKERS = 2;
/** Likewise the random histories: each front end has a file of its own. */
const FIELD_WORKERS = 2;
const GROUPS = ["static", "unit", "faults", "field", "up", "matrix", "languages", "fleet"];

const node = (script, ...args) => [
  process.execPath,
  join(ROOT, "node_modules", ...script.split("/")),
  ...args,
];
const CHECKS = [
  { name: "format: prettier --check", command: node("prettier/bin/prettier.cjs", "--check", ".") },
  { name: "lint: eslint", command: node("eslint/bin/eslint.js", ".") },
  {
    name: "docs: as the definitions say",
    command: [process.execPath, join(ROOT, "tools", "docs.mjs"), "--check"],
  },
  {
    name: "workflows: actionlint",
    command: [process.execPath, join(ROOT, "tools", "actionlint.mjs")],
  },
  { name: "types: TypeScript 6", command: node("typescript/bin/tsc", "--noEmit") },
  { name: "types: TypeScript 5.9", command: node("typescript-5.9/bin/tsc", "--noEmit") },
];

/** Those of fleet/, which need its own dependencies. */
const FLEET_CHECKS = [
  { name: "lint: fleet", command: node("eslint/bin/eslint.js", "fleet") },
  { name: "types: fleet", command: node("typescript/bin/tsc", "--noEmit", "-p", "fleet") },
];

endProgramsOnInterrupt();
process.exit(await main());

async function main() {
  const { values, positionals } = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  if (values.only !== undefined && !GROUPS.includes(values.only)) {
    return usageError(`--only must be one of ${GROUPS.join(", ")}`);
  }
  const wanted = (group) => values.only === group || values.only === undefined;
  const results = [];
  const add = (result) => results.push(result);

  if (!(await setUp("dependencies", ensureDependencies, add))) return finish(results);
  const cli = ["field", "up", "matrix", "fleet"].some(wanted)
    ? await setUp("the Pulumi CLI", ensurePulumi, add)
    : undefined;
  const built = await setUp("build", ensureBuild, add);
  if (cli) console.log(`Pulumi ${cli.version}, ${cli.found}`);

  if (wanted("static")) await runChecks(add);
  // By itself jest leaves a processor free, which is the half of two.
  if (wanted("unit")) add(await runJest("unit", [...positionals, "--maxWorkers=100%"], process.env));
  if (wanted("faults")) {
    add(await runJest("faults", [...positionals, `--maxWorkers=${FAULT_WORKERS}`], process.env));
  }
  const env = cli && { ...process.env, PATH: `${cli.bin}${delimiter}${process.env.PATH}` };
  if (wanted("field") && env && built) {
    const field = await runJest("field", [...positionals, `--maxWorkers=${FIELD_WORKERS}`], env);
    add(field);
    if (positionals.length === 0 && field.report) {
      const problem = fieldTableProblem(field.report);
      add(resultOfStatus("docs: the cases from the field", problem === "" ? 0 : 1, problem));
    }
  }
  if (wanted("up") && env && built) {
    add(await runJest("up", [...positionals, `--maxWorkers=${UP_WORKERS}`], env));
  }
  if (wanted("matrix") && env && built) {
    const corners = values.only === "matrix" ? { MATRIX: "all" } : {};
    add(await runJest("matrix", [...positionals, `--maxWorkers=${UP_WORKERS}`], { ...env, ...corners }));
  }
  if (wanted("languages") && built) add(await runJest("languages", positionals, process.env));
  if (wanted("fleet") && env && built) {
    const all = values.only === "fleet" ? { FLEET: "all" } : {};
    await testFleet(add, positionals, { ...env, ...all });
  }
  return finish(results);
}

/** The package for fleets has dependencies and servers of its own. */
async function testFleet(add, files, env) {
  const { program, reason, isBuildable } = await temporalProgram();
  if (program === undefined) {
    add(resultOfStatus("fleet: Temporal's server", isBuildable ? 1 : SKIPPED, reason));
    return;
  }
  if (!(await setUp("fleet: build", async () => buildFleet(), add))) return;
  for (const check of FLEET_CHECKS) add(await runCheck(check));
  add(await runJest("fleet", [...files, `--maxWorkers=${UP_WORKERS}`], env));
}

function options() {
  try {
    const kinds = { only: { type: "string" }, help: { type: "boolean" } };
    return parseArgs({ options: kinds, allowPositionals: true });
  } catch (error) {
    return process.exit(usageError(error.message));
  }
}

function usageError(message) {
  console.error(`${message}\n\n${HELP}`);
  return 2;
}

function finish(results) {
  const { lines, ok } = summary(results);
  console.log(lines.join("\n"));
  return ok ? 0 : 1;
}

/** Prepares something; a failure counts as a failed test. Returns what it made, or true; undefined if it failed. */
async function setUp(name, work, add) {
  try {
    return (await work()) ?? true;
  } catch (error) {
    console.log(error.message);
    add(resultOfStatus(name, 1, error.message));
    return undefined;
  }
}

/** Two at once: each of them uses little more than a processor. */
async function runChecks(add) {
  const left = [...CHECKS];
  const work = async () => {
    for (let check = left.shift(); check; check = left.shift()) add(await runCheck(check));
  };
  await Promise.all([work(), work()]);
}

async function runCheck({ name, command: [program, ...args] }) {
  return timed(name, async () => {
    const { status, stdout, stderr } = await run(program, args, { cwd: ROOT, env: process.env });
    if (status !== 0) console.log(stdout + stderr);
    return resultOfStatus(name, status, stdout + stderr);
  });
}

async function runJest(project, args, env) {
  const name = `tests: ${project}`;
  const file = join(LOCAL, `jest-${project}-${process.pid}.json`);
  mkdirSync(LOCAL, { recursive: true });
  const [program, ...jest] = node("jest/bin/jest.js", "--selectProjects", project);
  return timed(name, async () => {
    const report = ["--json", `--outputFile=${file}`, "--testLocationInResults=false"];
    const { status } = await run(program, [...jest, ...report, ...args], {
      cwd: ROOT,
      env: { ...env, FORCE_COLOR: process.stdout.isTTY ? "1" : "0" },
      show: "stderr",
    });
    const result = { ...resultOfJest(name, status, readReport(file)), report: readReport(file) };
    rmSync(file, { force: true });
    return result;
  });
}

function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

async function timed(name, work) {
  console.log(`\n▶ ${name}`);
  const start = Date.now();
  const result = await work();
  const good = result.passed === 0 && result.skips.length > 0 ? "skipped" : "passed";
  const verdict = result.failures.length === 0 ? good : `FAILED (${result.failures.length})`;
  console.log(`  ${name}: ${verdict} in ${duration(Date.now() - start)}`);
  return result;
}
