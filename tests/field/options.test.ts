import { join } from "node:path";
import { ByHand, type Body } from "../support/by-hand";
import { contentsOf } from "../support/contents";
import { runCommand } from "../support/pulumi-sinch-command";
import type { CommandResult } from "../support/command";
import { useProject } from "../support/harness";
import { all, CHANGED, NAMES, onChanged, program, type Options } from "./every-resource";

/*
 * Pulumi's resource options that go round the provider, with every resource: it is told of none of them. What they
 * leave in the account is on docs/resource-options.md.
 */

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", { provider });
  const api = (): ByHand => new ByHand(project().emulator);

  /** What the account holds, but for numbers that are bound to nothing. */
  const held = (): string[] =>
    contentsOf(project().emulator.state())
      .map((line) => line.replace(/,"passwordFingerprint":"\w+"/, ""))
      .filter((line) => !line.startsWith("activeNumbers") || line.includes("acme-voice"));

  /** The same for another version of the program, in which the country is as the API has it by default. */
  const declared = (lines: string[], version: number): string[] =>
    lines
      .filter((line) => !line.startsWith("countryPermissions"))
      .map((line) => line.replace(/ \d"/g, ` ${version}"`));

  /** Runs a command, and returns what it says and the requests that changed something, or tried to. */
  async function done(command: () => Promise<CommandResult>): Promise<{ said: string; writes: string[] }> {
    const before = project().emulator.requests().length;
    const { stdout, stderr } = await command();
    const requests = project().emulator.requests().slice(before);
    const writes = requests.filter(({ method, path }) => method !== "GET" && !path.startsWith("/oauth2/"));
    return { said: stdout + stderr, writes: writes.map(({ method, path }) => `${method} ${path}`) };
  }

  const up = (text: string, args: string[] = [], status = 0) => {
    project().setProgram(text);
    return done(() => project().up(args, { status }));
  };

  /** The arguments that force the replacement of resources. */
  async function replace(names: readonly string[]): Promise<string[]> {
    const urns = (await project().exportState()).map(({ urn }) => urn);
    return urns
      .filter((urn) => names.some((name) => urn.endsWith(`::${name}`)))
      .flatMap((urn) => ["--replace", urn]);
  }

  let first: string[];
  const forced = { ...all("deleteBeforeReplace: true"), office: "replaceWith: [trunk]" };

  test("protect keeps every resource from --replace, before the first request", async () => {
    const old = program(1, all("protect: true"), "-old");
    await up(old);
    first = held();
    expect(first).toHaveLength(NAMES.length);
    const { said, writes } = await up(old, await replace(NAMES.map((name) => `${name}-old`)), 1);
    expect(said).toContain("currently marked for protection");
    expect(writes).toEqual([]);
    expect(held()).toEqual(first);
  });

  test("aliases keep every renamed resource, and ignoreChanges each input that it names, without a request", async () => {
    const ignored = onChanged("ignoreChanges");
    const options = NAMES.map((name) => [name, `aliases: [{ name: "${name}-old" }], ${ignored[name] ?? ""}`]);
    const { writes } = await up(program(2, Object.fromEntries(options) as Options), ["--refresh"]);
    expect(writes).toEqual([]);
    expect(held()).toEqual(first);
  });

  test("replaceOnChanges replaces whatever changes, and the account ends as declared", async () => {
    const { said } = await up(program(3, onChanged("replaceOnChanges")));
    expect(said).toMatch(/1[0-9] replaced/);
    expect(held()).toEqual(declared(first, 3));
  });

  test("deleteBeforeReplace lets every forced replacement end as declared", async () => {
    const names = ["trunk", "office", "shared", "branches", "country", "rule"];
    const args = ["--refresh", ...(await replace(names))];
    const { said } = await up(program(3, forced), args);
    expect(said).toMatch(/1[0-9] replaced/);
    expect(held()).toEqual(declared(first, 3));
    await project().preview(["--expect-no-changes"]);
  });

  test("replaceWith that takes a list before its link is refused by an error that names it, and all stays up", async () => {
    const { said } = await up(program(3, forced), await replace(["trunk"]), 1);
    expect(said).toMatch(
      /Access Control List cannot be deleted while attached.* replaceWith can leave a link behind/,
    );
    expect(held()).toEqual(declared(first, 3));
  });

  test("deletedWith and retainOnDelete leave what they say, and the API's refusal names them", async () => {
    const [withTrunk, retained] = ["deletedWith: trunk", "retainOnDelete: true"];
    const options = {
      ...{ sbc: withTrunk, letIn: withTrunk, range: "deletedWith: shared" },
      ...{ phone: retained, signIn: retained, number: retained, rule: retained },
    };
    await up(program(3, options));
    const { said, writes } = await done(() => project().destroy(["--continue-on-error"], { status: 1 }));
    expect(writes.filter((one) => one.includes("/ipRanges/"))).toEqual([]);
    expect(said).toMatch(
      /annot (be )?delete.* options deletedWith and retainOnDelete leave such things behind/,
    );
    expect(said).toMatch(
      /Access Control List cannot be deleted while attached.* deletedWith, retainOnDelete and/,
    );
    expect(said).toMatch(
      /Credential List cannot be deleted while attached.* deletedWith, retainOnDelete and/,
    );
    expect(held()).toEqual(declared(first, 3).filter((line) => !line.includes("Shared")));
  });

  test("what they have left is listed and removed by leftovers, and then the stack is destroyed", async () => {
    const { directory: cwd, emulator } = project();
    const file = join(cwd, "state.json");
    await project().pulumi(["stack", "export", "--stack", "test", "--file", file]);
    const args = ["leftovers", "--stack-file", file];
    const { stdout } = await runCommand([...args, "--json"], { cwd, emulator });
    const { leftovers } = JSON.parse(stdout) as { leftovers: { kind: string; id: string }[] };
    const remove = leftovers.filter(({ kind }) => kind !== "CallBlockingRule");
    expect(remove).toHaveLength(5);
    const named = remove.flatMap(({ kind, id }) => [kind, id]);
    expect(await runCommand([...args, "--remove", ...named], { cwd, emulator })).toMatchObject({ status: 0 });
    await project().destroy();
    // The country was found open, three replacements ago.
    expect(held()).toEqual(
      declared(first, 3).filter((line) => /^(callBlockingRules|addedProjects)/.test(line)),
    );
  });

  test("retainOnDelete of what is replaced keeps its name taken, which the error says; after it all is made again", async () => {
    const options = { trunk: "retainOnDelete: true, deleteBeforeReplace: true" };
    await up(program(3, options));
    const whole = held();
    const { said } = await up(program(3, options), await replace(["trunk"]), 1);
    const [trunk] = await api().list("/trunks");
    expect(said).toMatch(/The provided domain name is unavailable\. .* has it/);
    expect(said).toContain(String(trunk?.id));
    await api().delete(`/trunks/${String(trunk?.id)}`);
    await up(program(3), ["--refresh"]);
    expect(held()).toEqual(whole);
    await project().destroy();
  });
});

describe("import over inputs that differ", () => {
  const project = useProject("", { provider: "plugin" });
  const api = (): ByHand => new ByHand(project().emulator);

  /** The account by hand, with other inputs than the program's; the ids for import by resource. */
  async function makeAccount(): Promise<Record<string, string>> {
    const post = async (path: string, body: Body): Promise<string> =>
      String((await api().post(path, body)).id);
    const list = { name: "Old", ipRanges: [{ ipAddress: "203.0.113.1", description: "Old" }] };
    const trunk = await post("/trunks", { name: "Old", hostName: "acme-voice" });
    const [office, shared] = [
      await post("/accessControlLists", list),
      await post("/accessControlLists", list),
    ];
    const [range] = await api().list(`/accessControlLists/${shared}/ipRanges`);
    const branches = await post("/credentialLists", {
      name: "Old",
      credentials: [{ username: "branch01", password: "Correct-Horse-9" }],
    });
    const sbc = await post(`/trunks/${trunk}/endpoints`, { name: "Old", address: "192.0.2.1", priority: 3 });
    const phone = await post(`/trunks/${trunk}/endpoints`, {
      ...{ name: "Old", priority: 4, isRegistered: true, credentialUsername: "branch01" },
    });
    await api().post(`/trunks/${trunk}/accessControlLists`, { accessControlListIds: [office] });
    await api().post(`/trunks/${trunk}/credentialLists`, { credentialListIds: [branches] });
    const trunkId = await post("/trunks", { name: "Other", hostName: "acme-other" });
    await api().patch("/activeNumbers/+12025550101", { voiceConfiguration: { type: "EST", trunkId } });
    await api().put("/countryPermissions/US", { enabled: false });
    const rule = await post("/callBlockingRules", { name: "Old", direction: "INBOUND", callerCountry: "SE" });
    return {
      ...{ trunk, office, shared, range: `${shared}/${String(range?.id)}`, branches, rule },
      ...{ sbc: `${trunk}/${sbc}`, phone: `${trunk}/${phone}`, letIn: `${trunk}/${office}` },
      ...{ signIn: `${trunk}/${branches}`, number: "+12025550101", country: "US" },
    };
  }

  test("the Node.js classes cannot be imported so: the update fails, and nothing is changed", async () => {
    const { id } = await api().post("/trunks", { name: "Old", hostName: "acme-old" });
    const before = project().emulator.state();
    const inputs = `{ name: "New", hostName: "acme-old" }`;
    project().setProgram(`new sinch.SipTrunk("old", ${inputs}, { import: "${String(id)}" });`, "dynamic");
    await project().up([], { status: 1 });
    expect(project().emulator.state()).toEqual(before);
    await api().delete(`/trunks/${String(id)}`);
  });

  test("the plugin says of each resource what the same update changes, and the account is as declared", async () => {
    const ids = await makeAccount();
    const options = Object.entries(ids).map(([name, id]) => [name, `import: "${id}"`]);
    project().setProgram(program(2, Object.fromEntries(options) as Options));
    const { stdout } = await project().up();
    const told = stdout.split("\n").filter((line) => line.includes("the import option found"));
    for (const [name, input] of Object.entries({ ...CHANGED, shared: "name", number: "sipTrunkId" })) {
      const own = told.filter((line) => line.includes(` ${ids[name] ?? ""} other than declared`));
      expect(`${name}: ${own.join("")}`).toMatch(new RegExp(`changes .*\\b${input}\\b`));
    }
    await project().preview(["--expect-no-changes"]);
    const { accessControlLists, callBlockingRules, credentialLists, trunks } = project().emulator.state();
    const names = [...trunks, ...accessControlLists, ...credentialLists, ...callBlockingRules].map(
      ({ name }) => name,
    );
    expect(names.sort()).toEqual(["Branches 2", "Office 2", "Other", "Rule 2", "Shared", "Voice 2"]);
  });

  test("an input that would replace is refused by the engine, and nothing is changed", async () => {
    const before = project().emulator.state();
    const country = `new sinch.CountryPermission("other", { isoCode: "SE", enabled: true }, { import: "DK" });`;
    project().setProgram(`${program(2)}\n${country}`);
    const { stdout, stderr } = await project().up([], { status: 1 });
    expect(stdout + stderr).toContain("may not be replaced");
    expect(project().emulator.state()).toEqual(before);
  });
});
