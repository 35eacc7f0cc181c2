import { ByHand, type Body } from "../support/by-hand";
import { contentsOf } from "../support/contents";
import { driftIn, type Ids, pathsOf, PROGRAM } from "./drift-program";
import { useProject } from "../support/harness";

const project = useProject(PROGRAM);
const api = (): ByHand => new ByHand(project().emulator);
const contents = (): string[] => contentsOf(project().emulator.state());
let ids: Ids;
let path: ReturnType<typeof pathsOf>;
/** What the API holds when it is as declared. */
let declared: string[];

async function readIds(): Promise<void> {
  ids = (await project().outputs()).ids as Ids;
  path = pathsOf(ids);
}

async function expectNoDrift(): Promise<void> {
  await project().refresh(["--preview-only", "--expect-no-changes"]);
}

/** What a refresh says of the present state of the API; it fails, as a scheduled one has to. */
async function drift(): Promise<Record<string, string[]>> {
  const args = ["--preview-only", "--expect-no-changes", "--diff"];
  return driftIn((await project().refresh(args, { status: 7 })).stdout);
}

async function putBack(): Promise<void> {
  await project().up(["--refresh"]);
  expect(contents()).toEqual(declared);
  await expectNoDrift();
}

async function rangeOf(list: "office" | "closed", ipAddress: string): Promise<string> {
  const ranges = await api().list(`${path[list]}/ipRanges`);
  return `${path[list]}/ipRanges/${String(ranges.find((range) => range.ipAddress === ipAddress)?.id)}`;
}

/** A rule has no GET by id. */
async function changeRule(rule: "premium" | "named", fields: Body): Promise<void> {
  const present = (await api().list("/callBlockingRules")).find(({ id }) => id === ids[rule]);
  await api().put(path[rule], { ...present, ...fields });
}

const bindTo = (trunkId: string): Promise<Body> =>
  api().patch(path.number, { voiceConfiguration: { type: "EST", trunkId } });

beforeAll(async () => {
  await project().up();
  await readIds();
  declared = contents();
});

test("nothing is shown when nothing was changed, nor after a stored refresh, nor after that and an up", async () => {
  await expectNoDrift();
  await project().refresh();
  await expectNoDrift();
  await project().up(["--expect-no-changes"]);
  await expectNoDrift();
});

test("what the program never named is shown and put back; so is a value that went back to its default, null or empty text", async () => {
  const hand = api();
  await hand.change(path.voice, {
    enableCallForward: true,
    callForwardNumber: "+882161234567",
    enableCallerName: true,
  });
  await hand.change(path.full, { enableCallForward: false, callForwardNumber: "", enableCallerName: null });
  await hand.change(path.sbc, { port: 5099, transport: "TCP", enabled: false });
  await hand.change(path.phone, { port: 5098, transport: "TLS", enabled: false });
  await hand.change(path.spare, { port: null, transport: null, enabled: null });
  await hand.change(path.office, { enabled: false });
  await hand.put(await rangeOf("office", "203.0.113.7"), {
    ipAddress: "203.0.113.7",
    description: "by hand",
  });
  await hand.change(path.closed, { enabled: null });
  await hand.put(await rangeOf("closed", "198.51.100.32"), {
    ipAddress: "198.51.100.32",
    range: 27,
    description: "",
  });
  await hand.put(path.extra, { ipAddress: "192.0.2.9", range: 31, description: "by hand" });
  await hand.put(path.branch, { ipAddress: "192.0.2.64" });
  await changeRule("premium", { name: "by hand", calleeCountry: "GB", callerMatch: "46" });
  await changeRule("named", { name: null, callerMatch: "" });
  await hand.put("/countryPermissions/US", { enabled: true });
  await hand.put("/countryPermissions/CU", { enabled: true });
  expect(await drift()).toEqual({
    voice: [
      '+ callForwardNumber: "+882161234567"',
      "~ enableCallForward: false => true",
      "~ enableCallerName: false => true",
    ],
    full: [
      '- callForwardNumber: "+12025550199"',
      "~ enableCallForward: true => false",
      "~ enableCallerName: true => false",
    ],
    sbc: ["~ enabled: true => false", "~ port: 5060 => 5099", '~ transport: "UDP" => "TCP"'],
    phone: ["~ enabled: true => false", "~ port: 5060 => 5098", '~ transport: "UDP" => "TLS"'],
    spare: ["~ enabled: false => true", "~ port: 5061 => 5060", '~ transport: "TLS" => "UDP"'],
    office: ["~ enabled: true => false", "~ ipRanges: [", "~ [1]: {", '+ description: "by hand"'],
    closed: ["~ enabled: false => true", "~ ipRanges: [", "~ [0]: {", '- description: "HQ"'],
    extra: ['+ description: "by hand"', "~ range: 32 => 31"],
    branch: ['- description: "Branch"', "~ range: 26 => 32"],
    premium: ['+ calleeCountry: "GB"', '+ callerMatch: "46"', '+ name: "by hand"'],
    named: ['- callerMatch: "447"', '- name: "British mobiles"'],
    usa: ["~ enabled: false => true"],
    others: ["~ countries: [", '+ [2]: "CU"'],
  });
  await putBack();
});

test("declared fields are shown with the old and the new value, and put back in place", async () => {
  const hand = api();
  await hand.change(path.voice, { name: "Hijacked", hostName: "evil-voice" });
  await hand.change(path.full, { callForwardNumber: "+882161234567" });
  await hand.change(path.sbc, { name: "Other", address: "192.0.2.66", priority: 9 });
  await hand.change(path.phone, { name: "Other", credentialUsername: "branch02", priority: 8 });
  await hand.change(path.office, { name: "Other" });
  await hand.put(await rangeOf("office", "203.0.113.7"), { ipAddress: "203.0.112.0", range: 20 });
  await hand.put(path.extra, { ipAddress: "192.0.2.10" });
  await hand.put(path.list, { name: "Other" });
  await changeRule("premium", { direction: "INBOUND", calleeMatch: null, callerMatch: "44" });
  await changeRule("named", { callerCountry: "SE" });
  await hand.put("/countryPermissions/SE", { enabled: false });
  await hand.put("/countryPermissions/DE", { enabled: false });
  await bindTo(ids.full);
  expect(await drift()).toEqual({
    voice: ['~ hostName: "acme-voice" => "evil-voice"', '~ name: "Voice" => "Hijacked"'],
    full: ['~ callForwardNumber: "+12025550199" => "+882161234567"'],
    sbc: ['~ address: "203.0.113.10" => "192.0.2.66"', '~ name: "SBC" => "Other"', "~ priority: 1 => 9"],
    phone: [
      '~ credentialUsername: "branch01" => "branch02"',
      '~ name: "Phone" => "Other"',
      "~ priority: 2 => 8",
    ],
    office: [
      "~ ipRanges: [",
      "~ [1]: {",
      '~ ipAddress: "203.0.113.7" => "203.0.112.0"',
      "~ range: 32 => 20",
      '~ name: "Office" => "Other"',
    ],
    extra: ['~ ipAddress: "192.0.2.9" => "192.0.2.10"'],
    branches: ['~ name: "Branches" => "Other"'],
    premium: ['- calleeMatch: "1900"', '+ callerMatch: "44"', '~ direction: "OUTBOUND" => "INBOUND"'],
    named: ['~ callerCountry: "GB" => "SE"'],
    sweden: ["~ enabled: true => false"],
    others: ["~ countries: [", '- [1]: "DE"'],
    number: [`~ sipTrunkId: "${ids.voice}" => "${ids.full}"`],
  });
  const before = ids;
  await putBack();
  await readIds();
  expect(ids).toEqual(before);
});

test("single things that are added, removed or turned into another kind are shown and put back", async () => {
  const hand = api();
  await hand.delete(`${path.voice}/accessControlLists/${ids.office}`);
  await hand.delete(`${path.voice}/credentialLists/${ids.list}`);
  await hand.post(`${path.office}/ipRanges`, { ipAddress: "0.0.0.0", range: 1 });
  await hand.delete(await rangeOf("office", "203.0.113.7"));
  await hand.delete(path.extra);
  await hand.delete(`${path.list}/credentials/branch03`);
  await hand.delete(path.sbc);
  await hand.delete(path.premium);
  await hand.change(path.spare, { address: null, isRegistered: true, credentialUsername: "branch02" });
  await bindTo("");
  expect(await drift()).toEqual({
    "voice-office": ["delete"],
    "voice-branches": ["delete"],
    office: ["~ ipRanges: [", "~ [1]: {", '~ ipAddress: "203.0.113.7" => "0.0.0.0"', "~ range: 32 => 1"],
    extra: ["delete"],
    branches: ["~ credentials: [secret] => [secret]", "~ usernames: [", '- [2]: "branch03"'],
    sbc: ["delete"],
    premium: ["delete"],
    spare: [
      '- address: "sbc.example.com"',
      '+ credentialUsername: "branch02"',
      "~ isRegistered: false => true",
    ],
    number: [`- sipTrunkId: "${ids.voice}"`],
  });
  await putBack();
  await readIds();
});

test("an entity that was deleted is dropped by a refresh and made again, children of a deleted parent too", async () => {
  const hand = api();
  await bindTo("");
  await hand.delete(`${path.voice}/accessControlLists/${ids.office}`);
  await hand.delete(`${path.voice}/credentialLists/${ids.list}`);
  for (const gone of ["sbc", "phone", "voice", "list", "office", "foreign", "named"] as const) {
    await hand.delete(path[gone]);
  }
  const shown = await drift();
  const deleted = ["voice", "office", "foreign", "extra", "branch", "branches", "sbc", "phone", "named"];
  for (const name of [...deleted, "voice-office", "voice-branches"])
    expect(shown).toHaveProperty(name, ["delete"]);
  const before = ids;
  await putBack();
  await readIds();
  expect(ids.voice).not.toBe(before.voice);
  expect(ids.full).toBe(before.full);
});

test("nothing is shown for another spelling of the same value", async () => {
  const hand = api();
  await hand.change(path.voice, { hostName: "ACME-Voice", callForwardNumber: "", enableCallerName: null });
  await hand.change(path.sbc, { port: null, transport: null, enabled: null });
  // The other order; the prefix length left out; an empty description.
  await hand.delete(await rangeOf("office", "198.51.100.16"));
  const office = { ipAddress: "198.51.100.16", range: 28, description: "" };
  await hand.post(`${path.office}/ipRanges`, office);
  await hand.put(path.extra, { ipAddress: "192.0.2.9", description: "" });
  await changeRule("premium", { direction: "Outbound", calleeCountry: "", name: "" });
  await expectNoDrift();
  await project().up(["--refresh", "--expect-no-changes"]);
});

test("nothing is shown where the API spells its lists and errors in the other known way", async () => {
  Object.assign(project().emulator.switches, {
    errors: "starter",
    listShape: "openapi",
    putAclRanges: "ignore",
  });
  await expectNoDrift();
  await api().delete(path.spare);
  await api().change(path.office, { name: "Other" });
  expect(await drift()).toEqual({ spare: ["delete"], office: ['~ name: "Office" => "Other"'] });
  await project().up(["--refresh"]);
  await project().up(["--refresh", "--expect-no-changes"]);
});

test("destroy leaves nothing of all that", async () => {
  await project().destroy();
  expect(contents().filter((line) => !line.startsWith("activeNumbers"))).toEqual([]);
});
