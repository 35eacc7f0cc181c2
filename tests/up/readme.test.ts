import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { killTree } from "../../tools/process-tree.cjs";
import { blocksOf, environmentIn, packInto } from "./newcomer";

/*
 * What the README tells somebody to type who has never used Pulumi, typed: all of its lines, in their order. Two things
 * are put in their place: the archive of this repository for the published package, and a free port for 4010.
 */

const REPOSITORY = join(__dirname, "..", "..");
const run = promisify(execFile);

const home = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-readme-")));
let terminal: ChildProcess | undefined;

afterAll(() => {
  if (terminal?.pid !== undefined) killTree(terminal.pid);
  rmSync(home, { recursive: true, force: true });
});

/** The shell blocks under a heading of the README. */
function blocks(heading: string): string[] {
  const [, section = ""] = readFileSync(join(REPOSITORY, "README.md"), "utf8").split(`\n## ${heading}\n`);
  const [text = ""] = section.split("\n## ");
  return blocksOf(text, "sh");
}

test("somebody with an empty directory deploys a trunk and removes it with the README's own lines", async () => {
  const env = await environmentIn(home);
  const archive = await packInto(home);
  const [prepare = "", serve = "", deploy = "", ...more] = blocks("From an empty directory");
  expect(more).toEqual([]);
  const directory = join(home, "work");
  mkdirSync(directory);

  const install = "npm install pulumi-sinch ";
  expect(prepare).toContain(install);
  await run("sh", ["-ec", prepare.replace(install, `npm install ${archive} `)], { cwd: directory, env });
  const trunks = join(directory, "trunks");
  await run("npx", ["tsc", "--noEmit"], { cwd: trunks, env });

  terminal = spawn("sh", ["-ec", serve.replace("pulumi-sinch emulator", "pulumi-sinch emulator --port 0")], {
    cwd: trunks,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(terminal.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(line))?.[0] ?? "";
  const { stdout } = await run("sh", ["-ec", deploy.replaceAll("http://127.0.0.1:4010", address)], {
    cwd: trunks,
    env,
  });

  expect(stdout).toContain("\nacme-voice.pstn.sinch.com\n");
  expect(stdout).not.toContain("warning");
  const told = async (path: string): Promise<string> =>
    await (await fetch(`${address}/__emulator/${path}`)).text();
  expect(await told("requests")).toMatch(/"POST"[^]*"DELETE"/);
  expect(await told("state")).not.toContain("acme-voice");
});
