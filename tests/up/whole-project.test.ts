import { ByHand, type Body } from "../support/by-hand";
import { useProject } from "../support/harness";

/** A program with every entity that can be read; each value that may change in place comes from a variant. */
function program(variant: typeof FIRST): string {
  return `
    const v = ${JSON.stringify(variant)};
    const password = (text) => pulumi.secret(text);
    const trunk = new sinch.SipTrunk("voice", v.trunk);
    const spare = new sinch.SipTrunk("spare", { name: "Spare", hostName: "acme-spare" });
    const owner = v.owner === "voice" ? trunk : spare;
    const acl = new sinch.AccessControlList("office", v.acl);
    const branches = new sinch.CredentialList("branches", {
      name: v.credentials.name,
      credentials: v.credentials.list.map(([username, text]) => ({ username, password: password(text) })),
    });
    const sbc = new sinch.SipEndpoint("sbc", { sipTrunkId: owner.id, ...v.sbc });
    const phone = new sinch.SipEndpoint("phone", {
      sipTrunkId: trunk.id,
      isRegistered: true,
      credentialUsername: branches.credentials.apply((list) => list[0].username),
      ...v.phone,
    });
    new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: owner.id, accessControlListId: acl.id });
    new sinch.TrunkCredentialList("voice-branches", { sipTrunkId: owner.id, credentialListId: branches.id });
    const rule = new sinch.CallBlockingRule("premium", v.rule);
    new sinch.CountryPermission("sweden", v.country);
    new sinch.CountryPermissions("others", v.countries);
    new sinch.PhoneNumberAssignment("main", { phoneNumber: "+12025550101", sipTrunkId: owner.id });
    new sinch.Project("sub", { project: "sub-project-1" });
    exports.ids = { trunk: trunk.id, spare: spare.id, acl: acl.id, list: branches.id, sbc: sbc.id, phone: phone.id, rule: rule.id };
    exports.domain = trunk.domain;
  `;
}

const FIRST = {
  owner: "voice",
  trunk: { name: "Voice", hostName: "acme-voice" } as Body,
  acl: {
    name: "Office",
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28, description: "HQ" }, { ipAddress: "203.0.113.7" }],
  } as Body,
  credentials: {
    name: "Branches",
    list: [
      ["branch01", "Correct-Horse-1"],
      ["branch02", "Battery-Staple-2"],
    ],
  },
  sbc: { name: "SBC", address: "203.0.113.10", priority: 1 } as Body,
  phone: { name: "Phone", priority: 2 } as Body,
  rule: { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" } as Body,
  country: { isoCode: "se", enabled: true },
  countries: { countries: ["us", "DE"], ignore: ["SE"] },
};

/** Every input that can be updated in place, changed. */
const SECOND: typeof FIRST = {
  owner: "voice",
  trunk: {
    name: "Voice 2",
    hostName: "acme-voice-2",
    enableCallerName: true,
    enableCallForward: true,
    callForwardNumber: "+12025550199",
  },
  acl: {
    name: "Office 2",
    enabled: false,
    ipRanges: [
      { ipAddress: "192.0.2.0", range: 24 },
      { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
    ],
  },
  credentials: { name: "Branches 2", list: [["branch01", "Correct-Horse-9"]] },
  sbc: {
    name: "SBC 2",
    address: "sbc.example.com",
    port: 5061,
    transport: "TLS",
    priority: 3,
    enabled: false,
  },
  phone: { name: "Phone 2", priority: 4, transport: "TCP" },
  rule: { name: "Sweden", direction: "INBOUND", callerCountry: "SE" },
  country: { isoCode: "SE", enabled: false },
  countries: { countries: ["DE", "CU"], ignore: ["se"] },
};

interface Ids {
  trunk: string;
  spare: string;
  acl: string;
  list: string;
  sbc: string;
  phone: string;
  rule: string;
}

const project = useProject(program(FIRST));
const api = () => new ByHand(project().emulator);
const idsNow = async () => (await project().outputs()).ids as Ids;
let ids: Ids;

/** The expected part of an entity's answer. */
async function expectApi(path: string, expected: Body): Promise<void> {
  expect(await api().get(path)).toMatchObject(expected);
}

async function openCountries(): Promise<unknown[]> {
  const all = await api().list("/countryPermissions");
  return all.filter(({ enabled }) => enabled).map(({ isoCode }) => isoCode);
}

test("up makes everything as declared, with the documented defaults", async () => {
  await project().up();
  ids = await idsNow();
  await expectApi(`/trunks/${ids.trunk}`, {
    name: "Voice",
    hostName: "acme-voice",
    enableCallerName: false,
    enableCallForward: false,
  });
  const [, sbcId] = ids.sbc.split("/");
  await expectApi(`/trunks/${ids.trunk}/endpoints/${sbcId}`, {
    address: "203.0.113.10",
    port: 5060,
    transport: "UDP",
    enabled: true,
    priority: 1,
  });
  await expectApi(`/accessControlLists/${ids.acl}`, { name: "Office", enabled: true });
  expect(await api().list(`/accessControlLists/${ids.acl}/ipRanges`)).toMatchObject([
    { ipAddress: "198.51.100.16", range: 28, description: "HQ" },
    { ipAddress: "203.0.113.7", range: 32 },
  ]);
  expect(await api().list(`/trunks/${ids.trunk}/accessControlLists`, "accessControlListIds")).toEqual([
    ids.acl,
  ]);
  expect(await api().list(`/trunks/${ids.trunk}/credentialLists`)).toMatchObject([{ id: ids.list }]);
  expect(await api().list("/callBlockingRules")).toMatchObject([{ calleeMatch: "1900" }]);
  await expectApi("/countryPermissions/SE", { enabled: true });
  expect(await openCountries()).toEqual(["DE", "SE", "US"]);
  expect(await api().list("/phoneNumbers")).toMatchObject([
    { phoneNumber: "+12025550101", sipTrunkId: ids.trunk },
  ]);
  expect((await project().outputs()).domain).toBe("acme-voice.pstn.sinch.com");
});

test("a second preview is empty", async () => {
  await project().preview(["--expect-no-changes"]);
});

test("a refresh finds nothing", async () => {
  await project().refresh(["--preview-only", "--expect-no-changes"]);
});

test("every input that can change in place does, and nothing is replaced", async () => {
  project().setProgram(program(SECOND));
  await project().up();
  expect(await idsNow()).toEqual(ids);
  await expectApi(`/trunks/${ids.trunk}`, { ...SECOND.trunk, domain: "acme-voice-2.pstn.sinch.com" });
  const [, sbcId] = ids.sbc.split("/");
  const [, phoneId] = ids.phone.split("/");
  await expectApi(`/trunks/${ids.trunk}/endpoints/${sbcId}`, SECOND.sbc);
  await expectApi(`/trunks/${ids.trunk}/endpoints/${phoneId}`, SECOND.phone);
  await expectApi(`/accessControlLists/${ids.acl}`, { name: "Office 2", enabled: false });
  expect(await api().list(`/accessControlLists/${ids.acl}/ipRanges`)).toMatchObject([
    { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
    { ipAddress: "192.0.2.0", range: 24 },
  ]);
  await expectApi(`/credentialLists/${ids.list}`, {
    name: "Branches 2",
    credentials: [{ username: "branch01" }],
  });
  expect(await api().list("/callBlockingRules")).toMatchObject([
    { direction: "inbound", callerCountry: "SE", calleeMatch: null },
  ]);
  await expectApi("/countryPermissions/SE", { enabled: false });
  expect(await openCountries()).toEqual(["CU", "DE"]);
  await project().preview(["--expect-no-changes"]);
});

test("what cannot change in place is replaced: endpoints and links of another trunk", async () => {
  project().setProgram(program({ ...SECOND, owner: "spare" }));
  await project().up();
  const now = await idsNow();
  expect(now.sbc).toContain(ids.spare);
  expect(now.phone).toBe(ids.phone);
  expect(await api().list(`/trunks/${ids.spare}/endpoints`)).toMatchObject([SECOND.sbc]);
  expect(await api().list(`/trunks/${ids.trunk}/accessControlLists`, "accessControlListIds")).toEqual([]);
  expect(await api().list(`/trunks/${ids.spare}/accessControlLists`, "accessControlListIds")).toEqual([
    ids.acl,
  ]);
  expect(await api().list("/phoneNumbers")).toMatchObject([{ sipTrunkId: ids.spare }]);
  ids = now;
  await project().preview(["--expect-no-changes"]);
});

test("destroy leaves nothing, and puts the country permissions back as they were found", async () => {
  await project().destroy();
  const hand = api();
  for (const path of ["/trunks", "/accessControlLists", "/credentialLists", "/callBlockingRules"]) {
    expect(await hand.list(path)).toEqual([]);
  }
  await expectApi("/countryPermissions/SE", { enabled: false });
  expect(await openCountries()).toEqual(["CA", "US"]);
  expect((await hand.list("/phoneNumbers")).filter(({ sipTrunkId }) => sipTrunkId)).toEqual([]);
});
