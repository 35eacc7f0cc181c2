import { COLLECTIONS, type Collection } from "../entities";

/**
 * A program with every entity, for whatever has to hold for all of them.
 *
 * @param sharedListId an access control list that the program does not manage, to which it adds a range
 */
export function everyResource(sharedListId: string): string {
  const program = chosen(sharedListId);
  const others = COLLECTIONS.filter(({ entity }) => !program.includes(`sinch.${entity.name}(`));
  return [program, ...others.map((one) => `${declaration(one, "one", one.inputs)};\n`)].join("  ");
}

/** What makes one of a collection of its own, in a program. */
export function declaration({ entity }: Collection, name: string, inputs: object): string {
  return `new sinch.${entity.name}("${name}", ${JSON.stringify(inputs)})`;
}

const chosen = (sharedListId: string): string => `
  const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  const acl = new sinch.AccessControlList("office", {
    name: "Office",
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28, description: "HQ" }, { ipAddress: "203.0.113.7" }],
  });
  const list = new sinch.CredentialList("branches", {
    name: "Branches",
    credentials: [{ username: "branch01", password: pulumi.secret("Correct-Horse-1") }],
  });
  new sinch.IpRange("extra", { accessControlListId: "${sharedListId}", ipAddress: "192.0.2.64", range: 26 });
  new sinch.SipEndpoint("sbc", { sipTrunkId: trunk.id, name: "SBC", address: "203.0.113.10", priority: 1 });
  new sinch.SipEndpoint("phone", {
    sipTrunkId: trunk.id,
    name: "Phone",
    isRegistered: true,
    credentialUsername: list.credentials.apply((all) => all[0].username),
    priority: 2,
  });
  new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: trunk.id, accessControlListId: acl.id });
  new sinch.TrunkCredentialList("voice-branches", { sipTrunkId: trunk.id, credentialListId: list.id });
  new sinch.CallBlockingRule("premium", {
    name: trunk.domain.apply((domain) => "Premium, from " + domain),
    direction: "OUTBOUND", calleeMatch: "1900",
  });
  new sinch.CountryPermission("sweden", { isoCode: "se", enabled: true });
  new sinch.CountryPermissions("open", { countries: ["us", "CA"], ignore: ["SE"] });
  new sinch.PhoneNumberAssignment("main", { phoneNumber: "+12025550101", sipTrunkId: trunk.id });
  new sinch.Project("sub", { project: "sub-project-1" });
  exports.domain = trunk.domain;
`;

/** What must be nowhere in clear. */
export const PASSWORDS = ["Correct-Horse-1"];
