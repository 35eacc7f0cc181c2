import type * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";
import { CUSTOMERS, type Customer } from "#customers";

/** Everything that one customer has; returns the domain that the customer calls. */
function trunkFor({ id, name, gateways, addresses }: Customer): pulumi.Output<string> {
  const trunk = new sinch.SipTrunk(id, { name, hostName: `acme-${id}` });
  gateways.forEach((address, index) => {
    new sinch.SipEndpoint(`${id}-${index + 1}`, {
      sipTrunkId: trunk.id,
      name: `${name} ${index + 1}`,
      address,
      port: 5061,
      transport: "TLS",
      priority: index + 1,
    });
  });
  const list = new sinch.AccessControlList(id, { name, ipRanges: [...addresses] });
  new sinch.TrunkAccessControlList(id, { sipTrunkId: trunk.id, accessControlListId: list.id });
  return trunk.domain;
}

/** The domain of each customer, by the customer's id. */
export const domains = Object.fromEntries(CUSTOMERS.map((customer) => [customer.id, trunkFor(customer)]));
