import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("voice", { name: "Voice", hostName: "acme-voice" });
export const domain = trunk.domain;
