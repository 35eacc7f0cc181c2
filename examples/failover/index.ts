import * as sinch from "pulumi-sinch";

// When no endpoint takes a call, it is forwarded: the last resort, and billed like any outgoing call.
const trunk = new sinch.SipTrunk("support", {
  name: "Support",
  hostName: "acme-support",
  enableCallForward: true,
  callForwardNumber: "+12025550147",
});

// Endpoints of the same priority take turns; the next priority is tried when none of them answers.
const gateways = [
  { name: "east-1", address: "203.0.113.10", priority: 1 },
  { name: "east-2", address: "203.0.113.11", priority: 1 },
  { name: "west-1", address: "198.51.100.10", priority: 2 },
];
for (const gateway of gateways) {
  new sinch.SipEndpoint(gateway.name, { sipTrunkId: trunk.id, port: 5061, transport: "TLS", ...gateway });
}

// The gateways also call out, each from its own address.
const addresses = new sinch.AccessControlList("gateways", {
  name: "Gateways",
  ipRanges: gateways.map(({ name, address }) => ({ ipAddress: address, description: name })),
});
new sinch.TrunkAccessControlList("support-gateways", {
  sipTrunkId: trunk.id,
  accessControlListId: addresses.id,
});

export const domain = trunk.domain;
