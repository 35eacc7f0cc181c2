import { SecureTrunk } from "#secure-trunk";

const trunk = new SecureTrunk("contact-centre", {
  hostName: "acme-contact-centre",
  gateways: ["sbc1.example.com", "sbc2.example.com"],
  allowed: ["203.0.113.0/28", "198.51.100.7"],
});

export const domain = trunk.domain;
