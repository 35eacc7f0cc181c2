/** Fifty resources of all kinds; `version` is in the name of each that can be renamed in place. */
export function fiftyResources(version = 1): string {
  return `
    const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
    const name = (kind, index) => kind + " " + index + " v${version}";
    const trunks = times(8, (n) => new sinch.SipTrunk("trunk" + n, { name: name("Trunk", n), hostName: "acme-" + n }));
    const acls = times(6, (n) => new sinch.AccessControlList("acl" + n,
      { name: name("List", n), ipRanges: [{ ipAddress: "198.51.100." + n }] }, n < 2 ? { ignoreChanges: ["ipRanges"] } : {}));
    times(4, (n) => new sinch.IpRange("range" + n,
      { accessControlListId: acls[n % 2].id, ipAddress: "203.0.113." + n, description: name("Range", n) }));
    const lists = times(4, (n) => new sinch.CredentialList("credentials" + n,
      { name: name("Credentials", n), credentials: [{ username: "user" + n, password: "Correct-Horse-" + n }] }));
    times(8, (n) => new sinch.SipEndpoint("endpoint" + n, { sipTrunkId: trunks[n].id, name: name("Endpoint", n), priority: 1,
      ...(n < 4 ? { isRegistered: true, credentialUsername: lists[n].credentials[0].username } : { address: "192.0.2." + n }) }));
    times(6, (n) => new sinch.TrunkAccessControlList("acl-link" + n, { sipTrunkId: trunks[n].id, accessControlListId: acls[n].id }));
    times(4, (n) => new sinch.TrunkCredentialList("credentials-link" + n, { sipTrunkId: trunks[n].id, credentialListId: lists[n].id }));
    times(6, (n) => new sinch.CallBlockingRule("rule" + n, { name: name("Rule", n), direction: "INBOUND", callerMatch: "44" + n }));
    for (const isoCode of ["SE", "NO"]) new sinch.CountryPermission(isoCode, { isoCode, enabled: true });
    times(2, (n) => new sinch.PhoneNumberAssignment("number" + n, { phoneNumber: "+1202555010" + (n + 1), sipTrunkId: trunks[n].id }));
  `;
}
