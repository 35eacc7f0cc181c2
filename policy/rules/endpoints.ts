import { textOf } from "../../provider/json";
import { defineRule, notJudged, violation } from "../rule";
import { isUnknown, label, ofKind, trunkOf, type StackResource } from "../../stack/resource";
import { belongingTo, judgeTrunks, stray } from "./trunks";

/** Trunks whose endpoints are all switched off: nobody can be called, unless all calls are forwarded. */
export const trunkEndpointsDisabled = defineRule({
  name: "trunk-endpoints-disabled",
  description: "A trunk that has endpoints must have one that is enabled, or forward its calls.",
  level: "mandatory",
  source: "Sinch sends calls to enabled endpoints only; without one, all are forwarded if forwarding is on",
  parameters: {},
  scope: "account",
  judge: (stack) =>
    judgeTrunks(stack, ["SipEndpoint"], (trunk, endpoints) => {
      if (endpoints.length === 0 || enabled(endpoints).length > 0) return undefined;
      if (trunk.properties.enableCallForward === true) return undefined;
      const unknown = endpoints.find((endpoint) => isUnknown(endpoint, "enabled"));
      if (unknown) return notJudged(trunk, `whether its ${label(unknown)} is enabled is not known here`);
      if (isUnknown(trunk, "enableCallForward")) {
        return notJudged(trunk, "whether it forwards calls is not known here");
      }
      return violation(
        trunk,
        `has ${count(endpoints.length, "endpoint")} and none is enabled`,
        "Set enabled: true on one, or forward the calls: calls to this trunk reach nobody.",
      );
    }),
});

/** Trunks where one failing machine takes all calls with it. */
export const trunkSingleEndpoint = defineRule<{ least: number }>({
  name: "trunk-single-endpoint",
  description: "A trunk that has endpoints must have several that are enabled.",
  level: "advisory",
  source: "Endpoints are tried by priority, so a second one takes the calls when the first is down",
  parameters: {
    least: {
      type: "integer",
      minimum: 1,
      default: 2,
      description: "How many enabled endpoints a trunk must have at least, if it has any.",
    },
  },
  scope: "account",
  judge: (stack, { least }) =>
    judgeTrunks(stack, ["SipEndpoint"], (trunk, endpoints) => {
      const live = enabled(endpoints).length;
      // A trunk whose endpoints are all disabled is another rule's.
      if (live >= least || (live === 0 && endpoints.every((endpoint) => !isUnknown(endpoint, "enabled")))) {
        return undefined;
      }
      const unknown = endpoints.find((endpoint) => isUnknown(endpoint, "enabled"));
      if (unknown) return notJudged(trunk, `whether its ${label(unknown)} is enabled is not known here`);
      return violation(
        trunk,
        `has ${count(live, "enabled endpoint")}, fewer than ${least}`,
        "Add an endpoint with a higher priority number, to which calls go when the first is down.",
      );
    }),
});

/** Numbers whose callers reach nobody. */
export const numberWithoutEndpoints = defineRule({
  name: "number-on-trunk-without-endpoints",
  description: "A number must be assigned to a trunk that has an endpoint or forwards its calls.",
  level: "mandatory",
  source: "Calls to a number go to the endpoints of its trunk, else, all of them, to its forwarding number",
  parameters: {},
  scope: "account",
  judge: (stack) => {
    const lost = stray(stack, ["SipEndpoint"]);
    return ofKind(stack, "PhoneNumberAssignment").flatMap((number) => {
      const trunk = trunkOf(stack, number);
      if (trunk === undefined) return [notJudged(number, "its trunk is not known here")];
      if (belongingTo(stack, trunk, ["SipEndpoint"]).length > 0) return [];
      if (trunk.properties.enableCallForward === true) return [];
      if (isUnknown(trunk, "enableCallForward")) {
        return [notJudged(number, `whether its ${label(trunk)} forwards calls is not known here`)];
      }
      if (lost) return [notJudged(number, `the trunk of ${label(lost)} is not known here`)];
      return [
        violation(
          number,
          `(${textOf(number.properties.phoneNumber)}) is assigned to ${label(trunk)}, which has no endpoint in this stack`,
          "Add a SipEndpoint to the trunk first: callers of the number reach nobody.",
        ),
      ];
    });
  },
});

/** Endpoints on the way to which others can read who calls whom. */
export const staticEndpointWithoutTls = defineRule({
  name: "static-endpoint-without-tls",
  description: "A static endpoint must be reached by TLS.",
  level: "advisory",
  source: "SIP over UDP and TCP is in clear (RFC 3261, section 26.2)",
  parameters: {},
  scope: "resource",
  judge: (stack) =>
    ofKind(stack, "SipEndpoint").flatMap((endpoint) => {
      const { isRegistered, transport, address } = endpoint.properties;
      if (isRegistered === true || transport === "TLS") return [];
      const unknown = ["isRegistered", "transport"].find((property) => isUnknown(endpoint, property));
      if (unknown) return [notJudged(endpoint, `its ${unknown} is not known here`)];
      return [
        violation(
          endpoint,
          `is reached at ${isUnknown(endpoint, "address") ? "its address" : textOf(address)} by ${textOf(transport)}, which is in clear`,
          'Set transport: "TLS" and the port at which the other side takes TLS, such as 5061.',
        ),
      ];
    }),
});

export const ENDPOINT_RULES = [
  trunkEndpointsDisabled,
  trunkSingleEndpoint,
  staticEndpointWithoutTls,
  numberWithoutEndpoints,
];

function enabled(endpoints: readonly StackResource[]): StackResource[] {
  return endpoints.filter(({ properties }) => properties.enabled === true);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
