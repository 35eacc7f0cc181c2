import * as pulumi from "@pulumi/pulumi";
import * as sinch from "pulumi-sinch";

/** What a secure trunk is made of. */
export interface SecureTrunkArgs {
  /** The left part of the trunk's SIP domain, unique across all of Sinch. */
  hostName: string;
  /** The gateways that take calls, over TLS, in the order in which they are tried: at least two. */
  gateways: readonly string[];
  /** The addresses from which calls are let in, as `"203.0.113.0/28"`: never more than 32 in one range. */
  allowed: readonly string[];
}

/** A range of 32 addresses: whoever needs a wider one has not named the machines that really call. */
const SHORTEST_PREFIX = 27;

/**
 * A trunk with all that it needs to be neither open to the world nor without a second way in: an access control
 * list of narrow ranges, and at least two endpoints over TLS. What would break that is refused.
 */
export class SecureTrunk extends pulumi.ComponentResource {
  /** The id of the trunk, for numbers and further links. */
  readonly sipTrunkId: pulumi.Output<string>;
  /** The SIP domain that calls are sent to. */
  readonly domain: pulumi.Output<string>;

  constructor(name: string, args: SecureTrunkArgs, opts?: pulumi.ComponentResourceOptions) {
    super("acme:voice:SecureTrunk", name, {}, opts);
    const parent = { parent: this };
    if (args.gateways.length < 2) {
      throw new pulumi.RunError(`${name}: gateways must name at least two, so that one may fail`);
    }
    const trunk = new sinch.SipTrunk(name, { name, hostName: args.hostName }, parent);
    args.gateways.forEach((address, index) => {
      const order = { name: `${name} ${index + 1}`, priority: index + 1 };
      new sinch.SipEndpoint(
        `${name}-${index + 1}`,
        { sipTrunkId: trunk.id, address, port: 5061, transport: "TLS", ...order },
        parent,
      );
    });
    const ipRanges = args.allowed.map((text) => rangeOf(name, text));
    const list = new sinch.AccessControlList(name, { name, ipRanges }, parent);
    new sinch.TrunkAccessControlList(name, { sipTrunkId: trunk.id, accessControlListId: list.id }, parent);
    this.sipTrunkId = trunk.id;
    this.domain = trunk.domain;
    this.registerOutputs({ sipTrunkId: this.sipTrunkId, domain: this.domain });
  }
}

function rangeOf(name: string, text: string): { ipAddress: string; range: number } {
  const [ipAddress = "", prefix = "32"] = text.split("/");
  const range = Number(prefix);
  if (!(range >= SHORTEST_PREFIX)) {
    throw new pulumi.RunError(
      `${name}: allowed has ${text}, which is wider than /${SHORTEST_PREFIX}: name the addresses that really call, ` +
        'such as "203.0.113.0/28"',
    );
  }
  return { ipAddress, range };
}
