import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

/*
 * One stack, one account, unless the program says otherwise.
 */

const ACCOUNTS = [
  { keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectIds: ["project-a", "project-b"] },
];

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  /** A program whose explicit provider has one of the two projects. */
  const explicit = (projectId: string, more = ""): string => `
    const url = new pulumi.Config("sinch").require("apiUrl");
    const account = new sinch.Provider("acme", {
      keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectId: "${projectId}",
      apiUrl: url, authUrl: url, numbersUrl: url,
    });
    const opts = { provider: account };
    new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }, opts);
    new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true }, opts);
    ${more}
  `;
  const project = useProject("", {
    provider,
    emulator: { accounts: ACCOUNTS },
    config: { "sinch:projectId": "project-a" },
  });
  const inProject = (projectId: string): ByHand => new ByHand({ ...project().emulator, projectId });

  /** A command that must fail, and everything that it said. */
  async function refused(args: string[]): Promise<string> {
    const { status, stdout, stderr } = await project().pulumi([...args, "--stack", "test"], {
      status: "any",
    });
    expect(status).not.toBe(0);
    return (stdout + stderr).replace(/\s+/g, " ");
  }

  test("a provider whose project is changed in place is refused at preview, with both accounts and the ways", async () => {
    project().setProgram(explicit("project-a"));
    await project().up();
    project().setProgram(
      explicit("project-b", `new sinch.CountryPermission("norway", { isoCode: "NO", enabled: true }, opts);`),
    );
    const said = await refused(["preview"]);
    expect(said).toContain("project-a");
    expect(said).toContain('projectId of the provider "acme" is project-b');
    expect(said).toContain('give projectId: "project-a" to new sinch.Provider("acme", …)');
    expect(said).not.toContain("pulumi config set");
    await refused(["up", "--yes", "--skip-preview"]);
    expect(await inProject("project-b").list("/trunks")).toEqual([]);
    expect((await inProject("project-b").get("/countryPermissions/SE"))["enabled"]).toBe(false);
  });

  test("the same by configuration is refused too, and a country is not opened in the other account", async () => {
    project().setProgram(explicit("project-a"));
    await project().destroy(["--run-program"]);
    const own = (more: string): string => `
      new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
      ${more}
    `;
    project().setProgram(own(""));
    await project().up();
    await project().configure({ "sinch:projectId": "project-b" });
    const norway = `new sinch.CountryPermission("norway", { isoCode: "NO", enabled: true });`;
    project().setProgram(own(norway));
    const said = await refused(["preview"]);
    expect(said).toContain("belongs to project project-a, but sinch:projectId is project-b");
    expect(said).toContain("pulumi config set sinch:projectId project-a");
    await refused(["up", "--yes", "--skip-preview"]);
    expect((await inProject("project-b").get("/countryPermissions/NO"))["enabled"]).toBe(false);
    expect(await inProject("project-a").list("/trunks")).toHaveLength(1);
    await project().configure({ "sinch:projectId": "project-a" });
    project().setProgram(own(""));
    await project().up(["--expect-no-changes"]);
    await project().destroy(["--run-program"]);
  });
});

describe("an explicit provider that an earlier version has made", () => {
  const project = useProject("", {
    emulator: { accounts: ACCOUNTS },
    config: { "sinch:projectId": "project-a" },
  });

  test("shows no diff, although it has no name in the state", async () => {
    const program = (made: string): string => `
      const url = new pulumi.Config("sinch").require("apiUrl");
      const values = { keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectId: "project-a",
        apiUrl: url, authUrl: url, numbersUrl: url };
      const provider = ${made};
      new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" }, { provider });
    `;
    const named = "Object.fromEntries(Object.entries(values).map(([key, value]) => ['sinch:' + key, value]))";
    project().setProgram(program(`new pulumi.ProviderResource("pulumi-nodejs", "acme", ${named})`));
    await project().up();
    project().setProgram(program(`new sinch.Provider("acme", values)`));
    const { stdout } = await project().preview();
    expect(stdout).not.toContain("sinch:provider");
    project().setProgram(program(`new sinch.Provider("other", values)`));
    await project().up();
    expect(JSON.stringify(await project().exportState())).toContain('"sinch:provider":"other"');
  });
});

describe("functions in a component", () => {
  const project = useProject("", {
    emulator: { accounts: ACCOUNTS },
    config: { "sinch:projectId": "project-a" },
  });

  test("read from the account of their parent, or refuse one that they cannot read from", async () => {
    for (const [projectId, name] of [
      ["project-a", "Here"],
      ["project-b", "There"],
    ] as const) {
      await new ByHand({ ...project().emulator, projectId }).post("/trunks", {
        name,
        hostName: name.toLowerCase(),
      });
    }
    project().setProgram(`
      const url = new pulumi.Config("sinch").require("apiUrl");
      const account = new sinch.Provider("acme", {
        keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectId: "project-b",
        apiUrl: url, authUrl: url, numbersUrl: url,
      });
      class Office extends pulumi.ComponentResource {
        constructor(name, opts) {
          super("acme:index:Office", name, {}, opts);
          this.names = sinch.getSipTrunksOutput({}, { parent: this }).apply(({ sipTrunks }) => sipTrunks.map((one) => one.name));
        }
      }
      exports.there = new Office("office", { providers: [account] }).names;
      exports.here = sinch.getSipTrunksOutput({}).apply(({ sipTrunks }) => sipTrunks.map((one) => one.name));
      exports.refused = sinch.getSipTrunks({}, { parnt: 1 }).then(() => "read", (error) => error.message);
    `);
    await project().up();
    expect(await project().outputs()).toMatchObject({
      there: ["There"],
      here: ["Here"],
      refused: "getSipTrunks has no option parnt: it has provider and parent",
    });
  });
});
