import * as sinch from "pulumi-sinch";

const premium = new sinch.CallBlockingRule("no-premium", {
  name: "No premium numbers",
  direction: "OUTBOUND",
  calleeMatch: "1900",
});

new sinch.CallBlockingRule("no-callers-from-antarctica", {
  name: "No callers from Antarctica",
  direction: "INBOUND",
  callerCountry: "AQ",
});

export const ruleId = premium.id;
