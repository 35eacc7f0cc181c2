import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

// pulumi config set --secret receptionPassword    (and warehousePassword: at least 14 characters each)
const config = new pulumi.Config();

const trunk = new sinch.SipTrunk("office", { name: "Office", hostName: "acme-office" });

// Calls go to Berlin; only while Berlin does not answer, they go to Hamburg.
const sites = [
  { name: "Berlin", sbc: "sbc.berlin.example.com", addresses: { ipAddress: "198.51.100.16", range: 28 } },
  { name: "Hamburg", sbc: "sbc.hamburg.example.com", addresses: { ipAddress: "203.0.113.32", range: 29 } },
];
sites.forEach(({ name, sbc }, index) => {
  new sinch.SipEndpoint(name.toLowerCase(), {
    sipTrunkId: trunk.id,
    name: `${name} SBC`,
    address: sbc,
    port: 5061,
    transport: "TLS",
    priority: index + 1,
  });
});

// Calls come from the addresses of the two sites,
const addresses = new sinch.AccessControlList("sites", {
  name: "Sites",
  ipRanges: sites.map((site) => ({ ...site.addresses, description: site.name })),
});
new sinch.TrunkAccessControlList("office-sites", { sipTrunkId: trunk.id, accessControlListId: addresses.id });

// and from phones elsewhere, which sign in. The reception's phone takes calls too, after both sites.
const phones = new sinch.CredentialList("phones", {
  name: "Phones",
  credentials: ["reception", "warehouse"].map((username) => ({
    username,
    password: config.requireSecret(`${username}Password`),
  })),
});
new sinch.TrunkCredentialList("office-phones", { sipTrunkId: trunk.id, credentialListId: phones.id });
const reception = new sinch.SipEndpoint("reception", {
  sipTrunkId: trunk.id,
  name: "Reception",
  isRegistered: true,
  credentialUsername: phones.username("reception"),
  transport: "TLS",
  priority: 3,
});

// The number is bound last, when somebody answers it.
new sinch.PhoneNumberAssignment(
  "main-number",
  { phoneNumber: config.get("mainNumber") ?? "+12025550101", sipTrunkId: trunk.id },
  { dependsOn: reception },
);

// Calls go to Germany besides the countries that the project has open; never to its premium numbers.
new sinch.CountryPermission("germany", { isoCode: "DE", enabled: true });
new sinch.CallBlockingRule("premium-germany", {
  name: "Premium numbers in Germany",
  direction: "OUTBOUND",
  calleeMatch: "49900",
});

export const domain = trunk.domain;
