import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "../../emulator";
import { fillAccount } from "../support/account-by-hand";
import { accountVariables, runCommand } from "../support/pulumi-sinch-command";
import { skipUnless } from "../support/skip";
import { atTerminal, hasTerminal } from "../support/terminal";

const PROGRAM = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");

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

skipUnless(hasTerminal, "there is no `script` that makes a terminal here")(
  "at a terminal somebody chooses kinds and trunks",
  async () => {
    // All are chosen to begin with: `a` takes the marks away, a blank marks the first.
    const shown = await atTerminal(`'${process.execPath}' '${PROGRAM}' adopt`, {
      cwd: folder,
      env: { ...process.env, ...accountVariables(emulator) },
      answers: [
        ["Which kinds of resources?", "\r"],
        ["Which trunks, with what lives under them?", "a \r"],
      ],
    });
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
