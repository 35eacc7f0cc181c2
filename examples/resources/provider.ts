import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

// pulumi config set subsidiary:projectId …, subsidiary:keyId …, --secret subsidiary:keySecret
const config = new pulumi.Config("subsidiary");

const subsidiary = new sinch.Provider("subsidiary", {
  projectId: config.require("projectId"),
  keyId: config.require("keyId"),
  keySecret: config.requireSecret("keySecret"),
});

const trunk = new sinch.SipTrunk(
  "subsidiary",
  { name: "Subsidiary", hostName: "acme-subsidiary" },
  { provider: subsidiary },
);

export const domain = trunk.domain;
export const names = sinch
  .getSipTrunksOutput({}, { provider: subsidiary })
  .sipTrunks.apply((trunks) => trunks.map(({ name }) => name));
