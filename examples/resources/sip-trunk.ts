import * as sinch from "pulumi-sinch";

const trunk = new sinch.SipTrunk("voice", {
  name: "Voice",
  hostName: "acme-voice",
  enableCallForward: true,
  callForwardNumber: "+12025550199",
});

/** Where calls are sent to: acme-voice.pstn.sinch.com */
export const domain = trunk.domain;
