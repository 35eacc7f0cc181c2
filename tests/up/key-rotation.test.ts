import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "../../emulator";
import type { CommandResult } from "../support/command";
import { useProject } from "../support/harness";

const PROJECT_ID = "rotating-project";
/** One trunk with the default provider, one with a provider of its own that has the same key. */
const PROGRAM = `
  const config = new pulumi.Config("sinch");
  const url = config.require("apiUrl");
  const provider = new sinch.Provider("second", { keyId: config.require("keyId"), keySecret: config.requireSecret("keySecret"),
    projectId: "${PROJECT_ID}", apiUrl: url, authUrl: url, numbersUrl: url });
  new sinch.SipTrunk("one", { name: "One", hostName: "acme-one" });
  new sinch.SipTrunk("two", { name: "Two", hostName: "acme-two" }, { provider });
`;

const project = useProject(PROGRAM);
/** An API of its own, since no running one can be told to forget a key. */
let api: RunningEmulator | undefined;

/** Makes an API forget its key for a new one; its entities stay. */
async function rotate(key: string): Promise<RunningEmulator> {
  const port = api && Number(new URL(api.url).port);
  await api?.close();
  const accounts = [{ ...credentials(key), projectIds: [PROJECT_ID] }];
  api = await startEmulator({
    ...(port && { port }),
    dataFile: join(project().directory, "api.json"),
    accounts,
  });
  return api;
}

function credentials(key: string): { keyId: string; keySecret: string } {
  return { keyId: `key-${key}`, keySecret: `Secret-of-key-${key}` };
}

async function configure(key: string, { url }: RunningEmulator): Promise<void> {
  const { keyId, keySecret } = credentials(key);
  const hosts = { "sinch:apiUrl": url, "sinch:authUrl": url, "sinch:numbersUrl": url };
  const identity = { "sinch:keyId": keyId, "sinch:keySecret": keySecret, "sinch:projectId": PROJECT_ID };
  await project().configure({ ...identity, ...hosts });
}

/** Everything that a command said whose credentials were refused. */
async function refused(command: Promise<CommandResult>): Promise<string> {
  const { status, stdout, stderr } = await command;
  expect(status).not.toBe(0);
  return stdout + stderr;
}

const trunks = (): number | undefined => api?.state().trunks.length;

afterAll(() => api?.close());

test("after a rotation, refresh and destroy fail with the key in the state, and say that --run-program takes the new one", async () => {
  await configure("A", await rotate("A"));
  await project().up();
  await configure("B", await rotate("B"));
  for (const command of ["refresh", "destroy"] as const) {
    const said = await refused(project()[command]([], { status: "any" }));
    expect(said).toMatch(
      /Check (sinch:keyId and sinch:keySecret|keyId of the provider "second" and keySecret of)/,
    );
    expect(said).toContain("give refresh and destroy --run-program");
    expect(said).not.toContain("Secret-of-key");
  }
  expect(trunks()).toBe(2);
});

test("with --run-program a refresh uses the new key, for the default provider and for a sinch.Provider, and stores it", async () => {
  // The key of a sinch.Provider is a property of that resource: the first refresh shows its change, too.
  await project().refresh(["--run-program"]);
  await project().refresh(["--run-program", "--preview-only", "--expect-no-changes"]);
  await project().refresh();
});

test("up uses the new key at once, and up --refresh with --run-program too", async () => {
  await configure("C", await rotate("C"));
  project().setProgram(PROGRAM.replaceAll('name: "', 'name: "New '));
  await project().up();
  expect(
    api
      ?.state()
      .trunks.map(({ name }) => name)
      .sort(),
  ).toEqual(["New One", "New Two"]);
  await configure("D", await rotate("D"));
  await project().up(["--refresh", "--run-program"]);
});

test("PULUMI_RUN_PROGRAM does the same as --run-program: destroy uses the new key", async () => {
  await configure("E", await rotate("E"));
  await project().destroy([], { env: { PULUMI_RUN_PROGRAM: "true" } });
  expect(trunks()).toBe(0);
});

test("credentials from the environment are always the present ones, and not in the state", async () => {
  project().setProgram(`new sinch.SipTrunk("one", { name: "One", hostName: "acme-one" });`);
  for (const key of ["keyId", "keySecret"]) {
    await project().pulumi(["config", "rm", "--stack", "test", `sinch:${key}`]);
  }
  const env = (key: string): { env: NodeJS.ProcessEnv } => {
    const { keyId, keySecret } = credentials(key);
    return { env: { SINCH_KEY_ID: keyId, SINCH_KEY_SECRET: keySecret } };
  };
  await project().up([], env("E"));
  expect(JSON.stringify(await project().exportState())).not.toContain("key-E");
  await rotate("F");
  await project().refresh([], env("F"));
  await project().destroy([], env("F"));
  expect(trunks()).toBe(0);
});
