import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { runCommand } from "../support/pulumi-sinch-command";
import { useProject } from "../support/harness";

/*
 * Accounts by name: what is there already, components, and how many processes serve them.
 */

const BRANCHES = Array.from({ length: 20 }, (_, index) => `branch-${index + 1}`);
const EMULATED = [
  {
    keyId: "emulator-key-id",
    keySecret: "emulator-key-secret",
    projectIds: ["own", "project-b", "project-c", ...BRANCHES],
  },
];
const NAMED = Object.fromEntries([
  ...["b", "c"].map((name) => [name, { projectId: `project-${name}` }] as const),
  ...BRANCHES.map((name) => [name, { projectId: name }] as const),
]) as Record<string, { projectId: string }>;

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", {
    provider,
    emulator: { accounts: EMULATED },
    // No account without a name; no secret in the others, so that they may be in plain text.
    config: { "sinch:projectId": "", "sinch:accounts": JSON.stringify(NAMED) },
  });
  const inProject = (projectId: string): ByHand => new ByHand({ ...project().emulator, projectId });
  const made = async (name: string): Promise<string> => {
    const trunk = { name: "Voice", hostName: `found-${name}` };
    return String((await inProject(`project-${name}`).post("/trunks", trunk))["id"]);
  };
  const writes = (): string[] =>
    project()
      .emulator.requests()
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("/oauth2/token"))
      .map(({ method, path }) => `${method} ${path}`);

  test("20 accounts are served by one process, with one token of their key", async () => {
    const record = (name: string): string =>
      `--require ${JSON.stringify(join(__dirname, "..", "support", name))}`;
    const calls = join(project().directory, "calls.txt");
    project().setProgram(`
      for (const account of ${JSON.stringify(BRANCHES)}) {
        new sinch.SipTrunk(account, { account, name: "Voice", hostName: "acme-" + account });
        new sinch.CountryPermission(account, { account, isoCode: "SE", enabled: true });
      }
    `);
    await project().up([], {
      env: { NODE_OPTIONS: `${record("fast-start.cjs")} ${record("record-calls.cjs")}`, FIELD_CALLS: calls },
    });
    for (const projectId of BRANCHES) {
      expect(await inProject(projectId).list("/trunks")).toMatchObject([{ hostName: `acme-${projectId}` }]);
    }
    const lines = readFileSync(calls, "utf8").trim().split("\n");
    const processes = new Set(
      lines.flatMap((line) => (JSON.parse(line) as { id?: string }).id?.split(".")[0] ?? []),
    );
    expect(processes.size).toBe(1);
    const tokens = project()
      .emulator.requests()
      .filter(({ path }) => path.endsWith("/oauth2/token"));
    expect(tokens).toHaveLength(1);
    await project().up(["--expect-no-changes"]);
    project().setProgram("");
    await project().up();
    for (const projectId of BRANCHES) expect(await inProject(projectId).list("/trunks")).toEqual([]);
  });

  test("Class.get reads from an account, and shows no change after that", async () => {
    const id = await made("b");
    project().setProgram(`
      const found = ${
        provider === "dynamic"
          ? `sinch.SipTrunk.get("found", "${id}", sinch.inAccount("b"))`
          : `new sinch.SipTrunk("found", { account: "b" }, { id: "${id}" })`
      };
      exports.found = { id: found.id, account: found.account, domain: found.domain };
      new sinch.SipEndpoint("sbc", {
        account: "b", sipTrunkId: found.id, name: "SBC", address: "sbc.example.com", priority: 1,
      });
    `);
    await project().up();
    expect(await project().outputs()).toMatchObject({
      found: { id, account: "b", domain: "found-b.pstn.sinch.com" },
    });
    expect(await inProject("project-b").list(`/trunks/${id}/endpoints`)).toHaveLength(1);
    await project().up(["--expect-no-changes"]);
    project().setProgram("");
    await project().up();
  });

  test("what adopt finds in an account is imported there: empty preview, nothing written", async () => {
    const id = await made("c");
    const { directory, emulator } = project();
    const before = writes();
    const hosts = {
      SINCH_API_URL: emulator.url,
      SINCH_AUTH_URL: emulator.url,
      SINCH_NUMBERS_URL: emulator.url,
    };
    const key = { SINCH_KEY_ID: emulator.keyId, SINCH_KEY_SECRET: emulator.keySecret };
    const { status, stdout, stderr } = await runCommand(
      [
        "adopt",
        "--account",
        "c",
        "--kind",
        "SipTrunk",
        "--for",
        provider,
        "--no-protect",
        "--out",
        "adopted",
      ],
      { cwd: directory, env: { ...hosts, ...key, SINCH_ACCOUNTS: JSON.stringify(NAMED) } },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("Wrote 1 resources (1 SipTrunk)");
    const program = readFileSync(join(directory, "adopted", "index.ts"), "utf8");
    project().setProgram(program.replace(/^import .*$/m, ""));
    const file = join("adopted", "import.json");
    await project().pulumi([
      ...["import", "--stack", "test", "--file", file, "--generate-code=false", "--yes", "--protect=false"],
    ]);
    await project().up(["--expect-no-changes"]);
    await project().up(["--refresh", "--run-program", "--expect-no-changes"]);
    expect(writes()).toEqual(before);
    const trunk = (await project().exportState()).find(({ type }) => type.endsWith("SipTrunk"));
    expect(trunk).toMatchObject({ id, inputs: { account: "c" }, outputs: { account: "c" } });
    await project().destroy(["--run-program"]);
    expect(await inProject("project-c").list("/trunks")).toEqual([]);
  });

  test("a resource without an account is refused where there is none without a name", async () => {
    project().setProgram(`new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });`);
    const { status, stdout, stderr } = await project().preview([], { status: "any" });
    expect(status).not.toBe(0);
    expect((stdout + stderr).replace(/\s+/g, " ")).toContain("name an account of b, c, branch-1");
  });
});

describe("with the plugin", () => {
  const project = useProject("", {
    provider: "plugin",
    emulator: { accounts: EMULATED },
    config: { "sinch:projectId": "own", "sinch:accounts": JSON.stringify(NAMED) },
  });

  test("pulumi import and the import option take the account's name before the id", async () => {
    const inB = new ByHand({ ...project().emulator, projectId: "project-b" });
    const make = async (name: string): Promise<string> =>
      String((await inB.post("/trunks", { name, hostName: `acme-${name.toLowerCase()}` }))["id"]);
    const [one, other] = [await make("One"), await make("Other")];
    await project().pulumi([
      ...["import", "--stack", "test", "--yes", "--protect=false", "--generate-code=false"],
      ...["sinch:index:SipTrunk", "one", `b:${one}`],
    ]);
    project().setProgram(`
      new sinch.SipTrunk("one", { account: "b", name: "One", hostName: "acme-one" });
      new sinch.SipTrunk("other", { account: "b", name: "Other", hostName: "acme-other" }, { import: "b:${other}" });
    `);
    await project().up();
    await project().up(["--expect-no-changes"]);
    const ids = (await project().exportState())
      .filter(({ type }) => type.endsWith("SipTrunk"))
      .map(({ id }) => id);
    expect(ids.sort()).toEqual([one, other].sort());
    await project().destroy(["--run-program"]);
    expect(await inB.list("/trunks")).toEqual([]);
  });
});

describe("components of the Node.js classes", () => {
  const project = useProject("", {
    emulator: { accounts: EMULATED },
    config: { "sinch:projectId": "own", "sinch:accounts": JSON.stringify(NAMED) },
  });

  test("give their account to all that is in them, but to what names another; the nearest counts", async () => {
    project().setProgram(`
      class Office extends pulumi.ComponentResource {
        constructor(name, opts, more = () => undefined) {
          super("acme:index:Office", name, {}, opts);
          const parent = this;
          this.trunk = new sinch.SipTrunk(name, { name, hostName: "acme-" + name }, { parent });
          new sinch.CountryPermission(name, { isoCode: "SE", enabled: true }, { parent });
          this.trunks = this.trunk.id
            .apply(() => sinch.getSipTrunks({}, { parent }))
            .apply(({ sipTrunks }) => sipTrunks.map(({ hostName }) => hostName));
          more(parent);
        }
      }
      const own = new Office("own");
      const b = new Office("b", sinch.inAccount("b"), (parent) => {
        exports.inner = new Office("c", pulumi.mergeOptions({ parent }, sinch.inAccount("c"))).trunks;
        new sinch.CountryPermission("elsewhere", { account: "branch-1", isoCode: "SE", enabled: true }, { parent });
      });
      exports.own = own.trunks;
      exports.b = b.trunks;
      exports.account = b.trunk.account;
    `);
    await project().up();
    expect(await project().outputs()).toEqual({
      ...{ own: ["acme-own"], b: ["acme-b"], inner: ["acme-c"], account: "b" },
    });
    for (const projectId of ["own", "project-b", "project-c", "branch-1"]) {
      const country = await new ByHand({ ...project().emulator, projectId }).get("/countryPermissions/SE");
      expect(country["enabled"]).toBe(true);
    }
    await project().up(["--expect-no-changes"]);
    await project().destroy();
  });

  test("a second declaration is refused in the same account alone", async () => {
    const twice = (one: string, other: string): string =>
      [one, other]
        .map(
          (account, index) =>
            `new sinch.CountryPermission("sweden-${index}", { account: "${account}", isoCode: "SE", enabled: true });`,
        )
        .join("\n");
    project().setProgram(twice("b", "c"));
    await project().preview();
    project().setProgram(twice("b", "b"));
    const { status, stdout, stderr } = await project().preview([], { status: "any" });
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('means the same as "sweden-0"');
  });

  test("a key secret in plain text is refused before anything is registered", async () => {
    const plain = { b: { projectId: "project-b", keyId: "k", keySecret: "Plain-0123456789" } };
    await project().configure({ "sinch:accounts": JSON.stringify(plain) });
    const { status, stdout, stderr } = await project().preview([], { status: "any" });
    expect(status).not.toBe(0);
    const said = (stdout + stderr).replace(/\s+/g, " ");
    expect(said).toContain("a keySecret in sinch:accounts is in the stack's configuration in plain text");
    expect(said).not.toContain("Plain-0123456789");
  });
});
