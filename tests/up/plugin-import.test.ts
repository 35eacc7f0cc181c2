import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";
import { ByHand, type Body } from "../support/by-hand";
import { COLLECTIONS } from "../entities";
import { useProject } from "../support/harness";

const project = useProject("", { provider: "plugin" });
const api = () => new ByHand(project().emulator);

/** An account as people make one by hand, with values that are no defaults; ids for import by type. */
async function makeAccount(): Promise<Record<string, string[]>> {
  const make = async (path: string, body: Body): Promise<string> => String((await api().post(path, body)).id);
  const trunk = await make("/trunks", {
    name: "Voice",
    hostName: "acme-voice",
    enableCallForward: true,
    callForwardNumber: "+12025550199",
  });
  const acl = await make("/accessControlLists", {
    name: "Office",
    enabled: false,
    ipRanges: [
      { ipAddress: "198.51.100.16", range: 28, description: 'The "HQ"' },
      { ipAddress: "203.0.113.7" },
    ],
  });
  const list = await make("/credentialLists", {
    name: "Branches",
    credentials: [
      { username: "branch01", password: "Correct-Horse-1" },
      { username: "branch02", password: "Correct-Horse-2" },
    ],
  });
  const sbc = await make(`/trunks/${trunk}/endpoints`, {
    name: "SBC",
    address: "sbc.example.com",
    port: 5061,
    transport: "TLS",
    priority: 1,
    enabled: true,
  });
  const phone = await make(`/trunks/${trunk}/endpoints`, {
    name: "Phone",
    priority: 2,
    isRegistered: true,
    credentialUsername: "branch01",
    enabled: true,
  });
  await api().post(`/trunks/${trunk}/accessControlLists`, { accessControlListIds: [acl] });
  await api().post(`/trunks/${trunk}/credentialLists`, { credentialListIds: [list] });
  const rule = await make("/callBlockingRules", { direction: "inbound", callerCountry: "SE" });
  await api().put("/countryPermissions/SE", { enabled: true });
  await api().patch("/activeNumbers/+12025550101", { voiceConfiguration: { type: "EST", trunkId: trunk } });
  const [range] = await api().list(`/accessControlLists/${acl}/ipRanges`);
  const ids: Record<string, string[]> = {
    SipTrunk: [trunk],
    SipEndpoint: [`${trunk}/${sbc}`, `${trunk}/${phone}`],
    AccessControlList: [acl],
    IpRange: [`${acl}/${String(range?.id)}`],
    CredentialList: [list],
    TrunkAccessControlList: [`${trunk}/${acl}`],
    TrunkCredentialList: [`${trunk}/${list}`],
    CallBlockingRule: [rule],
    CountryPermission: ["SE"],
    CountryPermissions: ["countries"],
    PhoneNumberAssignment: ["+12025550101"],
  };
  for (const { entity, route, inputs } of COLLECTIONS) ids[entity.name] ??= [await make(route.path, inputs)];
  return ids;
}

/** Imports, and makes what that wrote the program, with its imports in the form of this project. */
async function importInto(args: string[]): Promise<string> {
  const out = join(project().directory, "imported.ts");
  await project().pulumi(["import", "--stack", "test", "--yes", "--skip-preview", "--out", out, ...args]);
  const code = readFileSync(out, "utf8").replaceAll(/^import .*$/gm, "");
  project().setProgram(code);
  return code;
}

test("every resource but Project is imported, and the code that this writes has an empty preview", async () => {
  // All countries are imported beside the one that has a resource of its own further down.
  const { CountryPermissions: all, ...ids } = await makeAccount();
  expect([...Object.keys(ids), ...(all ? ["CountryPermissions"] : [])].sort()).toEqual(
    ENTITIES.map(({ name }) => name)
      .filter((name) => name !== "Project")
      .sort(),
  );
  const before = project().emulator.state();
  const resources = Object.entries(ids).flatMap(([name, own]) =>
    own.map((id, index) => ({ type: `sinch:index:${name}`, name: `${name}-${index}`, id })),
  );
  const file = join(project().directory, "import.json");
  writeFileSync(file, JSON.stringify({ resources }));
  const code = await importInto(["--file", file]);
  expect(code).not.toContain("Correct-Horse");
  await project().preview(["--diff", "--expect-no-changes"]);
  await project().refresh(["--preview-only", "--expect-no-changes"]);
  await project().up(["--expect-no-changes"]);
  expect(project().emulator.state()).toEqual(before);
  expect(await project().exportState()).toHaveLength(resources.length + 2);
});

test("an imported list without passwords is managed: its name changes, its passwords do not", async () => {
  const code = readFileSync(join(project().directory, "imported.ts"), "utf8").replaceAll(/^import .*$/gm, "");
  project().setProgram(code.replace('"Branches"', '"Branches 2"'));
  await project().up();
  expect(await api().list("/credentialLists")).toMatchObject([
    { name: "Branches 2", credentials: [{ username: "branch01" }, { username: "branch02" }] },
  ]);
  await project().preview(["--expect-no-changes"]);
});

test("all countries are imported as one resource, which then leaves alone those that have their own", async () => {
  const earlier = readFileSync(join(project().directory, "index.js"), "utf8").replaceAll(
    /^const .*require.*$/gm,
    "",
  );
  const before = project().emulator.state();
  const code = await importInto(["sinch:index:CountryPermissions", "all", "countries"]);
  const own = code.replace('"SE",', "").replace("countries: [", 'ignore: ["SE"], countries: [');
  expect(own).not.toBe(code);
  project().setProgram(`${earlier}\n${own}`);
  await project().up();
  expect(project().emulator.state()).toEqual(before);
  await project().preview(["--expect-no-changes"]);
});

test("an id that does not exist, and one of the wrong form, are refused with the form", async () => {
  const missing = await project().pulumi(
    [
      "import",
      "--stack",
      "test",
      "--yes",
      "--skip-preview",
      "sinch:index:SipTrunk",
      "no",
      "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    ],
    { status: 1 },
  );
  expect(missing.stdout + missing.stderr).toMatch(/does not exist|there is no SIP trunk/);
  const wrong = await project().pulumi(
    ["import", "--stack", "test", "--yes", "--skip-preview", "sinch:index:SipEndpoint", "no", "just-one-id"],
    { status: 1 },
  );
  expect(wrong.stdout + wrong.stderr).toContain("sipTrunkId/");
});
