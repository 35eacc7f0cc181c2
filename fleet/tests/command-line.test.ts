import { execFile } from "node:child_process";
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

const REST = { ...process.env };
delete REST.FLEET_DATABASE_URL;
interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command where nobody serves Temporal. */
function run(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const env = { ...REST, TEMPORAL_ADDRESS: "127.0.0.1:1", ...more };
  return new Promise((ended) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { env, cwd: folder },
      (_error, stdout, stderr) => {
        ended({ status: child.exitCode, stdout, stderr });
      },
    );
  });
}

/** The same, and what is wanted of it. */
async function expectEach(cases: readonly [args: readonly string[], env: NodeJS.ProcessEnv, said: RegExp][]) {
  const wrong = { status: 1, stdout: "" };
  await Promise.all(
    cases.map(async ([args, env, said]) => {
      expect([args, await run(args, env)]).toEqual([
        args,
        { ...wrong, stderr: expect.stringMatching(said) as string },
      ]);
    }),
  );
}

test("the help lists all commands, the variables and the exit statuses", async () => {
  const { status, stdout } = await run(["--help"]);
  expect(status).toBe(0);
  for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  expect(stdout).toMatch(/^Variables: FLEET_DATABASE_URL/m);
  expect(stdout).toMatch(/^Exit status: 0 done/m);
});

test("the help of each command has examples and exit statuses", async () => {
  await Promise.all(
    COMMANDS.map(async (name) => {
      const { status, stdout } = await run([name, "--help"]);
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`^Examples:\n(  pulumi-sinch-fleet ${name}.*\n)+`, "m"));
      expect(stdout).toMatch(/^Exit status: 0 /m);
    }),
  );
});

test("a wrong usage is status 2, and names what was meant", async () => {
  expect(await run(["rollout"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/unknown command 'rollout'/) as string,
  });
  expect(await run(["status", "--jason"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/Did you mean --json/) as string,
  });
  expect(await run(["worker", "--jobs", "none"])).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/whole number from 1/) as string,
  });
});

test("without fleet.yaml, with a typo in it or without a database, each command says so in a line", async () => {
  const away = { FLEET_DATABASE_URL: "postgres://fleet:hunter2@127.0.0.1:1/fleet" };
  await expectEach([
    ...["plan", "worker"].flatMap((name): Parameters<typeof expectEach>[0][number][] => [
      [[name, "--folder", "nowhere"], {}, /^error: there is no fleet\.yaml in this folder: .*\n$/],
      [
        [name, "--folder", "typo"],
        {},
        /^error: fleet\.yaml:3: shardsize is not known: did you mean shardSize\?\n$/,
      ],
      [[name], {}, /^error: FLEET_DATABASE_URL is missing: .*\n$/],
      [
        [name],
        { FLEET_DATABASE_URL: "mysql://db" },
        /^error: FLEET_DATABASE_URL is no address of PostgreSQL: .*\n$/,
      ],
    ]),
    [
      ["status"],
      away,
      /^error: the store cannot be reached: (?!.*hunter2).* Is FLEET_DATABASE_URL right, and does it run\?\n$/,
    ],
  ]);
});

test("a worker without a Pulumi CLI, or with an old one, says which it needs", async () => {
  const old = join(folder, "old");
  mkdirSync(old);
  writeFileSync(join(old, "pulumi"), "#!/bin/sh\necho v3.247.9\n", { mode: 0o755 });
  const env = (path: string) => ({ FLEET_DATABASE_URL: database(), PATH: path });
  const needed = "^error: the Pulumi CLI 3\\.248\\.0 or later has to be on the PATH of each worker";
  await expectEach([
    [["worker"], env(join(folder, "typo")), new RegExp(`${needed}, and there is none\n$`)],
    [["worker"], env(`${old}:/usr/bin:/bin`), new RegExp(`${needed}, and this one says "3\\.247\\.9"\n$`)],
  ]);
});

test("without Temporal, each command that needs it says so in a line", async () => {
  const env = { FLEET_DATABASE_URL: database() };
  const needing = ["status", "pause", "resume", "abort", "drift", "worker"];
  const said =
    /^error: Temporal at 127\.0\.0\.1:1 cannot be reached: .* Is TEMPORAL_ADDRESS right, and does it run\?\n$/;
  await expectEach(needing.map((name) => [[name], env, said]));
});
