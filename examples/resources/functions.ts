import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

// A promise, for plain values.
export const allowed = sinch
  .getCountryPermissions({})
  .then(({ countryPermissions }) => countryPermissions.filter(({ enabled }) => enabled))
  .then((countries) => countries.map(({ isoCode }) => isoCode));

// The form with Output, for values that come from resources.
const trunk = new sinch.SipTrunk("paris", { name: "Paris", hostName: "acme-paris" });
export const paris = sinch.getSipTrunkOutput({ id: trunk.id }).domain;

// The calls of a day, said and not exported: an output that is another one in each run is a change in each run.
sinch
  .getCallsOutput({ sipTrunkId: trunk.id, direction: "INBOUND", callResult: "NO_ANSWER" })
  .calls.apply((calls) => pulumi.log.info(`${calls.length} calls were not answered`));
