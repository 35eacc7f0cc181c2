import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { ByHand } from "../support/by-hand";
import { customerStates, documentOf } from "../support/customers";
import { useProject } from "../support/harness";

/**
 * `UPDATE_FIXTURES=1 npm test -- --only up review` writes what Pulumi prints here into tests/fixtures/review, for the
 * unit tests and the examples in docs/review.md.
 */
const FIXTURES = process.env.UPDATE_FIXTURES ? join(__dirname, "..", "fixtures", "review") : undefined;
const COMMAND = join(__dirname, "..", "..", "dist", "bin", "pulumi-sinch.js");
const PASSWORDS = ["Correct-Horse-1", "Correct-Horse-2", "Battery-Staple-3"];

function program({ isChanged }: { isChanged: boolean }): string {
  return `
    const voice = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    const backup = new sinch.SipTrunk("backup", { name: "Backup", hostName: "acme-backup" });
    const office = new sinch.AccessControlList("office", {
      name: "Office",
      ipRanges: [
        { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
        ${isChanged ? `{ ipAddress: "203.0.113.0", range: 24 },` : ""}
      ],
    });
    const phones = new sinch.CredentialList("phones", {
      name: "Phones",
      credentials: [
        { username: "desk01", password: "${PASSWORDS[0] ?? ""}" },
        { username: "desk02", password: "${PASSWORDS[isChanged ? 2 : 1] ?? ""}" },
      ],
    });
    for (const [name, trunk] of Object.entries({ voice, backup })) {
      new sinch.TrunkAccessControlList(name + "-office", { sipTrunkId: trunk.id, accessControlListId: office.id });
    }
    new sinch.TrunkCredentialList("voice-phones", { sipTrunkId: voice.id, credentialListId: phones.id });
    new sinch.SipEndpoint("sbc", {
      sipTrunkId: voice.id, name: "SBC", address: "203.0.113.10", ${isChanged ? `port: 5061, transport: "TLS",` : ""} priority: 1,
    });
    ${
      isChanged
        ? ""
        : `new sinch.SipEndpoint("desk", {
      sipTrunkId: voice.id, name: "Desk", isRegistered: true, credentialUsername: phones.credentials[0].username, priority: 2,
    });`
    }
    ${
      isChanged
        ? `new sinch.SipEndpoint("backup-sbc", {
      sipTrunkId: backup.id, name: "Backup SBC", address: "203.0.113.20", priority: 1,
    });`
        : ""
    }
    new sinch.PhoneNumberAssignment("hotline", { phoneNumber: "+12025550101", sipTrunkId: voice.id });
    new sinch.CountryPermission("country", { isoCode: "${isChanged ? "DE" : "SE"}", enabled: true });
    new sinch.CallBlockingRule("premium", { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" });
  `;
}

const project = useProject(program({ isChanged: false }));

/** Runs a command of pulumi-sinch on what Pulumi has printed. */
async function review(
  command: string,
  printed: string,
  ...args: string[]
): Promise<{ status: number; stdout: string; stderr: string }> {
  const file = join(project().directory, "printed.json");
  writeFileSync(file, printed);
  try {
    const printing = await promisify(execFile)(process.execPath, [COMMAND, command, file, ...args]);
    return { status: 0, ...printing };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { status: code, stdout, stderr };
  }
}

/** Without the places in the source, which are paths of this machine, and the address of the emulator. */
function keep(name: string, printed: string): void {
  if (FIXTURES === undefined) return;
  const left = (key: string, value: unknown): unknown =>
    ["sourcePosition", "stackTrace", "config", "secrets_providers", "manifest"].includes(key) ||
    /Url$/.test(key)
      ? undefined
      : value;
  mkdirSync(FIXTURES, { recursive: true });
  writeFileSync(join(FIXTURES, name), `${JSON.stringify(JSON.parse(printed), left, 1)}\n`);
}

function expectNoPassword(text: string): void {
  for (const password of PASSWORDS) expect(text).not.toContain(password);
}

test("a state is drawn: trunks, who may call in, where calls go, shared lists once", async () => {
  await project().up();
  const { stdout } = await project().pulumi(["stack", "export", "--stack", "test"]);
  keep("state.json", stdout);
  const drawn = await review("diagram", stdout, "--format", "svg");
  expect(drawn.status).toBe(0);
  expect(drawn.stdout.match(/198\.51\.100\.16\/28 Head office/g)).toHaveLength(1);
  expect(drawn.stdout).toContain("SBC: 203.0.113.10:5060 by UDP");
  expectNoPassword(drawn.stdout);
});

test("many trunks are an overview; what --only makes too large is drawn with a warning on standard error", async () => {
  const printed = documentOf(customerStates(200));
  const overview = await review("diagram", printed);
  expect(overview).toMatchObject({ status: 0, stderr: "" });
  expect(overview.stdout).toContain("200 trunks alike");
  const few = await review("diagram", printed, "--only", "Customer 7", "--only", "acme-9");
  expect(few).toMatchObject({ status: 0, stderr: "" });
  expect(few.stdout.match(/"Customer \d+<br/g)).toHaveLength(2);
  const all = await review("diagram", printed, "--only", "*");
  expect(all.status).toBe(0);
  expect(all.stderr.trimEnd().split("\n")).toEqual([
    expect.stringMatching(/^warning: the text has .* characters, .*: name fewer trunks with --only$/),
    expect.stringMatching(/^warning: the picture has .* edges, .*: name fewer trunks with --only$/),
  ]);
  const none = await review("diagram", printed, "--only", "Nobody");
  expect(none).toMatchObject({ status: 1, stdout: "" });
  expect(none.stderr).toContain("no trunk of this stack is called Nobody");
});

test("a preview is told in telephony words, with the rules that it breaks", async () => {
  project().setProgram(program({ isChanged: true }));
  const { stdout } = await project().preview(["--json", "--show-sames"]);
  keep("preview.json", stdout);
  const { status, stdout: text } = await review("report", stdout);
  expect(status).toBe(0);
  const said = text.split("\n");
  expect(said).toContain(
    '- opens 203.0.113.0/24 to trunk "Backup", trunk "Voice" (access control list "Office")',
  );
  expect(said).toContain("- opens calls to DE");
  expect(said).toContain(
    '- sends calls of trunk "Backup" to 203.0.113.20:5060 by UDP, priority 1 (endpoint "Backup SBC")',
  );
  expect(text).toContain("| mandatory | `access-list-range-too-wide` |");
  expect(text).toContain("+ 203.0.113.0/24");
  expectNoPassword(text);
});

test("a preview without the resources that stay as they are is refused: relations could not be judged", async () => {
  const { stdout } = await project().preview(["--json"]);
  const { status } = await review("report", stdout);
  expect(status).toBe(1);
});

test("drift is told with the command that puts it back, and ends with status 7", async () => {
  project().setProgram(program({ isChanged: false }));
  const none = await project().refresh(["--preview-only", "--json"]);
  expect(await review("report", none.stdout)).toMatchObject({ status: 0 });

  const api = new ByHand(project().emulator);
  const [office] = await api.list("/accessControlLists");
  await api.post(`/accessControlLists/${String(office?.id)}/ipRanges`, { ipAddress: "192.0.2.9", range: 32 });
  const [rule] = await api.list("/callBlockingRules");
  await api.delete(`/callBlockingRules/${String(rule?.id)}`);
  const { stdout } = await project().refresh(["--preview-only", "--json"]);
  keep("refresh.json", stdout);
  const { status, stdout: text } = await review("report", stdout);
  expect(status).toBe(7);
  expect(text).toContain(
    '- opens 192.0.2.9/32 to trunk "Backup", trunk "Voice" (access control list "Office"); since',
  );
  expect(text).toContain("- no longer blocks outbound calls to +1900…; since");
  const { stdout: json } = await review("report", stdout, "--json");
  const { putBack } = JSON.parse(json) as { putBack: string };
  const [, ...command] = putBack.split(" ");
  await project().pulumi([...command, "--yes", "--skip-preview"]);
  expect(await api.list(`/accessControlLists/${String(office?.id)}/ipRanges`)).toHaveLength(1);
  expect(await api.list("/callBlockingRules")).toHaveLength(1);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("destroy leaves nothing", async () => {
  await project().destroy();
  expect(await new ByHand(project().emulator).list("/trunks")).toEqual([]);
});
