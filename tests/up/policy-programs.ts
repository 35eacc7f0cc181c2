import { join } from "node:path";

/** The CLI's options that run the pack as it is installed. */
export const PACK = ["--policy-pack", join("node_modules", "pulumi-sinch", "policy")];
/** The password that breaks the rules. */
export const PASSWORD = "Phone-Branch1";

/** Breaks every rule. A transform takes the secret mark off one list, as code past the classes would. */
export const BREAKS_ALL = `
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
  const phones = new sinch.CredentialList("phones", {
    name: "Phones",
    credentials: [{ username: "branch1", password: "${PASSWORD}" }, { username: "p2", password: "${PASSWORD}" }],
  });
  new sinch.TrunkCredentialList("single-phones", { sipTrunkId: single.id, credentialListId: phones.id });
  new sinch.SipEndpoint("only", { sipTrunkId: single.id, name: "Only", address: "203.0.113.10", priority: 1 });
  new sinch.SipEndpoint("off", {
    sipTrunkId: dark.id, name: "Off", isRegistered: true, credentialUsername: phones.credentials[0].username, priority: 1,
    enabled: false,
  });
  new sinch.SipEndpoint("locked", {
    sipTrunkId: bare.id, name: "Locked", isRegistered: true, credentialUsername: phones.credentials[1].username, priority: 1,
  });
  new sinch.CredentialList("exposed", { name: "Exposed", credentials: [{ username: "p3", password: "Correct-Horse-3" }] });
  new sinch.CallBlockingRule("odd", { name: "Odd", direction: "INBOUND", callerMatch: "0046900" });
  for (const isoCode of ["CU", "DE", "FR", "GB", "IE", "NL", "DK", "NO", "FI", "AT", "BE"]) {
    new sinch.CountryPermission(isoCode, { isoCode, enabled: true });
  }
`;

/** Keeps every rule, with something for each to look at. */
export const KEEPS_ALL = `
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
  new sinch.SipEndpoint("phone", {
    sipTrunkId: voice.id, name: "Phone", isRegistered: true, credentialUsername: phones.credentials[0].username, priority: 3,
  });
  new sinch.PhoneNumberAssignment("hotline", { phoneNumber: "+12025550101", sipTrunkId: voice.id });
  new sinch.CountryPermission("us", { isoCode: "US", enabled: true });
  new sinch.CountryPermission("se", { isoCode: "SE", enabled: false });
  new sinch.CallBlockingRule("premium", { name: "Premium", direction: "OUTBOUND", calleeMatch: "1900" });
`;

/** The policies that the CLI names as broken, with their levels. */
export function violations(stdout: string): Map<string, string> {
  return new Map(
    [...stdout.matchAll(/- \[(\w+)\] {2}(\S+)/g)].map(([, level, name]) => [name ?? "", level ?? ""]),
  );
}
