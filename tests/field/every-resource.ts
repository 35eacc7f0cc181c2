/* A program with every resource, for options of resources and of the CLI. */

/** The resources by their names in the program. */
export const NAMES = [
  ...["trunk", "office", "shared", "range", "branches", "sbc", "phone"],
  ...["letIn", "signIn", "number", "country", "rule", "added"],
] as const;

/** The options of each resource, as text. */
export type Options = Readonly<Record<string, string>>;
/** The same option for each of them. */
export const all = (text: string): Options => Object.fromEntries(NAMES.map((name) => [name, text]));

/** Every resource, with inputs that differ from version to version; the country is closed in the first alone. */
export function program(version: number, options: Options = {}, suffix = ""): string {
  const made = (kind: string, name: string, inputs: string): string => {
    const own = name === "shared" ? 'ignoreChanges: ["ipRanges"], ' : "";
    return `const ${name} = new sinch.${kind}("${name}${suffix}", { ${inputs} }, { ${own}${options[name] ?? ""} });`;
  };
  return [
    made("SipTrunk", "trunk", `name: "Voice ${version}", hostName: "acme-voice"`),
    made(
      "AccessControlList",
      "office",
      `name: "Office ${version}", ipRanges: [{ ipAddress: "198.51.100.1" }]`,
    ),
    made("AccessControlList", "shared", `name: "Shared", ipRanges: [{ ipAddress: "198.51.100.2" }]`),
    made(
      "IpRange",
      "range",
      `accessControlListId: shared.id, ipAddress: "203.0.113.1", description: "Range ${version}"`,
    ),
    made(
      "CredentialList",
      "branches",
      `name: "Branches ${version}", credentials: [{ username: "branch01", password: "Correct-Horse-1" }]`,
    ),
    made(
      "SipEndpoint",
      "sbc",
      `sipTrunkId: trunk.id, name: "SBC ${version}", address: "203.0.113.10", priority: 1`,
    ),
    made(
      "SipEndpoint",
      "phone",
      `sipTrunkId: trunk.id, name: "Phone ${version}", priority: 2, isRegistered: true,
       credentialUsername: branches.usernames.apply((usernames) => usernames[0])`,
    ),
    made("TrunkAccessControlList", "letIn", "sipTrunkId: trunk.id, accessControlListId: office.id"),
    made("TrunkCredentialList", "signIn", "sipTrunkId: trunk.id, credentialListId: branches.id"),
    made("PhoneNumberAssignment", "number", `phoneNumber: "+12025550101", sipTrunkId: trunk.id`),
    made("CountryPermission", "country", `isoCode: "US", enabled: ${version > 1}`),
    made("CallBlockingRule", "rule", `name: "Rule ${version}", direction: "OUTBOUND", calleeMatch: "1900"`),
    made("Project", "added", `project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921"`),
  ].join("\n");
}

/** The inputs that a change changes, by resource. */
export const CHANGED: Readonly<Record<string, string>> = {
  ...{ trunk: "name", office: "name", range: "description", branches: "name", sbc: "name", phone: "name" },
  ...{ country: "enabled", rule: "name" },
};
/** An option that names, of each resource that changes, the input that does. */
export const onChanged = (option: string): Options =>
  Object.fromEntries(Object.entries(CHANGED).map(([name, input]) => [name, `${option}: ["${input}"]`]));
