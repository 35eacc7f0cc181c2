import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

// pulumi config set --path sinch:accounts.lyon.projectId …, and so on for each account

/** What each branch has; its resources are in the account that the component is given. */
class Branch extends pulumi.ComponentResource {
  readonly domain: pulumi.Output<string>;

  constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
    super("acme:index:Branch", name, {}, opts);
    const trunk = new sinch.SipTrunk(name, { name, hostName: `acme-${name}` }, { parent: this });
    new sinch.CountryPermission(`${name}-belgium`, { isoCode: "BE", enabled: true }, { parent: this });
    this.domain = trunk.domain;
  }
}

const branches = ["lyon", "ghent"].map((name) => new Branch(name, sinch.inAccount(name)));
export const branchDomains = branches.map(({ domain }) => domain);

// One resource, or one function, names its account itself.
new sinch.CallBlockingRule("lyon-no-premium", {
  account: "lyon",
  name: "No premium numbers",
  direction: "OUTBOUND",
  calleeMatch: "1900",
});
export const trunksInLyon = sinch
  .getSipTrunksOutput({ account: "lyon" })
  .sipTrunks.apply((trunks) => trunks.length);
