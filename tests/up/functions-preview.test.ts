import type { CommandResult } from "../support/command";
import { useProject } from "../support/harness";

/*
 * Functions in their Output form in a preview: what they would read is not there yet, or is going to be another.
 */

/** Every function that takes an argument, each on an input that is known before its resource is made. */
const program = (hostName: string, name = "Voice"): string => `
  const trunk = new sinch.SipTrunk("trunk", { name: "${name}", hostName: "${hostName}" });
  const range = { ipAddress: "198.51.100.1" };
  const list = new sinch.AccessControlList("office", { name: "Office", ipRanges: [range] });
  const sbc = new sinch.SipEndpoint("sbc", {
    sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1,
  });
  const found = sinch.getSipTrunkOutput({ hostName: trunk.hostName });
  const own = found.apply(({ id }) => id);
  const link = new sinch.TrunkAccessControlList("letIn", { sipTrunkId: own, accessControlListId: list.id });
  exports.found = found.apply(({ hostName }) => hostName);
  exports.byId = sinch.getSipTrunkOutput({ id: trunk.id }).apply(({ domain }) => domain);
  exports.endpoints = sinch
    .getSipEndpointsOutput({ sipTrunkId: sbc.sipTrunkId })
    .apply(({ sipEndpoints }) => sipEndpoints.length);
  exports.numbers = sinch
    .getPhoneNumbersOutput({ sipTrunkId: link.sipTrunkId })
    .apply(({ phoneNumbers }) => phoneNumbers.length);
  exports.calls = sinch.getCallsOutput({ sipTrunkId: trunk.id, to: trunk.name }).apply(({ calls }) => calls.length);
`;

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject(program("acme-voice"), { provider });

  const changes = ({ stdout }: CommandResult): Record<string, number> =>
    (JSON.parse(stdout.slice(stdout.indexOf("{"))) as { changeSummary: Record<string, number> })
      .changeSummary;

  const preview = async (text: string): Promise<Record<string, number>> => {
    project().setProgram(text);
    return changes(await project().preview(["--json"]));
  };

  test("the first preview passes, and what the functions return is known once the resources are made", async () => {
    expect(await preview(program("acme-voice"))).toEqual({ create: 5 });
    await project().up();
    expect(await project().outputs()).toMatchObject({
      ...{ found: "acme-voice", byId: "acme-voice.pstn.sinch.com" },
      ...{ endpoints: 1, numbers: 0, calls: 0 },
    });
    await project().preview(["--expect-no-changes"]);
  });

  test.each([
    ["another host name", program("acme-other")],
    ["another name", program("acme-other", "Voice 2")],
    ["both", program("acme-third", "Voice 3")],
  ])("%s of the trunk that is looked for is shown without a replacement, and done", async (_words, text) => {
    expect(await preview(text)).toMatchObject({ update: expect.any(Number) as number });
    expect(await preview(text)).not.toHaveProperty("replace");
    const before = project().emulator.state();
    await project().up();
    const { accessControlListLinks, trunks, endpoints } = project().emulator.state();
    expect({ accessControlListLinks, endpoints }).toMatchObject({
      accessControlListLinks: before.accessControlListLinks,
    });
    expect(trunks.map(({ id }) => id)).toEqual(before.trunks.map(({ id }) => id));
    await project().preview(["--expect-no-changes"]);
  });

  test("one that is replaced is waited for as well", async () => {
    const urn = (await project().exportState()).find(({ urn: own }) => own.endsWith("::trunk"))?.urn ?? "";
    const options = ["--replace", urn];
    if (provider === "dynamic") {
      expect(changes(await project().preview(["--json", ...options]))).toMatchObject({ replace: 3 });
      await project().up(options);
      await project().preview(["--expect-no-changes"]);
    } else {
      expect(changes(await project().preview(["--json", ...options]))).toHaveProperty("replace");
    }
  });
});
