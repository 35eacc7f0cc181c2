import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ByHand } from "../support/by-hand";
import type { CommandResult } from "../support/command";
import { Project, useProject } from "../support/harness";

/*
 * What somebody changed by hand, in the stack and beside it, as the one command of a scheduled job tells it.
 */

const REPOSITORY = join(__dirname, "..", "..");
const PROGRAM = `
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  for (const n of [1, 2]) {
    new sinch.SipEndpoint("sbc-" + n, { sipTrunkId: trunk.id, name: "SBC " + n, address: "203.0.113." + n, priority: n, transport: "TLS", port: 5061 }, { ignoreChanges: n === 2 ? ["*"] : [] });
  }
  const office = new sinch.AccessControlList("office", { name: "Office", ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
  new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: trunk.id, accessControlListId: office.id });
  const branches = new sinch.AccessControlList("branches", { name: "Branches", ipRanges: [{ ipAddress: "198.51.100.64", range: 28 }] }, { ignoreChanges: ["ipRanges"] });
  new sinch.TrunkAccessControlList("voice-branches", { sipTrunkId: trunk.id, accessControlListId: branches.id });
  for (const isoCode of ["US", "CA"]) new sinch.CountryPermission(isoCode, { isoCode, enabled: true });
  new sinch.CountryPermission("NO", { isoCode: "NO", enabled: true });
  new sinch.CallBlockingRule("premium", { name: "Premium", direction: "OUTBOUND", calleeMatch: "47820" });
`;

/** A opens Sweden and forwards to Norway; B opens Norway and blocks costly numbers. */
const ACCOUNTS = `
  const list = (account) => {
    const office = new sinch.AccessControlList(account, { account, name: "Office", ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] });
    const more = account === "a" ? { enableCallForward: true, callForwardNumber: "+4722333444" } : {};
    const trunk = new sinch.SipTrunk(account, { account, name: account, hostName: "acme-" + account, ...more });
    new sinch.TrunkAccessControlList(account, { account, sipTrunkId: trunk.id, accessControlListId: office.id });
  };
  list("a");
  list("b");
  new sinch.CountryPermission("SE", { account: "a", isoCode: "SE", enabled: true });
  new sinch.CountryPermission("NO", { account: "b", isoCode: "NO", enabled: true });
  new sinch.CallBlockingRule("premium", { account: "b", name: "Premium", direction: "OUTBOUND", calleeMatch: "47820" });
`;

interface Finding {
  urgency: string;
  text: string;
  more?: string[];
}

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject(PROGRAM, { provider });
  const api = (): ByHand => new ByHand(project().emulator);

  async function drift(args: string[], status: number): Promise<CommandResult> {
    const path = [join(REPOSITORY, "node_modules", ".bin"), process.env.PATH].reverse().join(delimiter);
    return await project().runProgram("pulumi-sinch", ["drift", "--stack", "test", ...args], {
      status,
      // As a pipeline may have it: it contradicts --preview-only.
      env: { PATH: path, PULUMI_SKIP_CONFIRMATIONS: "true" },
    });
  }

  async function found(args: string[], status: number): Promise<Finding[]> {
    const { stdout } = await drift(["--json", ...args], status);
    return (JSON.parse(stdout) as { found: Finding[] }).found.filter(({ urgency }) => urgency !== "advice");
  }

  test("nothing is found where nothing was changed, and what is ignored was looked at in the account", async () => {
    await project().up();
    expect(await found([], 0)).toEqual([]);
    expect((await drift([], 0)).stdout).toContain("The account is as the program says");
  });

  test("alarms come first: a country, a diverted endpoint, and what was let in beside the program", async () => {
    const [voice] = await api().list("/trunks");
    const trunkPath = `/trunks/${String(voice?.id)}`;
    const [sbc] = (await api().list(`${trunkPath}/endpoints`)).filter(({ name }) => name === "SBC 2");
    const branches = (await api().list("/accessControlLists")).find(({ name }) => name === "Branches");
    await api().put("/countryPermissions/CU", { enabled: true });
    await api().put("/countryPermissions/NO", { enabled: false });
    await api().change(`${trunkPath}/endpoints/${String(sbc?.id)}`, { address: "198.51.100.99" });
    await api().post(`/accessControlLists/${String(branches?.id)}/ipRanges`, {
      ipAddress: "0.0.0.0",
      range: 1,
    });
    const findings = await found([], 7);
    expect(findings.map(({ urgency, text }) => `${urgency}: ${text}`)).toEqual(
      [
        expect.stringMatching(
          /^alarm: opens 0\.0\.0\.0\/1 to trunk "Voice" \(access control list "Branches"\)$/,
        ),
        expect.stringMatching(
          /^alarm: sends calls of trunk "Voice" to 198\.51\.100\.99:5061 .* instead of 203\.0\.113\.2:5061/,
        ),
        expect.stringMatching(/^alarm: probably opens 198\.51\.100\.99/),
        expect.stringMatching(/^alarm: opens calls to Cuba \(CU\): no state knows it$/),
        expect.stringMatching(/^drift: closes calls to/),
        expect.stringMatching(/^drift: probably closes 203\.0\.113\.2/),
        expect.stringMatching(
          /^policy: access-list-open-to-the-world: Access control list "branches" lets in 0\.0\.0\.0\/1/,
        ),
        expect.stringMatching(/^policy: access-list-range-too-wide/),
        expect.stringMatching(/^policy: country-high-risk: .*CU/),
      ].sort(() => 0),
    );
  });

  test("the command that puts back says that it opens what somebody closed", async () => {
    const { stdout } = await drift([], 7);
    expect(stdout).toContain("pulumi up --refresh --run-program --stack test");
    expect(stdout).toMatch(/Mind what that opens or diverts[^]*opens calls to (Norway \(NO\)|NO)/);
    expect(stdout).toContain("pulumi-sinch leftovers --stack test --remove CountryPermission CU");
  });

  test("what ignoreChanges names is said not to be put back, since an update leaves it and takes it for known", async () => {
    const { stdout } = await drift([], 7);
    for (const [alarm, key] of [
      ["opens 0\\.0\\.0\\.0/1 to", "ipRanges"],
      ['sends calls of trunk "Voice" to 198\\.51\\.100\\.99.* instead of', "address"],
    ]) {
      expect(stdout).toMatch(
        new RegExp(`^- ${alarm}.*\\n  - .*\\n  - not put back .* ignoreChanges names ${key}`, "m"),
      );
    }
    expect(stdout.slice(stdout.indexOf("Mind what that opens"))).not.toContain("sends calls");
  });

  test("what a team has accepted comes last, until its day", async () => {
    const all = await found([], 7);
    const accepted = all.map(({ text }) => ({ finding: text, reason: "known", until: "2999-12-31" }));
    const baseline = join(project().directory, "baseline.json");
    writeFileSync(baseline, JSON.stringify({ accepted }));
    expect(await found(["--baseline", baseline], 0)).toEqual([]);
    expect((await drift(["--baseline", baseline], 0)).stdout).toMatch(/Known and accepted\*\*[^]*Cuba/);
    const [first, ...others] = accepted;
    writeFileSync(baseline, JSON.stringify({ accepted: [{ ...first, until: "2026-01-31" }, ...others] }));
    expect(await found(["--baseline", baseline], 7)).toEqual([all[0]]);
    await drift(["--baseline", baseline, "--junit", join(project().directory, "drift.xml")], 7);
    const junit = readFileSync(join(project().directory, "drift.xml"), "utf8");
    expect(junit).toContain(`tests="${all.length}" failures="1" skipped="${all.length - 1}"`);
  });

  test("what could not be looked at never counts as fine", async () => {
    await api().put("/countryPermissions/CU", { enabled: false });
    const branches = (await api().list("/accessControlLists")).find(({ name }) => name === "Branches");
    const ranges = await api().list(`/accessControlLists/${String(branches?.id)}/ipRanges`);
    const wide = ranges.find(({ ipAddress }) => ipAddress === "0.0.0.0");
    await api().delete(`/accessControlLists/${String(branches?.id)}/ipRanges/${String(wide?.id)}`);
    const [voice] = await api().list("/trunks");
    const trunkPath = `/trunks/${String(voice?.id)}`;
    const [sbc] = (await api().list(`${trunkPath}/endpoints`)).filter(({ name }) => name === "SBC 2");
    await api().change(`${trunkPath}/endpoints/${String(sbc?.id)}`, { address: "203.0.113.2" });
    await project().up(["--refresh"]);
    expect(await found([], 0)).toEqual([]);
    project().emulator.addFault({ method: "GET", path: "/callBlockingRules", status: 403 });
    const { stdout } = await drift([], 1);
    expect(stdout).toContain("Not looked at");
    expect(stdout).not.toContain("as the program says");
    project().emulator.clearFaults();
  });

  test("what somebody hangs on a trunk of ours is an alarm: an endpoint, a list, a number", async () => {
    const [voice] = await api().list("/trunks");
    const trunkPath = `/trunks/${String(voice?.id)}`;
    const { id } = await api().post("/credentialLists", {
      name: "Theirs",
      credentials: [{ username: "stranger", password: "Correct-Horse-1" }],
    });
    await api().post(`${trunkPath}/credentialLists`, { credentialListIds: [id] });
    await api().post(`${trunkPath}/endpoints`, { name: "Theirs", address: "192.0.2.66", priority: 9 });
    const voiceConfiguration = { type: "EST", trunkId: String(voice?.id) };
    await api().patch("/activeNumbers/+12025550101", { voiceConfiguration });
    const alarms = (await found([], 7)).filter(({ urgency }) => urgency === "alarm").map(({ text }) => text);
    for (const alarm of [
      /^sends calls of trunk "Voice" to 192\.0\.2\.66.*no state knows it$/,
      /^lets stranger .*sign in to trunk "Voice": no state knows it$/,
      /^brings calls to \+12025550101 to trunk "Voice": no state knows it$/,
    ]) {
      expect(alarms).toContainEqual(expect.stringMatching(alarm));
    }
  });
});

/** What another stack made, and a program only reads. */
async function foreign(api: ByHand): Promise<{ program: string; change: () => Promise<void> }> {
  const trunk = await api.post("/trunks", { name: "Theirs", hostName: "acme-theirs" });
  const phones = { name: "Phones", credentials: [{ username: "desk01", password: "Correct-Horse-1" }] };
  const list = await api.post("/credentialLists", phones);
  const path = `/trunks/${String(trunk.id)}`;
  await api.post(`${path}/credentialLists`, { credentialListIds: [list.id] });
  const endpoint = await api.post(`${path}/endpoints`, {
    name: "Theirs",
    address: "203.0.113.77",
    priority: 1,
    port: 5061,
    transport: "TLS",
  });
  const ids = Object.entries({
    SipTrunk: String(trunk.id),
    CredentialList: String(list.id),
    TrunkCredentialList: `${String(trunk.id)}/${String(list.id)}`,
    SipEndpoint: `${String(trunk.id)}/${String(endpoint.id)}`,
    CountryPermission: "IS",
  });
  return {
    program: ids.map(([kind, id]) => `sinch.${kind}.get("${kind}", "${id}");`).join("\n"),
    change: async () => {
      await api.change(path, { enableCallForward: true, callForwardNumber: "+5355555555" });
      await api.change(`${path}/endpoints/${String(endpoint.id)}`, { address: "192.0.2.66" });
      await api.put("/countryPermissions/IS", { enabled: true });
    },
  };
}

test.each(["dynamic", "plugin"] as const)(
  "what a program only reads, with the %s classes, is looked at in the account, since a refresh leaves it out",
  async (provider) => {
    const project = await Project.create("", { provider });
    try {
      const { program, change } = await foreign(new ByHand(project.emulator));
      project.setProgram(program);
      await project.up();
      const path = [join(REPOSITORY, "node_modules", ".bin"), process.env.PATH].reverse().join(delimiter);
      const drift = async (status: number): Promise<string> =>
        (
          await project.runProgram("pulumi-sinch", ["drift", "--stack", "test"], {
            status,
            env: { PATH: path },
          })
        ).stdout;
      expect(await drift(0)).toContain("The account is as the program says");
      await change();
      const told = await drift(7);
      for (const alarm of [
        'forwards calls that no endpoint of trunk "Theirs" takes to +5355555555',
        'sends calls of trunk "Theirs" to 192.0.2.66:5061 by TLS, priority 1 instead of 203.0.113.77',
        "opens calls to Iceland (IS)",
      ]) {
        expect(told.slice(0, told.indexOf("**Drift**"))).toContain(alarm);
      }
      expect(told).toContain("since the program only reads it");
      expect(told).not.toContain("pulumi up --refresh");
      const refresh = await project.refresh(["--preview-only", "--run-program", "--json"]);
      writeFileSync(join(project.directory, "refresh.json"), refresh.stdout);
      const report = await project.runProgram("pulumi-sinch", ["report", "--drift", "refresh.json"], {
        env: { PATH: path },
      });
      expect(report.stdout).toContain('SIP endpoint "SipEndpoint", which the program only reads');
      expect(report.stdout).not.toContain("Nothing was changed");
    } finally {
      await project.remove();
    }
  },
);

test("each account of the configuration is looked at, and judged by itself", async () => {
  const accounts = [
    { keyId: "emulator-key-id", keySecret: "emulator-key-secret", projectIds: ["own", "a", "b"] },
  ];
  const project = await Project.create(ACCOUNTS, {
    emulator: { accounts },
    config: {
      "sinch:projectId": "",
      "sinch:accounts": JSON.stringify({ a: { projectId: "a" }, b: { projectId: "b" } }),
    },
  });
  try {
    await project.up();
    const path = [join(REPOSITORY, "node_modules", ".bin"), process.env.PATH].reverse().join(delimiter);
    await new ByHand({ ...project.emulator, projectId: "b" }).put("/countryPermissions/CU", {
      enabled: true,
    });
    const args = ["drift", "--stack", "test", "--json"];
    const { stdout } = await project.runProgram("pulumi-sinch", args, { status: 7, env: { PATH: path } });
    const { found } = JSON.parse(stdout) as { found: Finding[] };
    expect(found.filter(({ urgency }) => urgency === "alarm").map(({ text }) => text)).toEqual([
      "opens calls to Cuba (CU) (account b): no state knows it",
    ]);
    // B's rule and its open country say nothing of A, which forwards to Norway.
    const broken = found.filter(({ urgency }) => urgency === "policy").map(({ text }) => text);
    expect(broken.sort()).toEqual([
      expect.stringMatching(/^call-forward-country-not-permitted: SIP trunk "a" \(account a\) forwards/),
      expect.stringMatching(/^country-high-risk: .*CU/),
    ]);
    const [remove = ""] = found.flatMap(({ more = [] }) =>
      more.filter((one) => / --remove .* CU$/.test(one)),
    );
    expect(remove).toContain(" --account b ");
    await project.runProgram("bash", ["-ec", remove], { env: { PATH: path } });
    const left = await project.runProgram("pulumi-sinch", args, { status: 7, env: { PATH: path } });
    expect(left.stdout).not.toContain("CU");
  } finally {
    await project.remove();
  }
});
