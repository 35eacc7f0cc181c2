import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("madrid", { name: "Madrid", hostName: "acme-madrid" });

const office = new sinch.AccessControlList("madrid-office", {
  name: "Madrid office",
  ipRanges: [{ ipAddress: "198.51.100.64", range: 29 }],
});

const link = new sinch.TrunkAccessControlList("madrid-link", {
  sipTrunkId: trunk.id,
  accessControlListId: office.id,
});

export const linkId = link.id;
