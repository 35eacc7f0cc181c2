import { ByHand } from "../support/by-hand";
import { everyResource, PASSWORDS } from "./every-resource";
import { useProject } from "../support/harness";

const project = useProject("", { provider: "plugin" });
const api = () => new ByHand(project().emulator);
let program: string;

beforeAll(async () => {
  const ipRanges = [{ ipAddress: "192.0.2.1", range: 32 }];
  const { id } = await api().post("/accessControlLists", { name: "Shared", enabled: true, ipRanges });
  program = everyResource(String(id));
  project().setProgram(program);
});

test("every resource is made, with its parent's ids and the documented defaults", async () => {
  await project().up();
  const [trunk] = await api().list("/trunks");
  expect(trunk).toMatchObject({ name: "Voice", hostName: "acme-voice", enableCallerName: false });
  const trunkId = String(trunk?.id);
  expect(await api().list(`/trunks/${trunkId}/endpoints`)).toMatchObject([
    { name: expect.stringMatching(/SBC|Phone/) as string },
    { name: expect.stringMatching(/SBC|Phone/) as string },
  ]);
  expect(await api().list(`/trunks/${trunkId}/credentialLists`)).toMatchObject([{ name: "Branches" }]);
  expect(await api().list("/phoneNumbers")).toMatchObject([
    { phoneNumber: "+12025550101", sipTrunkId: trunkId },
  ]);
  expect((await project().outputs()).domain).toBe("acme-voice.pstn.sinch.com");
});

test("a second preview is empty, and so is a refresh", async () => {
  await project().preview(["--expect-no-changes"]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("the state has no secret in clear and no code", async () => {
  const text = JSON.stringify(await project().exportState());
  for (const secret of [...PASSWORDS, project().emulator.keySecret, "__provider"]) {
    expect(text).not.toContain(secret);
  }
});

test("the preview of an update shows what changes, and outputs that do not stay known", async () => {
  project().setProgram(program.replace('name: "Voice"', 'name: "Voice 2"'));
  const renamed = await project().preview(["--diff"]);
  expect(renamed.stdout).toContain('~ name: "Voice" => "Voice 2"');
  expect(renamed.stdout).toContain("~ 1 to update");
  project().setProgram(program.replace("acme-voice", "acme-other"));
  const moved = await project().preview(["--diff"]);
  expect(moved.stdout).toContain('~ name: "Premium, from acme-voice.pstn.sinch.com" => [unknown]');
  expect(moved.stdout).toContain("~ 2 to update");
});

test("changes are made in place, drift is seen, and ignoreChanges and replaceOnChanges are honoured", async () => {
  const before = await api().list("/trunks");
  const changed = program
    .replace('hostName: "acme-voice" }', 'hostName: "acme-2" }, { ignoreChanges: ["name"] }')
    .replace('name: "Voice"', 'name: "Ignored"')
    .replace(/calleeMatch: "1900",\s*}/, 'calleeMatch: "1901" }, { replaceOnChanges: ["calleeMatch"] }');
  const rules = await api().list("/callBlockingRules");
  project().setProgram(changed);
  await project().up();
  expect(await api().list("/trunks")).toMatchObject([
    { id: before[0]?.id, name: "Voice", hostName: "acme-2" },
  ]);
  const now = await api().list("/callBlockingRules");
  expect(now).toMatchObject([{ calleeMatch: "1901" }]);
  expect(now[0]?.id).not.toBe(rules[0]?.id);

  await api().change(`/trunks/${String(before[0]?.id)}`, { enableCallerName: true });
  const drift = await project().refresh(["--preview-only", "--diff"]);
  expect(drift.stdout).toContain("~ enableCallerName: false => true");
  await project().up(["--refresh"]);
  expect(await api().list("/trunks")).toMatchObject([{ enableCallerName: false }]);
  await project().preview(["--expect-no-changes"]);
});

test("destroy leaves nothing but the project", async () => {
  await project().destroy();
  expect(await api().list("/accessControlLists")).toMatchObject([{ name: "Shared" }]);
  for (const path of ["/trunks", "/credentialLists", "/callBlockingRules", "/phoneNumbers"]) {
    expect(await api().list(path)).toEqual([]);
  }
  expect(await api().get("/countryPermissions/SE")).toMatchObject({ enabled: false });
});
