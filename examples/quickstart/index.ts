import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });

const sbc = new sinch.SipEndpoint("sbc", {
  sipTrunkId: trunk.id,
  name: "SBC",
  address: "203.0.113.10",
  port: 5061,
  transport: "TLS",
  priority: 1,
});

const office = new sinch.AccessControlList("office", {
  name: "Office",
  ipRanges: [{ ipAddress: "198.51.100.16", range: 28, description: "HQ" }],
});

new sinch.TrunkAccessControlList("voice-office", {
  sipTrunkId: trunk.id,
  accessControlListId: office.id,
});

/** The SIP domain that calls are sent to. */
export const domain = trunk.domain;

/** The trunk's id and the endpoint's own, with a slash between. */
export const endpointId = sbc.id;
