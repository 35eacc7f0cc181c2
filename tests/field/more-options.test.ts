import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { contentsOf } from "../support/contents";
import { useProject } from "../support/harness";
import { onChanged, program } from "./every-resource";

/* Options of resources and of the CLI that are not in options.test.ts, with every resource in one stack. */

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject(program(1), { provider });
  const held = (): string[] => contentsOf(project().emulator.state());
  /** The program once the rule was renamed, and the country moved to another stack. */
  const afterMoves = (): string =>
    program(6)
      .replace('"rule"', '"premium"')
      .replace(/const country = .*/, "");
  const urnOf = async (name: string): Promise<string> =>
    (await project().exportState()).find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? "";

  test("hideDiffs hides what changes, and changes it", async () => {
    await project().up();
    project().setProgram(program(2, { ...onChanged("hideDiffs"), rule: "" }));
    const { stdout } = await project().preview(["--diff"]);
    for (const hidden of ["Voice 2", "Office 2", "Range 2", "Branches 2", "SBC 2", "Phone 2"]) {
      expect(stdout).not.toContain(hidden);
    }
    expect(stdout).toContain("Rule 2");
    await project().up();
    expect(held().filter((line) => / 1"/.test(line))).toEqual([]);
  });

  test("a saved plan is carried out, and refused where the program has changed since", async () => {
    const plan = join(project().directory, "plan.json");
    project().setProgram(program(3));
    await project().preview(["--save-plan", plan]);
    await project().up(["--plan", plan]);
    expect(held().filter((line) => / 2"/.test(line))).toEqual([]);
    project().setProgram(program(4));
    await project().preview(["--save-plan", plan]);
    project().setProgram(program(5));
    const before = held();
    const { stdout, stderr } = await project().up(["--plan", plan], { status: 1 });
    expect(stdout + stderr).toContain("violates plan");
    expect(held()).toEqual(before);
  });

  test("what is excluded stays as it is", async () => {
    project().setProgram(program(6));
    await project().up(["--exclude", await urnOf("trunk")]);
    expect(
      held()
        .filter((line) => /Voice/.test(line))
        .join(),
    ).toContain("Voice 3");
    await project().up();
    expect(held().filter((line) => / [1-5]"/.test(line))).toEqual([]);
  });

  test("state rename keeps what it renames, without a request", async () => {
    const before = held();
    await project().pulumi(["state", "rename", await urnOf("rule"), "premium", "--yes", "--stack", "test"]);
    project().setProgram(program(6).replace('"rule"', '"premium"'));
    await project().preview(["--expect-no-changes"]);
    expect(held()).toEqual(before);
  });

  test("state move takes resources along, without a request", async () => {
    const before = held();
    await project().pulumi(["stack", "init", "other", "--no-select"]);
    const urn = await urnOf("country");
    const args = ["state", "move", "--yes", "--source", "test", "--dest", "other", urn];
    await project().pulumi(args, { env: { PULUMI_CONFIG_PASSPHRASE: "test" } });
    expect((await project().exportState()).map((one) => one.urn)).not.toContain(urn);
    expect(held()).toEqual(before);
    project().setProgram(afterMoves());
    await project().preview(["--expect-no-changes"]);
  });

  test("with --continue-on-error an endpoint that was to move to a refused trunk stays, and so does its own", async () => {
    await new ByHand(project().emulator).post("/trunks", { name: "Other", hostName: "acme-taken" });
    const before = held();
    project().setProgram(`
      const trunk = new sinch.SipTrunk("second", { name: "Second", hostName: "acme-taken" });
      new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC 6", address: "203.0.113.10", priority: 1 });
    `);
    const { stdout } = await project().up(["--continue-on-error"], { status: "any" });
    expect(stdout).toContain("sipTrunkId value output<string>{} has a problem: has no value, probably since");
    expect(held()).toEqual(before);
    project().setProgram(afterMoves());
    await project().preview(["--expect-no-changes"]);
  });

  test("with --continue-on-error what hangs on a refused trunk is left out, without an error of its own", async () => {
    project().setProgram(`
      const trunk = new sinch.SipTrunk("second", { name: "Second", hostName: "acme-taken" });
      new sinch.SipEndpoint("gateway", { sipTrunkId: trunk.id, name: trunk.domain, address: "203.0.113.1", priority: 1 });
      new sinch.CallBlockingRule("later", { name: "Later", direction: "OUTBOUND", calleeMatch: "1901" });
    `);
    const { stdout } = await project().up(["--continue-on-error"], { status: "any" });
    expect(
      stdout
        .split("Diagnostics:")[1]
        ?.match(/error: .*/g)
        ?.sort(),
    ).toEqual([
      expect.stringContaining("The provided domain name is unavailable"),
      expect.stringContaining("update failed"),
    ]);
    expect(held().join("\n")).toContain("Later");
    expect(project().emulator.state().endpoints).toEqual([]);
  });

  test("envVarMappings give a provider variables of its own", async () => {
    const { keyId, keySecret, projectId, url } = project().emulator;
    project().setProgram(`
      const values = { apiUrl: "${url}", authUrl: "${url}", numbersUrl: "${url}", projectId: "${projectId}" };
      const envVarMappings = { OTHER_KEY: "SINCH_KEY_ID", OTHER_SECRET: "SINCH_KEY_SECRET" };
      const other = new sinch.Provider("other", values, { envVarMappings });
      new sinch.SipTrunk("mapped", { name: "Mapped", hostName: "acme-mapped" }, { provider: other });
    `);
    const env = { OTHER_KEY: keyId, OTHER_SECRET: keySecret };
    await project().up([], { env });
    expect(held().filter((line) => line.includes("acme-mapped"))).toHaveLength(1);
  });
});
