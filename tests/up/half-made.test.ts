import { ByHand } from "../support/by-hand";
import { useProject } from "../support/harness";

const NUMBER = "+12025550101";

/** What can be made or changed by halves: a job of the Numbers API, a setting, the ranges of a list. */
function program(addresses: string[]): string {
  const ipRanges = addresses.map((ipAddress) => ({ ipAddress }));
  return `
    const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
    new sinch.PhoneNumberAssignment("main", { phoneNumber: "${NUMBER}", sipTrunkId: trunk.id });
    new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });
    const office = new sinch.AccessControlList("office", { name: "Office", ipRanges: ${JSON.stringify(ipRanges)} });
    exports.trunk = trunk.id;
    exports.office = office.id;
  `;
}

const project = useProject(program(["198.51.100.1"]));
const api = (): ByHand => new ByHand(project().emulator);
const names = async (): Promise<string[]> =>
  (await project().exportState()).map(({ urn }) => urn.slice(urn.lastIndexOf("::") + 2));

test("a number whose job fails and a country whose answers are lost are in the state; the next up finishes them", async () => {
  const { emulator } = project();
  emulator.switches.provisioningFail = true;
  emulator.addFault({ method: "PUT", path: "/SE", status: 503, retryAfter: 1, when: "after", times: 1_000 });
  const { status, stdout } = await project().up([], { status: "any" });
  expect(status).not.toBe(0);
  expect(stdout).toContain(
    `the Numbers API failed to bind ${NUMBER}; run \`pulumi up\` again to try once more`,
  );
  expect(stdout).toContain("PUT /countryPermissions/SE failed with status 503");
  expect(await names()).toEqual(expect.arrayContaining(["main", "sweden"]));

  emulator.switches.provisioningFail = false;
  emulator.clearFaults();
  await project().up();
  const { trunk } = await project().outputs();
  expect(await api().get(`/phoneNumbers/${NUMBER}`)).toMatchObject({ sipTrunkId: trunk });
  expect(await api().get("/countryPermissions/SE")).toMatchObject({ enabled: true });
  await project().preview(["--expect-no-changes"]);
});

test("a list of which some ranges could not be added is finished by the next up, and has none twice", async () => {
  const { emulator } = project();
  const wanted = ["198.51.100.2", "198.51.100.3", "198.51.100.4"];
  emulator.addFault({
    method: "POST",
    path: "/ipRanges",
    skip: 1,
    status: 500,
    when: "before",
    times: 1_000,
  });
  project().setProgram(program(wanted));
  const { status, stdout } = await project().up([], { status: "any" });
  expect(status).not.toBe(0);
  expect(stdout).toMatch(/look for range 198\.51\.100\.3\/32 in access control list/);

  emulator.clearFaults();
  await project().up();
  const { office } = await project().outputs();
  const ranges = await api().list(`/accessControlLists/${String(office)}/ipRanges`);
  expect(ranges.map(({ ipAddress }) => ipAddress).sort()).toEqual(wanted);
  await project().preview(["--expect-no-changes"]);
});

test("what was found before the failure is put back at the end, and nothing is left", async () => {
  await project().destroy();
  expect(await api().get("/countryPermissions/SE")).toMatchObject({ enabled: false });
  const { trunks, accessControlLists, phoneNumbers } = project().emulator.state();
  expect({ trunks, accessControlLists, phoneNumbers }).toEqual({
    trunks: [],
    accessControlLists: [],
    phoneNumbers: [],
  });
});
