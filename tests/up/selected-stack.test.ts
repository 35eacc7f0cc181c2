import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandResult } from "../support/command";
import { useProject } from "../support/harness";
import { accountVariables, runCommand } from "../support/pulumi-sinch-command";

const project = useProject(`new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`);
const PROGRAM = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");
const SAID = "Stack test, which is selected here; --stack takes another one.";

function command(args: string[], env: Record<string, string> = {}): Promise<CommandResult> {
  return project().runProgram(process.execPath, [PROGRAM, ...args], { status: "any", env });
}

beforeAll(async () => {
  await project().up();
  await project().pulumi(["stack", "select", "test"]);
});

test("the selected stack is the one that a command is about, and it says so", async () => {
  const doctor = await command(["doctor"]);
  expect(doctor).toMatchObject({ status: 0, stderr: expect.stringContaining(SAID) as string });
  expect(doctor.stdout).toContain(", from stack test\n");
  const leftovers = await command(["leftovers"]);
  expect(leftovers.stderr).toContain(SAID);
  expect(leftovers.stdout).toContain("No leftovers");
  expect((await command(["adopt", "--out", "adopted"])).stdout).toContain("1 SipTrunk");
});

test("a stack that is named is not said", async () => {
  const { status, stderr } = await command(["doctor", "--stack", "test"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a selected stack that cannot be read leaves the account to the variables", async () => {
  const wrong = { PULUMI_CONFIG_PASSPHRASE: "wrong", ...accountVariables(project().emulator) };
  const { status, stdout, stderr } = await command(["doctor"], wrong);
  expect(stderr).toContain("warning: stack test cannot be read");
  expect(stdout).toContain("from the environment");
  expect(status).toBe(0);
});

test("where no project is, the variables say which account", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "pulumi-sinch-nowhere-"));
  const { status, stderr } = await runCommand(["doctor"], { cwd, emulator: project().emulator });
  rmSync(cwd, { recursive: true });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
