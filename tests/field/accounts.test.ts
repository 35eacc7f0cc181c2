import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

/*
 * Several accounts in one program and one process, by their names in the configuration.
 */

const EMULATED = [
  { keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectIds: ["project-a", "project-b"] },
  { keyId: "key-of-c", keySecret: "secret-of-c-0123456789", projectIds: ["project-c"] },
];
const C = { projectId: "project-c", keyId: "key-of-c", keySecret: "secret-of-c-0123456789" };

/** What each of several accounts has; the names in Pulumi and in the account are made of `name`. */
const office = (name: string, account?: string): string => {
  const own = account === undefined ? "" : `account: "${account}",`;
  return `
    {
      const trunk = new sinch.SipTrunk("${name}", { ${own} name: "Voice", hostName: "acme-${name}" });
      const list = new sinch.AccessControlList("${name}", {
        ${own} name: "Office", ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
      });
      new sinch.TrunkAccessControlList("${name}", {
        ${own} sipTrunkId: trunk.id, accessControlListId: list.id,
      });
      exports["${name}"] = trunk.id
        .apply(() => sinch.getSipTrunks({ ${own} }))
        .apply(({ sipTrunks }) => sipTrunks.map(({ hostName }) => hostName));
    }
  `;
};
const sweden = (name: string, account: string): string =>
  `new sinch.CountryPermission("sweden-${name}", { account: "${account}", isoCode: "SE", enabled: true });`;

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", {
    provider,
    emulator: { accounts: EMULATED },
    config: { "sinch:projectId": "project-a" },
  });
  const inProject = (projectId: string): ByHand =>
    new ByHand({ ...project().emulator, ...(projectId === "project-c" ? C : {}), projectId });
  const trunksOf = async (projectId: string): Promise<unknown[]> =>
    (await inProject(projectId).list("/trunks")).map(({ hostName }) => hostName);
  const isSwedenOpen = async (projectId: string): Promise<unknown> =>
    (await inProject(projectId).get("/countryPermissions/SE"))["enabled"];
  const setAccounts = async (accounts: object): Promise<void> => {
    await project().pulumi([
      ...["config", "set-all", "--stack", "test", "--secret"],
      `sinch:accounts=${JSON.stringify(accounts)}`,
    ]);
  };
  const changes = (): string[] =>
    project()
      .emulator.requests()
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/oauth2/token"))
      .map(({ method, path }) => `${method} ${path}`);

  /** A command that must fail, and everything that it said. */
  async function refused(args: string[]): Promise<string> {
    const { status, stdout, stderr } = await project().pulumi([...args, "--stack", "test"], {
      status: "any",
    });
    expect(status).not.toBe(0);
    return (stdout + stderr).replace(/\s+/g, " ");
  }

  test("each resource and function goes to the account that it names, whatever the others have", async () => {
    await setAccounts({ b: { projectId: "project-b" }, c: C });
    project().setProgram(
      office("own") + office("b", "b") + office("c", "c") + sweden("b", "b") + sweden("c", "c"),
    );
    await project().up();
    for (const [projectId, name] of [
      ["project-a", "own"],
      ["project-b", "b"],
      ["project-c", "c"],
    ] as const) {
      expect(await trunksOf(projectId)).toEqual([`acme-${name}`]);
      const [trunk] = await inProject(projectId).list("/trunks");
      const path = `/trunks/${String(trunk?.["id"])}/accessControlLists`;
      expect(await inProject(projectId).list(path, "accessControlListIds")).toHaveLength(1);
    }
    expect(await isSwedenOpen("project-a")).toBe(false);
    await project().up(["--expect-no-changes"]);
    expect(await project().outputs()).toEqual({ own: ["acme-own"], b: ["acme-b"], c: ["acme-c"] });
    const state = await project().exportState();
    expect(JSON.stringify(state)).not.toContain(C.keySecret);
    expect(state.filter(({ type }) => type.startsWith("pulumi:providers:"))).toHaveLength(1);
  });

  test("what one account gives up stays in the others, and drift is seen in each", async () => {
    const [trunk] = await inProject("project-b").list("/trunks");
    await inProject("project-b").change(`/trunks/${String(trunk?.["id"])}`, { name: "By hand" });
    project().setProgram(office("own") + office("b", "b") + office("c", "c") + sweden("b", "b"));
    const { stdout } = await project().preview(["--refresh", "--run-program", "--diff"]);
    expect(stdout).toContain("By hand");
    await project().up(["--refresh", "--run-program"]);
    expect((await inProject("project-b").list("/trunks"))[0]).toMatchObject({ name: "Voice" });
    expect(await isSwedenOpen("project-b")).toBe(true);
    expect(await isSwedenOpen("project-c")).toBe(false);
  });

  test("a change of account is refused at preview, and nothing is made or taken down", async () => {
    project().setProgram(office("own") + office("b", "c") + office("c", "c") + sweden("b", "c"));
    const before = changes();
    const said = await refused(["preview"]);
    expect(said).toContain('belongs to project project-b, of the account "b"');
    expect(said).toContain('the program gives it the account "c", of project project-c');
    expect(said).toContain('set account to "b" again, or give the resource a new name in the program');
    await refused(["up", "--yes", "--skip-preview"]);
    expect(changes()).toEqual(before);
    project().setProgram(office("own") + office("b", "b") + office("c") + sweden("b", "b"));
    expect(await refused(["preview"])).toContain('set account to "c" again');
  });

  test("another name of the same project is a change in the state alone", async () => {
    await setAccounts({ b: { projectId: "project-b" }, branch: { projectId: "project-b" }, c: C });
    project().setProgram(office("own") + office("b", "branch") + office("c", "c") + sweden("b", "branch"));
    const before = changes();
    await project().up();
    expect(changes()).toEqual(before);
    await setAccounts({ branch: { projectId: "project-b" }, c: C });
    await project().up(["--expect-no-changes"]);
  });

  test("an account that left the configuration is named with its command, and is not taken for empty", async () => {
    await setAccounts({ branch: { projectId: "project-b" } });
    const others = office("own") + office("b", "branch") + sweden("b", "branch");
    project().setProgram(others);
    const said = await refused(["up", "--yes", "--skip-preview"]);
    expect(said).toContain("belongs to project project-c, and cannot be reached");
    expect(said).toContain('the account "c" is not in sinch:accounts, which has branch');
    expect(said).toContain("pulumi config set --path sinch:accounts.c.projectId project-c");
    expect(await refused(["refresh", "--yes", "--run-program"])).toContain('the account "c" is not in');
    project().setProgram(others + office("c", "c"));
    expect(await refused(["preview"])).toContain(
      'the account "c" is not in sinch:accounts, which has branch',
    );
    expect(await trunksOf("project-c")).toEqual(["acme-c"]);
  });

  test("a destroy that runs the program uses the present accounts, and leaves nothing in any", async () => {
    await setAccounts({ branch: { projectId: "project-b" }, c: C });
    await project().destroy(["--run-program"]);
    for (const projectId of ["project-a", "project-b", "project-c"]) {
      expect(await trunksOf(projectId)).toEqual([]);
      expect(await inProject(projectId).list("/accessControlLists")).toEqual([]);
      expect(await isSwedenOpen(projectId)).toBe(false);
    }
  });
});
