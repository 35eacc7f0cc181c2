import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { runCommand, type CommandOutcome } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

/** With many lists to read, lines tell how far it is. */
const NO_MORE_THAN_PROGRESS = expect.stringMatching(/^(Reading the project: .*\n)*$/) as string;

const PROGRAM = `
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });
`;
const MORE = `
  new sinch.AccessControlList("office", { name: "Office", ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
`;

const project = useProject(PROGRAM);

/** Runs \`pulumi-sinch leftovers\` in the project's folder, as the emulator's account. */
async function leftovers(...args: string[]): Promise<CommandOutcome> {
  const { directory, emulator } = project();
  return await runCommand(["leftovers", ...args], { cwd: directory, emulator });
}

test("what another stack or somebody by hand has made is listed, and imported by the command that is shown", async () => {
  await project().up();
  const stateFile = join(project().directory, "dev.json");
  await project().pulumi(["stack", "export", "--stack", "test", "--file", stateFile]);
  const none = await leftovers("--stack-file", stateFile);
  expect(none).toMatchObject({ status: 0, stderr: NO_MORE_THAN_PROGRESS });
  expect(none.stdout).toMatch(/^No leftovers/);

  const list = { name: "Office", ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] };
  const { id } = await new ByHand(project().emulator).post("/accessControlLists", list);
  const found = await leftovers("--stack-file", stateFile, "--expect-none", "--json");
  expect(found.status).toBe(7);
  expect(JSON.parse(found.stdout)).toMatchObject({
    leftovers: [{ kind: "AccessControlList", id, name: "Office", attachedTo: [] }],
  });

  const file = await leftovers("--stack-file", stateFile, "--import", "AccessControlList", String(id));
  writeFileSync(join(project().directory, "import.json"), file.stdout);
  await project().pulumi([
    ...["import", "--stack", "test", "--file", "import.json", "--generate-code=false"],
    ...["--yes", "--skip-preview", "--protect=false"],
  ]);
  project().setProgram(PROGRAM + MORE);
  await project().preview(["--expect-no-changes"]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("the checkpoint of the file backend is a state, too", async () => {
  const checkpoint = join(project().directory, "state", ".pulumi", "stacks", "acme", "test.json");
  expect(readFileSync(checkpoint, "utf8")).toContain("checkpoint");
  expect((await leftovers("--stack-file", checkpoint)).stdout).toMatch(/^No leftovers/);
});

test("a stack's own configuration and state serve instead of variables and files", async () => {
  const { directory, state } = { directory: project().directory, state: join(project().directory, "state") };
  const outcome = await runCommand(["leftovers", "--stack", "test"], {
    cwd: directory,
    env: { PULUMI_BACKEND_URL: `file://${state}`, PULUMI_CONFIG_PASSPHRASE: "test" },
  });
  expect(outcome).toMatchObject({ status: 0, stderr: NO_MORE_THAN_PROGRESS });
  expect(outcome.stdout).toMatch(/^No leftovers/);
});

test("what the state knows is not removed; what is removed is told", async () => {
  const stateFile = join(project().directory, "dev.json");
  const api = new ByHand(project().emulator);
  const [trunk] = await api.list("/trunks");
  const refused = await leftovers("--stack-file", stateFile, "--remove", "SipTrunk", String(trunk?.id));
  expect(refused).toMatchObject({ status: 1, stdout: "" });
  expect(refused.stderr).toContain("is no leftover: it is urn:pulumi:test::acme::");

  const rule = await api.post("/callBlockingRules", {
    name: "No 1900",
    direction: "INBOUND",
    callerMatch: "1900",
  });
  const ruleId = String(rule.id);
  const removed = await leftovers("--stack-file", stateFile, "--remove", "CallBlockingRule", ruleId);
  expect(removed.stdout).toBe(`removed CallBlockingRule ${ruleId} "No 1900"\n`);
  expect(await api.list("/callBlockingRules")).toEqual([]);
});

test("wrong usage has status 2 and says what is right", async () => {
  expect(await leftovers()).toMatchObject({ status: 2, stdout: "" });
  const unknown = await leftovers("--stack-file", "dev.json", "--remove", "Trunk", "1");
  expect(unknown.status).toBe(2);
  expect(unknown.stderr).toContain("there is no kind Trunk: the kinds are SipTrunk, SipEndpoint");
  const failed = await leftovers("--stack-file", "nothing.json");
  expect(failed.status).toBe(1);
  expect(failed.stderr).toContain("nothing.json");
});
