import { ByHand } from "../support/by-hand";
import { everyResource } from "./every-resource";
import { useProject } from "../support/harness";

const project = useProject("");
const api = () => new ByHand(project().emulator);

/** The same resources with an explicit provider. */
function withProvider(program: string): string {
  const { url, keyId, keySecret, projectId } = project().emulator;
  const account = { keyId, keySecret, projectId, apiUrl: url, authUrl: url, numbersUrl: url };
  return (
    `const provider = new sinch.Provider("account", ${JSON.stringify(account)});\n` +
    `pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>\n` +
    `  /sinch.*:[A-Z]/.test(type) ? { props, opts: pulumi.mergeOptions({ provider }, opts) } : undefined);\n` +
    program
  );
}

async function makeForeignList(): Promise<string> {
  const ipRanges = [{ ipAddress: "192.0.2.1", range: 32 }];
  return String((await api().post("/accessControlLists", { name: "Shared", enabled: true, ipRanges })).id);
}

/** Deploys with the dynamic classes, then once more with the plugin, which must find nothing to do. */
async function move(program: string): Promise<void> {
  project().setProgram(program, "dynamic");
  await project().up();
  const before = project().emulator.state();
  project().emulator.clearRequests();
  project().setProgram(program, "plugin");
  await project().preview(["--expect-no-changes"]);
  await project().up(["--expect-no-changes"]);
  await project().refresh(["--expect-no-changes"]);
  await project().preview(["--expect-no-changes"]);
  const changing = project()
    .emulator.requests()
    .filter(({ method, path }) => method !== "GET" && !path.endsWith("/oauth2/token"));
  expect(changing).toEqual([]);
  expect(project().emulator.state()).toEqual(before);
}

/** What the stack holds afterwards is the plugin's, and can be changed and destroyed. */
async function expectPluginOwnsAll(program: string): Promise<void> {
  const types = (await project().exportState()).map(({ type }) => type);
  expect(types.filter((type) => type.includes("pulumi-nodejs"))).toEqual([]);
  expect(types.filter((type) => type.startsWith("sinch:index:"))).toHaveLength(
    program.split("new sinch.").length - 1,
  );
  expect(types).toContain("pulumi:providers:sinch");
  await project().destroy(["--run-program"]);
  expect(await api().list("/trunks")).toEqual([]);
  expect(await api().list("/accessControlLists")).toMatchObject([{ name: "Shared" }]);
}

test("a stack of the dynamic classes moves to the plugin without a diff and without touching the account", async () => {
  const program = everyResource(await makeForeignList());
  await move(program);
  await expectPluginOwnsAll(program);
});

test("so does one with an explicit provider", async () => {
  project().emulator.reset();
  const program = everyResource(await makeForeignList());
  await move(withProvider(program));
  await expectPluginOwnsAll(program);
});
