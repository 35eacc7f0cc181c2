import { readUnknown, removeHeld } from "../../account/remove-leftovers";
import { resourcesOfState } from "../../stack/state";
import { KnownResources, entityNamed, findLeftovers } from "../../account/leftovers";
import { heldName } from "../../stack/held";
import { kindsToRead, type Held } from "../../provider/inventory";
import { useEmulatorAccount } from "../support/emulator-account";

/** A test makes tens of requests, and a busy machine is slow. */
jest.setTimeout(60_000);

const account = useEmulatorAccount();

/** One of each kind, made by hand; the ids are in the form of resources. */
async function makeOneOfEach() {
  const { hand } = account();
  const trunk = await make("/trunks", { name: "Voice", hostName: "acme-voice" });
  const list = await make("/accessControlLists", {
    name: "Office",
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }],
  });
  const credentials = await make("/credentialLists", {
    name: "Branches",
    credentials: [{ username: "branch01", password: "Correct-Horse-1" }],
  });
  await hand.post(`/trunks/${trunk}/accessControlLists`, { accessControlListIds: [list] });
  await hand.post(`/trunks/${trunk}/credentialLists`, { credentialListIds: [credentials] });
  const phone = await make(`/trunks/${trunk}/endpoints`, {
    name: "Phone",
    isRegistered: true,
    credentialUsername: "branch01",
    priority: 1,
  });
  const rule = await make("/callBlockingRules", { direction: "INBOUND", callerMatch: "1900" });
  await hand.put("/countryPermissions/SE", { enabled: true });
  await hand.patch("/activeNumbers/+12025550101", { voiceConfiguration: { type: "EST", trunkId: trunk } });
  return { trunk, list, credentials, phone: `${trunk}/${phone}`, rule };
}

async function make(path: string, body: object): Promise<string> {
  return String((await account().hand.post(path, body)).id);
}

function known(resources: [kind: string, id: string, outputs?: object][] = []): KnownResources {
  const text = stateText(
    resources.map(([kind, id, outputs]) => ({
      urn: `urn:pulumi:dev::acme::pulumi-nodejs:dynamic/sinch:${kind}::main`,
      type: `pulumi-nodejs:dynamic/sinch:${kind}`,
      id,
      outputs,
    })),
  );
  return new KnownResources(resourcesOfState(text, "a test's state"), account().emulator.projectId);
}

function stateText(resources: object[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

async function leftovers(states = known()): Promise<string[]> {
  return (await findLeftovers(account().client, states)).map(({ held }) => label(held));
}

function label(held: Held): string {
  return `${held.entity.name} ${held.id}`;
}

describe("leftovers", () => {
  test("are all that the project holds where no state knows anything, with what each is attached to", async () => {
    const { trunk, list, credentials, phone, rule } = await makeOneOfEach();
    const found = await findLeftovers(account().client, known());
    const attached = Object.fromEntries(
      found.map(({ held, attachedTo }) => [label(held), attachedTo.map(label).sort()]),
    );
    const number = "PhoneNumberAssignment +12025550101";
    expect(attached).toEqual({
      [`SipTrunk ${trunk}`]: [
        `AccessControlList ${list}`,
        `CredentialList ${credentials}`,
        number,
        `SipEndpoint ${phone}`,
      ],
      [`SipEndpoint ${phone}`]: [`CredentialList ${credentials}`, `SipTrunk ${trunk}`],
      [`AccessControlList ${list}`]: [`SipTrunk ${trunk}`],
      [`CredentialList ${credentials}`]: [`SipEndpoint ${phone}`, `SipTrunk ${trunk}`],
      [`TrunkAccessControlList ${trunk}/${list}`]: [`AccessControlList ${list}`, `SipTrunk ${trunk}`],
      [`TrunkCredentialList ${trunk}/${credentials}`]: [`CredentialList ${credentials}`, `SipTrunk ${trunk}`],
      [`CallBlockingRule ${rule}`]: [],
      "CountryPermission SE": [],
      [number]: [`SipTrunk ${trunk}`],
    });
  });

  test("are listed the newest first, those without a time last", async () => {
    await makeOneOfEach();
    const times = (await findLeftovers(account().client, known())).map(({ held }) => held.createTime ?? "");
    expect(times).toEqual([...times].sort().reverse());
    expect(times.filter((time) => time === "")).toHaveLength(3);
  });

  test("are none where the states know everything", async () => {
    const { trunk, list, credentials, phone, rule } = await makeOneOfEach();
    const states = known([
      ["SipTrunk", trunk],
      ["SipEndpoint", phone],
      ["AccessControlList", list, { ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] }],
      ["CredentialList", credentials],
      ["TrunkAccessControlList", `${trunk}/${list}`],
      ["TrunkCredentialList", `${trunk}/${credentials}`],
      ["CallBlockingRule", rule],
      ["CountryPermission", "SE"],
      ["PhoneNumberAssignment", "+12025550101"],
    ]);
    expect(await leftovers(states)).toEqual([]);
  });

  test("are ranges by themselves where a state knows their list and not them", async () => {
    const { list } = await makeOneOfEach();
    const ranges = `/accessControlLists/${list}/ipRanges`;
    const foreign = await make(ranges, { ipAddress: "203.0.113.7" });
    const ofStack = await make(ranges, { ipAddress: "203.0.113.8" });
    const outputs = { ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }] };
    const found = await leftovers(
      known([
        ["AccessControlList", list, outputs],
        ["IpRange", `${list}/${ofStack}`],
      ]),
    );
    expect(found.filter((one) => one.startsWith("IpRange"))).toEqual([`IpRange ${list}/${foreign}`]);
    // The state does not tell the ranges that are secret in it.
    const secret = known([["AccessControlList", list, { ipRanges: { ciphertext: "…" } }]]);
    expect((await leftovers(secret)).filter((one) => one.startsWith("IpRange"))).toEqual([]);
  });

  test("are ranges that double one of the stack's, also after a refresh took them into the list's state", async () => {
    const { list } = await makeOneOfEach();
    const ranges = `/accessControlLists/${list}/ipRanges`;
    const double = await make(ranges, { ipAddress: "203.0.113.8" });
    const ofStack = await make(ranges, { ipAddress: "203.0.113.8" });
    const outputs = {
      ipRanges: [
        { ipAddress: "198.51.100.16", range: 28 },
        { ipAddress: "203.0.113.8", range: 32 },
      ],
    };
    const found = await leftovers(
      known([
        ["AccessControlList", list, outputs],
        ["IpRange", `${list}/${ofStack}`],
      ]),
    );
    expect(found.filter((one) => one.startsWith("IpRange"))).toEqual([`IpRange ${list}/${double}`]);
  });

  test("are open countries, but for those that a new project may have open; no closed ones", async () => {
    expect(await leftovers()).toEqual([]);
    const { hand } = account();
    for (const isoCode of ["PR", "VI", "SE", "XK"]) {
      await hand.put(`/countryPermissions/${isoCode}`, { enabled: true });
    }
    await hand.put("/countryPermissions/US", { enabled: false });
    expect((await leftovers()).sort()).toEqual(["CountryPermission SE", "CountryPermission XK"]);
  });

  test("are no countries that a state has with all others, but those that it leaves alone", async () => {
    const { hand, client } = account();
    for (const isoCode of ["SE", "CU", "NO"]) {
      await hand.put(`/countryPermissions/${isoCode}`, { enabled: true });
    }
    const all = (ignore?: string[]) =>
      known([["CountryPermissions", "countries", { countries: ["SE"], ...(ignore && { ignore }) }]]);
    expect(await leftovers(all())).toEqual([]);
    expect(await leftovers(all(["NO"]))).toEqual(["CountryPermission NO"]);
    const named = [{ entity: entityNamed("CountryPermission"), id: "CU" }];
    await expect(readUnknown(client, all(), named)).rejects.toThrow(
      "CU is no leftover: it is urn:pulumi:dev",
    );
    const whole = [{ entity: entityNamed("CountryPermissions"), id: "countries" }];
    await expect(readUnknown(client, known(), whole)).rejects.toThrow(
      "the project holds no CountryPermissions",
    );
  });

  test("are not hidden by the state of another project", async () => {
    await account().hand.put("/countryPermissions/SE", { enabled: true });
    const states = known([["CountryPermission", "SE", { projectId: "another-project" }]]);
    expect(await leftovers(states)).toEqual(["CountryPermission SE"]);
  });

  test("are found in a project of several pages, with one token", async () => {
    const { emulator, client } = account();
    // Past the port, for speed.
    const authorization = `Basic ${Buffer.from(`${emulator.keyId}:${emulator.keySecret}`).toString("base64")}`;
    for (let index = 0; index < 501; index++) {
      const body = JSON.stringify({ direction: "INBOUND", callerMatch: String(index) });
      const headers = { authorization, "content-type": "application/json" };
      const path = `/v1/projects/${emulator.projectId}/callBlockingRules`;
      expect((await emulator.request(path, { method: "POST", headers, body })).ok).toBe(true);
    }
    expect(await findLeftovers(client, known())).toHaveLength(501);
    const requests = emulator.requests();
    expect(requests.filter(({ path }) => path === "/oauth2/token")).toHaveLength(1);
  });

  test("show how far the reading is", async () => {
    await makeOneOfEach();
    const progress: string[] = [];
    await findLeftovers(account().client, known(), ({ done, total }) => progress.push(`${done}/${total}`));
    const alone = kindsToRead().filter(({ idForm }) => !idForm.includes("/")).length;
    const ofTheTrunk = 3;
    expect(progress[0]).toBe(`1/${alone}`);
    expect(progress.at(-1)).toBe(`${alone + ofTheTrunk}/${alone + ofTheTrunk}`);
  });
});

describe("removal", () => {
  test("takes what is named, dependants first, and nothing else", async () => {
    const { client, emulator } = account();
    const { trunk, list, credentials, phone, rule } = await makeOneOfEach();
    const named = [
      ["CredentialList", credentials],
      ["SipTrunk", trunk],
      ["SipEndpoint", phone],
      ["TrunkAccessControlList", `${trunk}/${list}`],
      ["TrunkCredentialList", `${trunk}/${credentials}`],
      ["CountryPermission", "SE"],
      ["PhoneNumberAssignment", "+12025550101"],
    ].map(([kind = "", id = ""]) => ({ entity: entityNamed(kind), id }));
    const removed: string[] = [];
    await removeHeld(client, await readUnknown(client, known(), named), (one) => removed.push(heldName(one)));
    expect(removed).toHaveLength(named.length);
    expect(removed).toContain("Voice");
    expect(await leftovers()).toEqual([`CallBlockingRule ${rule}`, `AccessControlList ${list}`]);
    expect(emulator.state().trunks).toEqual([]);
  });

  test("is refused for what a state knows, before anything is removed", async () => {
    const { client, emulator } = account();
    const { rule, trunk, list } = await makeOneOfEach();
    const named = [
      { entity: entityNamed("CallBlockingRule"), id: rule },
      { entity: entityNamed("TrunkAccessControlList"), id: `${trunk}/${list}` },
    ];
    const states = known([["TrunkAccessControlList", `${trunk}/${list}`]]);
    await expect(readUnknown(client, states, named)).rejects.toThrow(
      /is no leftover: it is urn:pulumi:dev::acme/,
    );
    expect(emulator.requests().some(({ method }) => method === "DELETE")).toBe(false);
  });

  test("of what is not there says so", async () => {
    const named = [{ entity: entityNamed("CountryPermission"), id: "NO" }];
    await expect(readUnknown(account().client, known(), named)).rejects.toThrow(
      "the project holds no CountryPermission NO",
    );
  });
});

describe("a state", () => {
  test("is an export or a checkpoint, of the dynamic classes or the plugin", () => {
    const resources = [
      { urn: "urn:1", type: "pulumi-nodejs:dynamic/sinch:SipTrunk", id: "T1" },
      { urn: "urn:2", type: "sinch:index:SipTrunk", id: "T2" },
      { urn: "urn:3", type: "pulumi:pulumi:Stack" },
      { urn: "urn:4", type: "aws:s3/bucket:Bucket", id: "T3" },
    ];
    const expected = [
      { kind: "SipTrunk", id: "T1", urn: "urn:1", form: "dynamic", outputs: {} },
      { kind: "SipTrunk", id: "T2", urn: "urn:2", form: "plugin", outputs: {} },
    ];
    expect(resourcesOfState(stateText(resources), "x")).toEqual(expected);
    const checkpoint = { version: 3, checkpoint: { stack: "dev", latest: { resources } } };
    expect(resourcesOfState(JSON.stringify(checkpoint), "x")).toEqual(expected);
  });

  test("of a stack that was never deployed knows nothing", () => {
    expect(resourcesOfState('{"version":3,"deployment":{"manifest":{}}}', "x")).toEqual([]);
    expect(resourcesOfState('{"version":3,"checkpoint":{"stack":"dev","latest":null}}', "x")).toEqual([]);
  });

  test.each(["", "[]", "{}", '{"resources":[]}'])("is not %j, and the error says what is one", (text) => {
    expect(() => resourcesOfState(text, "dev.json")).toThrow(
      "dev.json is no state: give what `pulumi stack export` prints, or a checkpoint of the file backend",
    );
    expect(() => resourcesOfState(text, { stack: "dev" })).toThrow(
      "`pulumi stack export --stack dev` has printed no state: run it to see what it prints instead",
    );
  });
});
