import { defineEntity, type CheckContext, type Failure } from "../entity";
import { oddAddress, oddUsername } from "../oddities";

/** The inputs of a SIP endpoint: either static (`address`) or registered (`isRegistered`). */
export interface SipEndpointInputs {
  /** The id of the trunk that it belongs to. Another trunk replaces the endpoint. */
  sipTrunkId: string;
  /** A label for people. */
  name: string;
  /** The IP address or domain name to which calls are sent. Static endpoints only. */
  address?: string;
  /**
   * The port to which calls are sent, 1 to 65535.
   * @default 5060
   */
  port?: number;
  /**
   * How SIP messages are carried. TLS usually goes with port 5061.
   * @default "UDP"
   */
  transport?: "UDP" | "TCP" | "TLS";
  /** The order in which endpoints are tried, from 1: lower is tried first, equal ones take turns. */
  priority: number;
  /**
   * Whether calls are sent to it.
   * @default true
   */
  enabled?: boolean;
  /**
   * Whether it registers itself with `credentialUsername` instead of having an address. A change replaces it.
   * @default false
   */
  isRegistered?: boolean;
  /**
   * The username with which it registers: one of any credential list of the project. Refer to it as
   * `list.username("branch01")` (in other languages than the Node.js classes: by that name out of `list.usernames`),
   * so that the list is made before the endpoint, and a list that is replaced replaces the endpoint as well. Of a
   * static endpoint it is the one with which Sinch answers when the other side asks for a password.
   */
  credentialUsername?: string;
}

/** What only the API sets on a SIP endpoint. */
export interface SipEndpointOutputs {
  /** The endpoint's own id, which is the second part of the resource's id. */
  endpointId: string;
}

/**
 * A SIP endpoint of a trunk: where incoming calls go. A static endpoint has an address; a registered one signs
 * in with a username and password of a credential list.
 */
export const sipEndpoint = defineEntity<SipEndpointInputs, SipEndpointOutputs>({
  name: "SipEndpoint",
  title: "SIP endpoint",
  route: {
    form: "collection",
    path: "/endpoints",
    listKey: "endpoints",
    readBy: "id",
    parent: { path: "/trunks", input: "sipTrunkId" },
    ownIdAs: "endpointId",
  },
  idForm: "sipTrunkId/endpointId",
  inputs: (field) => ({
    sipTrunkId: field.id("trunk.id"),
    name: field.text("Berlin SBC"),
    address: field.optional(field.sipAddress()),
    port: field.defaulted(field.port(), 5060),
    transport: field.defaulted(field.oneOf(["UDP", "TCP", "TLS"]), "UDP"),
    priority: field.priority(),
    enabled: field.defaulted(field.flag(true), true),
    isRegistered: field.defaulted(field.flag(true), false),
    credentialUsername: field.optional(field.username()),
  }),
  outputs: ["endpointId"],
  replaceOn: ["sipTrunkId", "isRegistered"],
  // The list of the username is about to be deleted and made again, and the API refuses that while this endpoint
  // uses it.
  replaces: (_olds, _news, { isUnknown, isDependent }) =>
    isDependent && isUnknown("credentialUsername") ? ["credentialUsername"] : [],
  otherKind: ({ isRegistered }) => (isRegistered ? ["address"] : []),
  // A registered endpoint is called where it registered from.
  idle: ({ isRegistered }) => (isRegistered ? ["address", "port"] : []),
  odd: {
    address: (address, { isRegistered }) => (isRegistered ? [] : oddAddress("address", address)),
    credentialUsername: (username) => oddUsername("credentialUsername", username),
  },
  deleteBeforeReplace: true,
  secrets: [],
  check: checkKind,
  advice: [
    {
      when: /credential/i,
      then:
        "credentialUsername must be a username of a credential list in this project: refer to it as " +
        'list.username("branch01"), so that the list is made first.',
    },
  ],
});

function checkKind(
  news: Partial<SipEndpointInputs>,
  { isGiven }: CheckContext<SipEndpointInputs>,
): Failure[] {
  const { isRegistered } = news;
  if (isRegistered === undefined) {
    return [];
  }
  const rules: [key: "address" | "credentialUsername", mustBeGiven: boolean, reason: string][] = isRegistered
    ? [
        ["credentialUsername", true, 'must be given when isRegistered is true, such as "branch01"'],
        [
          "address",
          false,
          "must be left out when isRegistered is true: a registered endpoint has no address",
        ],
      ]
    : [["address", true, 'must be given, such as "203.0.113.10", unless isRegistered is true']];
  return rules
    .filter(([key, mustBeGiven]) => (mustBeGiven ? !isGiven(key) : news[key] !== undefined))
    .map(([property, , reason]) => ({ property, reason }));
}
