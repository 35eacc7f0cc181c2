import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { killTree } from "../../tools/process-tree.cjs";
import { blocksOf, environmentIn, packInto } from "./newcomer";

/* The tutorial, typed: all of its lines in their order, in two terminals; what it shows as output is looked for. */

const PAGE = readFileSync(join(__dirname, "..", "..", "docs", "tutorial.md"), "utf8");
const run = promisify(execFile);

const home = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-tutorial-")));
let terminal: ChildProcess | undefined;

afterAll(() => {
  if (terminal?.pid !== undefined) killTree(terminal.pid);
  rmSync(home, { recursive: true, force: true });
});

/** A text with its ids, times and the emulator's port made equal. */
function plain(text: string): string {
  return text
    .replaceAll(/\b01[0-9A-Z]{24}\b/g, "ID")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME")
    .replaceAll(/127\.0\.0\.1:\d+/g, "ADDRESS");
}

test("the tutorial's lines find a change by hand and put it back, and print what it shows", async () => {
  const env = await environmentIn(home);
  const archive = await packInto(home);
  const install = (text: string): string =>
    text
      .replace("npx --yes pulumi-sinch", `npx --yes --package ${archive} pulumi-sinch`)
      .replace("init --emulator", `init --package ${archive} --emulator`);
  const directory = join(home, "work");
  mkdirSync(directory);
  const [serve = "", ...typed] = blocksOf(PAGE, "sh").map(install);

  terminal = spawn("bash", ["-ec", serve.replace("emulator\n", "emulator --port 0\n")], {
    cwd: directory,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [first] = (await once(terminal.stdout as NodeJS.ReadableStream, "data")) as [Buffer];
  const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(first))?.[0] ?? "";

  const script = typed
    .join("\n")
    .replace("--emulator --yes", `--emulator ${address} --yes`)
    .replaceAll("http://127.0.0.1:4010", address);
  // What ends with another status than 0 is told, and the next line is typed all the same.
  const { stdout } = await run(
    "bash",
    ["-c", `exec 2>&1 </dev/null\ntrap 'echo "ended with $?"' ERR\n${script}`],
    {
      cwd: directory,
      env,
    },
  );

  expect(stdout.match(/^ended with .*$/gm) ?? [stdout]).toEqual(["ended with 7"]);
  const printed = new Set(`${String(first)}${stdout}`.split("\n").map((line) => plain(line).trimEnd()));
  const shown = blocksOf(PAGE, "text").flatMap((block) => block.trimEnd().split("\n"));
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((line) => line !== "…" && !printed.has(plain(line)))).toEqual([]);
});
