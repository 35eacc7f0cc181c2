import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";
import { runCommand } from "../support/pulumi-sinch-command";

/*
 * What a reviewer reads of a preview: what is down on the way, and what nobody looked at. The API holds what the program
 * says in the end; that is not all that matters.
 */

interface Report {
  interruptions: { text: string; hit: string[]; because: string; without: string }[];
  notLookedAt: string[];
  findings: { rule: string; level: string; judged: boolean; message: string }[];
}

describe.each(["dynamic", "plugin"] as const)("with the %s classes", (provider) => {
  const project = useProject("", { provider });

  async function told(
    args: string[] = [],
    { show = ["--show-replacement-steps"], status = 0 } = {},
  ): Promise<Report> {
    const { stdout } = await project().preview(["--json", "--show-sames", ...show]);
    const file = join(project().directory, "preview.json");
    writeFileSync(file, stdout);
    const report = await runCommand(["report", file, "--json", ...args]);
    expect({ status: report.status, stderr: report.stderr }).toEqual({ status, stderr: "" });
    return JSON.parse(report.stdout) as Report;
  }

  const phones = (usernames: string[], more = ""): string => `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const phones = new sinch.CredentialList("phones", {
      name: "Phones",
      credentials: ${JSON.stringify(usernames)}.map((username, n) => ({ username, password: pulumi.secret("Correct-Horse-10" + n) })),
    });
    new sinch.TrunkCredentialList("voice-phones", { sipTrunkId: trunk.id, credentialListId: phones.id });
    new sinch.SipEndpoint("desk", {
      sipTrunkId: trunk.id, name: "Desk", isRegistered: true, priority: 1,
      credentialUsername: phones.credentials.apply((all) => all[0].username),
    });
    ${more}
  `;

  test("a new username takes down the list, its link and its phone: who is without what, from which step to which", async () => {
    project().setProgram(phones(["desk01"]));
    await project().up();
    project().setProgram(phones(["desk01", "desk02"]));
    const { interruptions } = await told([], { status: 8 });
    // Which of two that hang on the list goes first is the engine's own choice.
    const texts = interruptions.map(({ text }) => text);
    expect([...texts.slice(0, 2).sort(), texts[2]]).toEqual([
      expect.stringMatching(/^trunk "Voice" is without endpoint "Desk" .*from step \d+ to step \d+ of \d+$/),
      expect.stringMatching(/^trunk "Voice" lets desk01 sign in no more from step \d+ to step \d+ of \d+$/),
      expect.stringMatching(
        /^nobody signs in as desk01 of credential list "Phones".*from step \d+ to step \d+ of \d+$/,
      ),
    ]);
    for (const { text, hit, because, without } of interruptions) {
      const [from = 0, to = 0] = (/from step (\d+) to step (\d+)/.exec(text) ?? []).slice(1).map(Number);
      expect(from).toBeLessThan(to);
      expect(hit).toContain("registered phones");
      expect(because).toMatch(/goes first$/);
      expect(without).not.toBe("");
    }
    expect(interruptions[2]?.because).toMatch(/^credentials cannot be changed in place/);
  });

  test("in a maintenance window that is no reason to fail; without the steps it is told as well", async () => {
    expect((await told(["--maintenance"])).interruptions).toHaveLength(3);
    expect((await told([], { show: [], status: 8 })).interruptions.length).toBeGreaterThan(0);
  });

  test("a host name that changes is an interruption without an end; a number that moves is none", async () => {
    project().setProgram(phones(["desk01"]).replace("acme-voice", "acme-calls"));
    const { interruptions } = await told([], { status: 8 });
    expect(interruptions.map(({ text }) => text)).toEqual([
      expect.stringMatching(
        /^trunk "Voice" is no longer at acme-voice but at acme-calls.*from step \d+ of \d+ on$/,
      ),
    ]);
  });

  test("what is added, or changed in place, interrupts nothing", async () => {
    project().setProgram(
      phones(
        ["desk01"],
        `new sinch.PhoneNumberAssignment("main", { phoneNumber: "+12025550101", sipTrunkId: trunk.id });`,
      ),
    );
    expect((await told()).interruptions).toEqual([]);
  });

  const LIST = { name: "Theirs", ipRanges: [{ ipAddress: "0.0.0.0", range: 1 }] };

  test("a list that the program only reads is judged by what it has, or named as not judged", async () => {
    const { id } = await new ByHand(project().emulator).post("/accessControlLists", LIST);
    const get = `sinch.AccessControlList.get("theirs", ${JSON.stringify(id)})`;
    project().setProgram(
      phones(
        ["desk01"],
        `new sinch.TrunkAccessControlList("theirs", { sipTrunkId: trunk.id, accessControlListId: ${get}.id });`,
      ),
    );
    const { findings } = await told();
    const about = findings.filter(({ message }) => message.includes('Access control list "theirs"'));
    expect(about.map(({ rule }) => rule)).toContain("access-list-open-to-the-world");
    const mandatory = findings.filter(({ level, judged }) => level === "mandatory" && judged);
    expect(mandatory.filter(({ rule }) => rule === "trunk-gate-disabled")).toEqual([]);
    const pack = join(__dirname, "..", "..", "policy");
    const { stdout } = await project().preview(["--policy-pack", pack], { status: "any" });
    expect(stdout).toMatch(/Not judged by access-list-open-to-the-world[^]*: Access control list "/);
  });

  test("a range that is secret is not judged, and one that is ignored not looked at", async () => {
    const secret = `{ name: "S", ipRanges: pulumi.secret([{ ipAddress: "0.0.0.0", range: 1 }]) }`;
    const open = `{ name: "I", ipRanges: [{ ipAddress: "198.51.100.1" }] }`;
    project().setProgram(
      phones(
        ["desk01"],
        `new sinch.AccessControlList("secret", ${secret});
         new sinch.AccessControlList("ignoring", ${open}, { ignoreChanges: ["ipRanges"] });`,
      ),
    );
    const { findings, notLookedAt } = await told();
    expect(
      findings.filter(({ message }) => message.includes('"secret"')).map(({ judged }) => judged),
    ).toContain(false);
    expect(notLookedAt).toEqual(['access control list "ignoring": ipRanges, which ignoreChanges names']);
  });
});
