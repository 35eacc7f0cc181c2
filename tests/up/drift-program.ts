/**
 * Two of each kind: one with as few inputs as possible, since what is not named is managed too, and one with a value
 * for everything that has a default.
 */
export const PROGRAM = `
  const voice = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
  const full = new sinch.SipTrunk("full", { name: "Full", hostName: "acme-full",
    enableCallerName: true, enableCallForward: true, callForwardNumber: "+12025550199" });
  const office = new sinch.AccessControlList("office", { name: "Office",
    ipRanges: [{ ipAddress: "198.51.100.16", range: 28 }, { ipAddress: "203.0.113.7" }] });
  const closed = new sinch.AccessControlList("closed", { name: "Closed", enabled: false,
    ipRanges: [{ ipAddress: "198.51.100.32", range: 27, description: "HQ" }] });
  const foreign = new sinch.AccessControlList("foreign", { name: "Foreign", ipRanges: [{ ipAddress: "192.0.2.1" }] },
    { ignoreChanges: ["ipRanges"] });
  const extra = new sinch.IpRange("extra", { accessControlListId: foreign.id, ipAddress: "192.0.2.9" });
  const branch = new sinch.IpRange("branch", { accessControlListId: foreign.id, ipAddress: "192.0.2.64", range: 26,
    description: "Branch" });
  const list = new sinch.CredentialList("branches", { name: "Branches", credentials: [
    { username: "branch01", password: "Correct-Horse-1" },
    { username: "branch02", password: "Battery-Staple-2" },
    { username: "branch03", password: "Battery-Staple-3" } ] });
  const sbc = new sinch.SipEndpoint("sbc", { sipTrunkId: voice.id, name: "SBC", address: "203.0.113.10", priority: 1 });
  const spare = new sinch.SipEndpoint("spare", { sipTrunkId: full.id, name: "Spare", address: "sbc.example.com",
    port: 5061, transport: "TLS", enabled: false, priority: 2 });
  const phone = new sinch.SipEndpoint("phone", { sipTrunkId: voice.id, name: "Phone", priority: 2,
    isRegistered: true, credentialUsername: pulumi.unsecret(list.credentials[0].username) });
  new sinch.TrunkAccessControlList("voice-office", { sipTrunkId: voice.id, accessControlListId: office.id });
  new sinch.TrunkCredentialList("voice-branches", { sipTrunkId: voice.id, credentialListId: list.id });
  const premium = new sinch.CallBlockingRule("premium", { direction: "OUTBOUND", calleeMatch: "1900" });
  const named = new sinch.CallBlockingRule("named", { name: "British mobiles", direction: "INBOUND",
    callerCountry: "GB", callerMatch: "447" });
  new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });
  new sinch.CountryPermission("usa", { isoCode: "US", enabled: false });
  new sinch.CountryPermissions("others", { countries: ["CA", "DE"], ignore: ["SE", "us"] });
  new sinch.PhoneNumberAssignment("number", { phoneNumber: "+12025550101", sipTrunkId: voice.id });
  exports.ids = { voice: voice.id, full: full.id, office: office.id, closed: closed.id, foreign: foreign.id,
    extra: extra.id, branch: branch.id, list: list.id, sbc: sbc.id, spare: spare.id, phone: phone.id,
    premium: premium.id, named: named.id };
`;

/** The ids of the program's entities, by their names in it. */
export type Ids = Record<
  | ("voice" | "full" | "office" | "closed" | "foreign" | "extra" | "branch" | "list")
  | ("sbc" | "spare" | "phone" | "premium" | "named"),
  string
>;

/** The path of each entity in the API. */
export function pathsOf(ids: Ids): Record<keyof Ids | "number", string> {
  const [voiceId, sbcId] = ids.sbc.split("/");
  return {
    voice: `/trunks/${ids.voice}`,
    full: `/trunks/${ids.full}`,
    office: `/accessControlLists/${ids.office}`,
    closed: `/accessControlLists/${ids.closed}`,
    foreign: `/accessControlLists/${ids.foreign}`,
    extra: `/accessControlLists/${ids.extra.replace("/", "/ipRanges/")}`,
    branch: `/accessControlLists/${ids.branch.replace("/", "/ipRanges/")}`,
    list: `/credentialLists/${ids.list}`,
    sbc: `/trunks/${voiceId}/endpoints/${sbcId}`,
    spare: `/trunks/${ids.spare.replace("/", "/endpoints/")}`,
    phone: `/trunks/${ids.phone.replace("/", "/endpoints/")}`,
    premium: `/callBlockingRules/${ids.premium}`,
    named: `/callBlockingRules/${ids.named}`,
    number: "/activeNumbers/+12025550101",
  };
}

/** What a refresh with `--diff` says, by the names of resources: the operation and the lines below it. */
export function driftIn(stdout: string): Record<string, string[]> {
  const blocks = stdout.split(/^ *[~+-] pulumi-nodejs:dynamic\/sinch:\w+: /m).slice(1);
  return Object.fromEntries(
    blocks.map((block) => {
      const operation = /^\((\w+)\)/.exec(block)?.[1] ?? "";
      const name = /::([\w-]+)\]$/m.exec(block)?.[1] ?? "";
      const lines = block.split("\n").slice(1);
      const end = lines.findIndex((line) => /^Resources:|^ *--outputs:--/.test(line));
      const changes = lines
        .slice(0, end < 0 ? undefined : end)
        .filter((line) => /^ *[~+-] /.test(line))
        .map((line) => line.trim().replace(/\s+:/, ":").replace(/\s+/g, " "));
      return [name, operation === "update" ? changes : [operation]];
    }),
  );
}
