import { contentsOf } from "../support/contents";
import type { CommandResult } from "../support/command";
import { useProject } from "../support/harness";

const PROGRAM = `
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  const list = new sinch.CredentialList("branches", { name: "Branches",
    credentials: [{ username: "branch01", password: "Correct-Horse-1" }] });
  new sinch.TrunkCredentialList("link", { sipTrunkId: trunk.id, credentialListId: list.id });
  new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });
  new sinch.PhoneNumberAssignment("number", { phoneNumber: "+12025550101", sipTrunkId: trunk.id });
`;

let onRequest = (): Promise<unknown> => Promise.resolve();
const project = useProject(PROGRAM, {
  emulator: {
    onRequest: async () => {
      await onRequest();
    },
  },
});
const contents = (): string[] => contentsOf(project().emulator.state());

test("a second pipeline with the same state gets Pulumi's lock error, and the first one is not disturbed", async () => {
  let second: Promise<CommandResult> | undefined;
  // The first one waits for its first answer until the second one has ended.
  onRequest = async () => await (second ??= project().up([], { status: "any" }));
  await project().up();
  const { status, stdout, stderr } = (await second) ?? {};
  expect(status).not.toBe(0);
  expect(`${stdout}${stderr}`).toContain("the stack is currently locked by 1 lock(s)");
  expect(project().emulator.state().trunks).toHaveLength(1);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("a pipeline with another state doubles nothing that is unique, and its errors name who has it", async () => {
  const declared = contents();
  await project().pulumi(["stack", "init", "other", "--no-select"]);
  await project().pulumi(["config", "cp", "--stack", "test", "--dest", "other"]);
  const { trunks, credentialLists } = project().emulator.state();
  const args = ["up", "--stack", "other", "--yes", "--skip-preview"];
  const other = await project().pulumi(args, { status: "any" });
  expect(other.status).not.toBe(0);
  expect(other.stdout + other.stderr).toContain(`the id ${trunks[0]?.id} (name "Voice") has it`);
  expect(other.stdout + other.stderr).toContain(`the id ${credentialLists[0]?.id} (name "Branches") has it`);
  expect(contents()).toEqual(declared);
  await project().pulumi(["destroy", "--stack", "other", "--yes", "--skip-preview"]);
  expect(contents()).toEqual(declared);
  await project().destroy();
});

test("two pipelines that race from nothing with two states double nothing that is unique", async () => {
  const both = await Promise.all(
    ["test", "other"].map((stack) =>
      project().pulumi(["up", "--stack", stack, "--yes", "--skip-preview"], { status: "any" }),
    ),
  );
  expect(both.map(({ status }) => status)).not.toEqual([0, 0]);
  const { trunks, credentialLists, endpoints, phoneNumbers } = project().emulator.state();
  expect(trunks).toHaveLength(1);
  expect(credentialLists).toHaveLength(1);
  expect(endpoints.length).toBeLessThanOrEqual(1);
  expect(phoneNumbers.length).toBeLessThanOrEqual(1);
});
