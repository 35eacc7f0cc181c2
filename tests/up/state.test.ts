import { ByHand } from "../support/by-hand";
import { type StateResource, useProject } from "../support/harness";

const PASSWORD = "Tr0ub4dor-and-3";

const project = useProject(`
  exports.trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  // Not marked as secret by the program.
  exports.list = new sinch.CredentialList("branches", {
    name: "Branches",
    credentials: [{ username: "branch01", password: "${PASSWORD}" }],
  });
`);

const sinchResources = async (): Promise<StateResource[]> =>
  (await project().exportState()).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/sinch:"));

function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

beforeAll(async () => {
  await project().up();
});

test("the state holds no code: what loads a resource is a constant text", async () => {
  for (const { type, inputs, outputs } of await sinchResources()) {
    const name = type.slice(type.lastIndexOf(":") + 1);
    const text = `exports.handler=()=>require("pulumi-sinch/runtime").provider("${name}")`;
    expect(inputs?.__provider).toBe(text);
    expect(outputs?.__provider).toBe(text);
    expect(bytes(text)).toBeLessThan(150);
  }
});

test("a resource is said to come from the program's own line, not from a line of this package", async () => {
  const positions = (await sinchResources()).map(({ sourcePosition }) => sourcePosition);
  expect(positions.sort()).toEqual(["project:///index.js#4,19", "project:///index.js#6,18"]);
});

test("inputs and outputs of a trunk with two inputs take less than 800 bytes", async () => {
  const trunk = (await sinchResources()).find(({ type }) => type.endsWith(":SipTrunk"));
  expect(bytes({ inputs: trunk?.inputs, outputs: trunk?.outputs })).toBeLessThan(800);
});

test("a password is encrypted in inputs and outputs, before and after a refresh and an update", async () => {
  const expectNoPassword = async (): Promise<void> => {
    const state = JSON.stringify(await project().exportState());
    expect(state).toContain("branch01");
    expect(state).not.toContain(PASSWORD);
    expect(state).not.toContain(project().emulator.keySecret);
  };
  await expectNoPassword();
  await project().refresh();
  await expectNoPassword();
  await new ByHand(project().emulator).put(`/credentialLists/${await listId()}`, { name: "By hand" });
  await project().up(["--refresh"]);
  await expectNoPassword();
});

async function listId(): Promise<string> {
  return String((await sinchResources()).find(({ type }) => type.endsWith(":CredentialList"))?.id);
}

test("destroy uses what the state holds and leaves nothing", async () => {
  await project().destroy();
  expect(await new ByHand(project().emulator).list("/trunks")).toEqual([]);
  expect(await new ByHand(project().emulator).list("/credentialLists")).toEqual([]);
});
