import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const TRUNK = `new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;

const project = useProject(TRUNK);

async function trunks(): Promise<unknown[]> {
  return await new ByHand(project().emulator).list("/trunks");
}

test("a key secret in plain text is refused before anything is registered, with the command that mends it", async () => {
  const { keySecret } = project().emulator;
  await project().pulumi(["config", "set", "--stack", "test", "--plaintext", "sinch:keySecret", keySecret]);
  const { stdout, stderr } = await project().up([], { status: 1 });
  expect(stdout + stderr).toContain("pulumi config set --secret sinch:keySecret");
  expect(stdout + stderr).not.toContain(keySecret);
  expect(await project().exportState()).toMatchObject([{ type: "pulumi:pulumi:Stack" }]);
});

test("a missing value is named at preview, with the command that sets it", async () => {
  await project().configure({ "sinch:keySecret": project().emulator.keySecret });
  await project().pulumi(["config", "rm", "--stack", "test", "sinch:projectId"]);
  const { stdout, stderr } = await project().preview([], { status: 1 });
  expect(stdout + stderr).toContain("sinch:projectId is not set. Run: pulumi config set sinch:projectId");
  expect(stdout + stderr).not.toContain(".js:");
});

test("environment variables stand in where the stack has no value", async () => {
  await project().up([], { env: { SINCH_PROJECT_ID: project().emulator.projectId } });
  expect(await trunks()).toHaveLength(1);
});

test("the stack's configuration wins over environment variables", async () => {
  await project().configure({ "sinch:projectId": project().emulator.projectId });
  await project().refresh(["--run-program", "--preview-only", "--expect-no-changes"], {
    env: { SINCH_PROJECT_ID: "another-project" },
  });
});

test("another project in the configuration is refused: nothing is made twice and nothing lost", async () => {
  const { projectId } = project().emulator;
  await project().configure({ "sinch:projectId": "00000000-0000-4000-8000-000000000000" });
  const { stdout, stderr } = await project().refresh(["--run-program"], { status: 1 });
  expect(stdout + stderr).toContain(`belongs to project ${projectId}`);
  await project().configure({ "sinch:projectId": projectId });
  expect(await trunks()).toHaveLength(1);
});

test("rejected credentials say what to check, and that refresh and destroy use the state's configuration", async () => {
  await project().configure({ "sinch:keySecret": "Wrong-0123456789" });
  const { stdout, stderr } = await project().refresh(["--run-program"], { status: 1 });
  expect(stdout + stderr).toContain("--run-program");
  expect(stdout + stderr).not.toContain("Wrong-0123456789");
  await project().configure({ "sinch:keySecret": project().emulator.keySecret });
  await project().destroy(["--run-program"]);
  expect(await trunks()).toEqual([]);
});
