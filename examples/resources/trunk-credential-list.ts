import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("oslo", { name: "Oslo", hostName: "acme-oslo" });

const dialers = new sinch.CredentialList("oslo-dialers", {
  name: "Oslo dialers",
  credentials: [{ username: "oslo01", password: new pulumi.Config().requireSecret("dialerSecret") }],
});

const link = new sinch.TrunkCredentialList("oslo-link", {
  sipTrunkId: trunk.id,
  credentialListId: dialers.id,
});

export const linkId = link.id;
