import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("berlin", { name: "Berlin", hostName: "acme-berlin" });

const sbc = new sinch.SipEndpoint("berlin-sbc", {
  sipTrunkId: trunk.id,
  name: "Berlin SBC",
  address: "sbc.example.com",
  port: 5061,
  transport: "TLS",
  priority: 1,
});

// Where the SBC does not answer, calls go to a phone that signs in by itself.
const phones = new sinch.CredentialList("berlin-phones", {
  name: "Berlin phones",
  credentials: [{ username: "berlin01", password: new pulumi.Config().requireSecret("phoneSecret") }],
});
new sinch.SipEndpoint("berlin-phone", {
  sipTrunkId: trunk.id,
  name: "Berlin reception",
  isRegistered: true,
  credentialUsername: phones.username("berlin01"),
  priority: 2,
});

export const sbcId = sbc.id;
