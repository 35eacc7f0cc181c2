import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../policy/rules";
import { ByHand } from "../by-hand";
import { useProject } from "./harness";

const PACK = ["--policy-pack", join("node_modules", "pulumi-sinch", "policy")];
const PASSWORD = "Phone-Branch1";

/** Breaks every rule. A transform takes the secret mark off one list, as code past the classes would. */
const BREAKS_ALL = `
  pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
    name === "exposed" ? { props: { ...props, credentials: pulumi.unsecret(props.credentials) }, opts } : undefined,
  );
  const trunk = (name, args) => new sinch.SipTrunk(name, { name, hostName: name, ...args });
  const bare = trunk("bare", { enableCallForward: true, callForwardNumber: "+46701740605" });
  const shut = trunk("shut");
  const dark = trunk("dark");
  const single = trunk("single");
  const halves = new sinch.AccessControlList("halves", {
    name: "Halves",
    enabled: false,
    ipRanges: [{ ipAddress: "128.0.0.0", range: 1 }, { ipAddress: "10.1.2.0", range: 28 }],
  });
  new sinch.TrunkAccessControlList("shut-halves", { sipTrunkId: shut.id, accessControlListId: halves.id });
  new sinch.PhoneNumberAssignment("hotline", { phoneNumber: "+12025550101", sipTrunkId: shut.id });
  new sinch.SipEndpoint("off", { sipTrunkId: dark.id, name: "Off", address: "203.0.113.10", priority: 1, enabled: false });
  const phones = new sinch.CredentialList("phones", {
    name: "Phones",
    credentials: [{ username: "branch1", password: "${PASSWORD}" }, { username: "p2", password: "${PASSWORD}" }],
  });
  new sinch.TrunkCredentialList("single-phones", { sipTrunkId: single.id, credentialListId: phones.id });
  new sinch.SipEndpoint("only", {
    sipTrunkId: single.id, name: "Only", isRegistered: true, credentialUsername: phones.credentials[0].username, priority: 1,
  });
  new sinch.CredentialList("exposed", { name: "Exposed", credentials: [{ username: "p3", password: "Correct-Horse-3" }] });
  for (const isoCode of ["CU", "DE", "FR", "GB", "IE", "NL", "DK", "NO", "FI", "AT", "BE"]) {
    new sinch.CountryPermission(isoCode, { isoCode, enabled: true });
  }
`;

/** Keeps every rule, with something for each to look at. */
const KEEPS_ALL = `
  const voice = new sinch.SipTrunk("voice", {
    name: "Voice", hostName: "voice", enableCallForward: true, callForwardNumber: "+12025550147",
  });
  const office = new sinch.AccessControlList("office", {
    name: "Office", ipRanges: [{ ipAddress: "203.0.113.0", range: 27 }, { ipAddress: "8.8.8.8" }],
  });
  new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: voice.id, accessControlListId: office.id });
  const phones = new sinch.CredentialList("phones", {
    name: "Phones",
    credentials: [
      { username: "p1", password: "Correct-Horse-1" },
      { username: "p2", password: pulumi.secret("Correct-Horse-2") },
    ],
  });
  new sinch.TrunkCredentialList("voice-phones", { sipTrunkId: voice.id, credentialListId: phones.id });
  for (const priority of [1, 2]) {
    new sinch.SipEndpoint("sbc" + priority, {
      sipTrunkId: voice.id, name: "SBC", address: "203.0.113." + priority, port: 5061, transport: "TLS", priority,
    });
  }
  new sinch.PhoneNumberAssignment("hotline", { phoneNumber: "+12025550101", sipTrunkId: voice.id });
  new sinch.CountryPermission("us", { isoCode: "US", enabled: true });
  new sinch.CountryPermission("se", { isoCode: "SE", enabled: false });
  new sinch.CallBlockingRule("premium", { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" });
`;

const project = useProject(KEEPS_ALL);

/** The policies that the CLI names, with their levels. */
function violations(stdout: string): Map<string, string> {
  return new Map(
    [...stdout.matchAll(/- \[(\w+)\] {2}(\S+)/g)].map(([, level, name]) => [name ?? "", level ?? ""]),
  );
}

function configFile(config: unknown): string[] {
  const file = join(project().directory, "policy.json");
  writeFileSync(file, JSON.stringify(config));
  return [...PACK, "--policy-pack-config", file];
}

test("a program that keeps all rules passes, planned and deployed", async () => {
  const preview = await project().preview(PACK);
  expect(preview.stdout).toContain("✅ pulumi-sinch@v");
  expect(violations(preview.stdout)).toEqual(new Map());
  const { stdout } = await project().up(PACK);
  expect(stdout).toContain("✅ pulumi-sinch@v");
  expect(violations(stdout)).toEqual(new Map());
  expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(1);
  await project().destroy();
});

test("a program that breaks all rules is refused, each rule by its name and at its level", async () => {
  project().setProgram(BREAKS_ALL);
  const { stdout } = await project().preview(PACK, { status: 1 });
  expect(violations(stdout)).toEqual(new Map(RULES.map(({ name, level }) => [name, level])));
  expect(stdout).toContain('Access control list "halves" lets in 128.0.0.0/1');
  expect(stdout).toContain('Credential list "exposed" keeps credentials[0].password in clear');
  expect(stdout).not.toContain(PASSWORD);
  expect(stdout).not.toContain("Correct-Horse-3");
});

test("a mandatory rule on one resource keeps it from being made", async () => {
  project().setProgram(
    `new sinch.AccessControlList("wide", { name: "Wide", ipRanges: [{ ipAddress: "203.0.113.0", range: 24 }] });`,
  );
  await project().up(PACK, { status: 1 });
  expect(await new ByHand(project().emulator).list("/accessControlLists")).toEqual([]);
});

test("relations are judged again when all is deployed, levels and parameters as configured", async () => {
  project().setProgram(BREAKS_ALL);
  const relations = RULES.filter(({ scope }) => scope === "stack").map(({ name }) => name);
  const config = {
    ...Object.fromEntries(RULES.map(({ name }) => [name, "disabled"])),
    ...Object.fromEntries(relations.map((name) => [name, "advisory"])),
    "countries-too-many": { enforcementLevel: "advisory", most: 11 },
    "access-list-range-too-wide": { enforcementLevel: "advisory", shortestPrefix: 1 },
  };
  const { stdout } = await project().up(configFile(config));
  const expected = relations.filter((name) => name !== "countries-too-many");
  expect(violations(stdout)).toEqual(new Map(expected.map((name) => [name, "advisory"])));
  expect(await new ByHand(project().emulator).list("/trunks")).toHaveLength(4);
  await project().destroy();
});

test("a parameter of the wrong kind is refused before anything runs", async () => {
  const config = { "access-list-range-too-wide": { shortestPrefix: "wide" } };
  const { stdout } = await project().preview(configFile(config), { status: 1 });
  expect(stdout).toContain("shortestPrefix: Invalid type");
  expect(violations(stdout)).toEqual(new Map());
});

test("what is not known at preview is said to be not judged", async () => {
  project().setProgram(`
    const voice = new sinch.SipTrunk("voice", { name: "Voice", hostName: "voice" });
    new sinch.AccessControlList("later", { name: "Later", ipRanges: [{ ipAddress: voice.domain, range: 8 }] });
  `);
  const { stdout } = await project().preview(PACK, { status: 1 });
  expect(violations(stdout).get("not-judged")).toBe("advisory");
  expect(stdout).toMatch(
    /Not judged by access-list-open-to-the-world, access-list-range-too-wide, access-list-range-not-public: Access control list "later"/,
  );
});
