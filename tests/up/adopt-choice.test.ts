import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { fillAccount } from "../support/account-by-hand";
import { accountVariables, runCommand } from "../support/pulumi-sinch-command";
import { skipUnless } from "../support/skip";

const PROGRAM = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");
const hasTerminal = existsSync("/usr/bin/script") && process.platform === "linux";

let emulator: RunningEmulator;
let folder: string;
beforeAll(async () => {
  emulator = await startEmulator();
  const size = { trunks: 3, endpoints: 1, accessControlLists: 1, credentialLists: 1, rules: 1 };
  await fillAccount(emulator, { ...size, countries: [] });
});
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-choice-")));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});
afterAll(() => emulator.close());

/** Runs `adopt` at a terminal, and answers each question when it is there. */
async function atTerminal(answers: readonly (readonly [question: string, keys: string])[]): Promise<string> {
  const command = `'${process.execPath}' '${PROGRAM}' adopt`;
  const child = spawn("script", ["--quiet", "--return", "--command", command, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, ...accountVariables(emulator), TERM: "xterm" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  const open = [...answers];
  let shown = "";
  for await (const chunk of child.stdout) {
    shown += String(chunk);
    const [next] = open;
    if (next && shown.includes(next[0])) {
      open.shift();
      child.stdin.write(next[1]);
    }
  }
  await ended;
  expect({ open, status: child.exitCode }).toEqual({ open: [], status: 0 });
  return shown;
}

skipUnless(hasTerminal, "there is no `script` that makes a terminal here")(
  "at a terminal somebody chooses kinds and trunks",
  async () => {
    // All are chosen to begin with: `a` takes the marks away, a blank marks the first.
    const shown = await atTerminal([
      ["Which kinds of resources?", "\r"],
      ["Which trunks, with what lives under them?", "a \r"],
    ]);
    expect(shown).toContain("SipTrunk (3)");
    const text = readFileSync(join(folder, "index.ts"), "utf8");
    expect(text.match(/new sinch.SipTrunk\(/g)).toHaveLength(1);
    expect(text.match(/new sinch.SipEndpoint\(/g)).toHaveLength(1);
    expect(text).toContain("new sinch.CallBlockingRule(");
  },
);

test("where nobody can be asked, all is adopted", async () => {
  const { status, stdout } = await runCommand(["adopt"], { cwd: folder, emulator });
  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("3 SipTrunk") as string,
  });
});

test("--json prints what would be written, and writes no file", async () => {
  const { status, stdout } = await runCommand(["adopt", "--json"], { cwd: folder, emulator });
  expect(status).toBe(0);
  const { adopted, files } = JSON.parse(stdout) as { adopted: object[]; files: Record<string, string> };
  expect(adopted).toContainEqual({ kind: "SipTrunk", id: expect.any(String) as string, name: "line-break" });
  expect(Object.keys(files)).toEqual(["import.json", "index.ts"]);
  expect(files["index.ts"]).toContain("new sinch.SipTrunk(");
  expect(readdirSync(folder)).toEqual([]);
});
