import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usePostgres } from "./support/postgres";

const MAIN = join(__dirname, "..", "dist", "cli", "main.js");
const COMMANDS = [
  ...[
    "plan",
    "roll-out",
    "roll-back",
    "status",
    "pause",
    "resume",
    "abort",
    "drift",
    "move",
    "retire",
    "worker",
  ],
];
const database = usePostgres();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "fleet-command-line-"));
  mkdirSync(join(folder, "typo"));
  writeFileSync(join(folder, "fleet.yaml"), "name: acme\ncustomers: customers.csv\n");
  writeFileSync(join(folder, "typo", "fleet.yaml"), "name: acme\ncustomers: customers.csv\nshardsize: 3\n");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const { FLEET_DATABASE_URL: _own, ...REST } = process.env;
/** Runs a command where nobody serves Temporal. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const all = { ...REST, TEMPORAL_ADDRESS: "127.0.0.1:1", ...env };
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    env: all,
    cwd: folder,
  });
  return { status, stdout, stderr };
}

test("the help lists all commands, the variables and the exit statuses", () => {
  const { status, stdout } = run(["--help"]);
  expect(status).toBe(0);
  for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  expect(stdout).toMatch(/^Variables: FLEET_DATABASE_URL/m);
  expect(stdout).toMatch(/^Exit status: 0 done/m);
});

test.each(COMMANDS)("the help of %s has examples and exit statuses", (name) => {
  const { status, stdout } = run([name, "--help"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(new RegExp(`^Examples:\n(  pulumi-sinch-fleet ${name}.*\n)+`, "m"));
  expect(stdout).toMatch(/^Exit status: 0 /m);
});

/** What each command needs besides, so that it gets as far as the fleet. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = { move: ["main-002", "a"], retire: ["a"] };
const full = (name: string) => [name, ...(ARGUMENTS[name] ?? [])];

test("a wrong usage is status 2, and names the option that was meant", () => {
  expect(run(["rollout"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringMatching(/unknown command 'rollout'/),
  });
  expect(run(["status", "--jason"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/Did you mean --json/),
  });
  expect(run(["worker", "--jobs", "none"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/whole number from 1/),
  });
});

test("without fleet.yaml, with a typo in it, without a database or Temporal, it is one line that says so", () => {
  const line = (text: RegExp) => ({ status: 1, stdout: "", stderr: expect.stringMatching(text) });
  const env = { FLEET_DATABASE_URL: database() };
  for (const name of ["plan", "status", "worker"]) {
    expect(run([name, "--folder", "nowhere"], env)).toEqual(
      line(/^error: there is no fleet\.yaml in this folder: .*\n$/),
    );
    expect(run([name, "--folder", "typo"], env)).toEqual(
      line(/^error: fleet\.yaml:3: shardsize is not known: did you mean shardSize\?\n$/),
    );
    expect(run([name])).toEqual(line(/^error: FLEET_DATABASE_URL is missing: .*\n$/));
    expect(run([name], { FLEET_DATABASE_URL: "mysql://db" })).toEqual(
      line(/^error: FLEET_DATABASE_URL is no address of PostgreSQL: .*\n$/),
    );
  }
  for (const name of ["plan", "roll-out", "status"]) {
    const away = { FLEET_DATABASE_URL: "postgres://fleet:hunter2@127.0.0.1:1/fleet" };
    expect(run([name], away)).toEqual(
      line(
        /^error: the store cannot be reached: (?!.*hunter2).* Is FLEET_DATABASE_URL right, and does it run\?\n$/,
      ),
    );
  }
  for (const name of ["status", "pause", "resume", "abort", "drift", "worker"]) {
    expect(run(full(name), env)).toEqual(
      line(
        /^error: Temporal at 127\.0\.0\.1:1 cannot be reached: .* Is TEMPORAL_ADDRESS right, and does it run\?\n$/,
      ),
    );
  }
});
