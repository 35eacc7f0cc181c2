import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { PulumiCommands } from "../support/command";
import { useProject } from "../support/harness";

/*
 * A stack is split: what docs/how-to/teams.md says, command by command.
 */

const REPOSITORY = join(__dirname, "..", "..");
const TRUNK = `const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`;
const SHARED = (trunk: string): string => `
  new sinch.PhoneNumberAssignment("main", { phoneNumber: "+12025550101", sipTrunkId: ${trunk} });
  new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });
`;

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject(`${TRUNK}${SHARED("trunk.id")} exports.trunk = trunk.id;`, { provider });
  const api = (): ByHand => new ByHand(project().emulator);

  /** A second project beside the first, with a stack in the same backend and the same account. */
  async function secondProject(program: string): Promise<PulumiCommands> {
    const directory = join(project().directory, "numbers");
    mkdirSync(directory);
    symlinkSync(join(REPOSITORY, "node_modules"), join(directory, "node_modules"));
    const plugins = { providers: [{ name: "sinch", path: REPOSITORY }] };
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(join(directory, "Pulumi.yaml"), JSON.stringify({ name: "numbers", runtime, plugins }));
    writeFileSync(join(directory, "package.json"), JSON.stringify({ main: "index.js" }));
    const own = readFileSync(join(project().directory, "index.js"), "utf8").split("\n").slice(0, 2);
    writeFileSync(join(directory, "index.js"), [...own, program].join("\n"));
    const commands = new PulumiCommands(directory, join(project().directory, "state"));
    await commands.run(["stack", "init", "prod", "--no-select"]);
    const { url, keyId, keySecret, projectId } = project().emulator;
    const values = { keyId, projectId, apiUrl: url, authUrl: url, numbersUrl: url };
    const pairs = Object.entries(values).flatMap(([key, value]) => ["--plaintext", `sinch:${key}=${value}`]);
    await commands.run([
      "config",
      "set-all",
      "--stack",
      "prod",
      ...pairs,
      "--secret",
      `sinch:keySecret=${keySecret}`,
    ]);
    return commands;
  }

  async function expectUp(): Promise<void> {
    const bound = (await api().list("/phoneNumbers")).filter(({ sipTrunkId }) => sipTrunkId);
    expect(bound).toHaveLength(1);
    expect((await api().get("/countryPermissions/SE"))["enabled"]).toBe(true);
  }

  test("resources that are moved with `pulumi state move` make no request, and both stacks are unchanged after it", async () => {
    await project().up();
    const { trunk } = await project().outputs();
    const numbers = await secondProject(SHARED(JSON.stringify(trunk)));
    const urns = (await project().exportState())
      .map(({ urn }) => urn)
      .filter((urn) => /::(main|sweden)$/.test(urn));
    project().emulator.clearRequests();
    await project().pulumi([
      "state",
      "move",
      "--yes",
      "--source",
      "organization/acme/test",
      "--dest",
      "organization/numbers/prod",
      ...urns,
    ]);
    expect(project().emulator.requests()).toEqual([]);
    project().setProgram(`${TRUNK} exports.trunk = trunk.id;`);
    await project().up();
    await numbers.run(["up", "--stack", "prod", "--yes", "--skip-preview"]);
    await expectUp();
    await project().preview(["--expect-no-changes"]);
    await numbers.run(["preview", "--stack", "prod", "--expect-no-changes"]);
  });

  test("what two stacks declare is told when the second one makes it, and when one takes it down", async () => {
    project().setProgram(`${TRUNK}${SHARED("trunk.id")} exports.trunk = trunk.id;`);
    const made = await project().up();
    const said = (made.stdout + made.stderr).replace(/\s+/g, " ");
    expect(said).toContain("+12025550101 was bound to trunk");
    expect(said).toContain("pulumi state move");
    project().setProgram(`${TRUNK} exports.trunk = trunk.id;`);
    const taken = await project().up();
    expect(taken.stdout + taken.stderr).toContain("+12025550101 is not bound to trunk");
  });
});
