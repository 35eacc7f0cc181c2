import { type RunningEmulator, startEmulator } from "../../emulator";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

let other: RunningEmulator;

beforeAll(async () => {
  other = await startEmulator();
});
afterAll(() => other.close());

/** A second account, on an emulator of its own so that nothing of one can pass for the other's. */
function program(): string {
  return `
    const url = "${other.url}";
    const second = new sinch.Provider("second", {
      keyId: "${other.keyId}",
      keySecret: "${other.keySecret}",
      projectId: "${other.projectId}",
      apiUrl: url,
      authUrl: url,
      numbersUrl: url,
    });
    const here = new sinch.SipTrunk("here", { name: "Here", hostName: "acme-here" });
    const there = new sinch.SipTrunk("there", { name: "There", hostName: "acme-there" }, { provider: second });
    exports.trunks = pulumi
      .all([here.id, there.id])
      .apply(() => Promise.all([sinch.getSipTrunks({}), sinch.getSipTrunks({}, { provider: second })]))
      .apply((both) => both.map(({ sipTrunks }) => sipTrunks.map(({ name }) => name)));
    exports.byName = sinch.getSipTrunkOutput({ hostName: there.hostName }, { provider: second }).domain;
  `;
}

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (kind) => {
  const project = useProject("", { provider: kind });

  test("each resource and function goes to its own account", async () => {
    project().setProgram(program());
    await project().up();
    expect(await new ByHand(project().emulator).list("/trunks")).toMatchObject([{ name: "Here" }]);
    expect(await new ByHand(other).list("/trunks")).toMatchObject([{ name: "There" }]);
    expect(await project().outputs()).toMatchObject({
      trunks: [["Here"], ["There"]],
      byName: "acme-there.pstn.sinch.com",
    });
    await project().preview(["--expect-no-changes"]);
  });

  test("the state has each account's secret encrypted, and nothing of one in the other's provider", async () => {
    const state = await project().exportState();
    const text = JSON.stringify(state);
    expect(text).not.toContain(other.keySecret);
    expect(text).not.toContain(project().emulator.keySecret);
    const providers = state.filter(
      ({ type }) => type === `pulumi:providers:${kind === "plugin" ? "sinch" : "pulumi-nodejs"}`,
    );
    expect(providers).toHaveLength(2);
    const second = providers.find(({ urn }) => urn.endsWith("::second"));
    expect(JSON.stringify(second)).not.toContain(project().emulator.url);
  });

  test("destroy ends in both accounts", async () => {
    await project().destroy();
    expect(await new ByHand(project().emulator).list("/trunks")).toEqual([]);
    expect(await new ByHand(other).list("/trunks")).toEqual([]);
  });
});
