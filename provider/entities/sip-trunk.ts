import { defineEntity } from "../entity";
import { oddHostName, oddNumber } from "../oddities";

/** The inputs of a SIP trunk. */
export interface SipTrunkInputs {
  /** A label for people. A change is made in place. */
  name: string;
  /**
   * The left part of the trunk's SIP domain: letters, digits and hyphens, in any case, unique across all of
   * Sinch. A change is made in place, and changes `domain`: whoever sends calls there must be told.
   */
  hostName: string;
  /**
   * Whether incoming calls from the US and Canada are looked up for the caller's name (CNAM), which is billed.
   * @default false
   */
  enableCallerName?: boolean;
  /**
   * Whether incoming calls that no endpoint takes are forwarded to `callForwardNumber`.
   * @default false
   */
  enableCallForward?: boolean;
  /** Where calls are forwarded to, in E.164 form; required where `enableCallForward` is true. */
  callForwardNumber?: string;
}

/** What only the API sets on a SIP trunk. */
export interface SipTrunkOutputs {
  /** The full SIP domain, `{hostName}.{topLevelDomain}`: the host of the SIP addresses of this trunk. */
  domain: string;
  /** The right part of the SIP domain, such as `pstn.sinch.com`. */
  topLevelDomain: string;
  /** How many calls may start in a second; raised only by Sinch. */
  callsPerSecond: number;
}

/**
 * A SIP trunk: the SIP domain to which calls are sent and from which they come. Nobody can call through it
 * before an access control list or a credential list is linked to it, and nobody can be called before it has an
 * endpoint.
 */
export const sipTrunk = defineEntity<SipTrunkInputs, SipTrunkOutputs>({
  name: "SipTrunk",
  title: "SIP trunk",
  route: { form: "collection", path: "/trunks", listKey: "trunks", readBy: "id", unique: "hostName" },
  idForm: "sipTrunkId",
  inputs: (field) => ({
    name: field.text("Voice"),
    hostName: field.hostName(),
    enableCallerName: field.defaulted(field.flag(true), false),
    enableCallForward: field.defaulted(field.flag(true), false),
    callForwardNumber: field.optional(field.e164()),
  }),
  outputs: ["domain", "topLevelDomain", "callsPerSecond"],
  determinedBy: { domain: ["hostName"] },
  replaceOn: [],
  deleteBeforeReplace: true,
  secrets: [],
  // While no call is forwarded, the number means nothing.
  idle: ({ enableCallForward }) => (enableCallForward === true ? [] : ["callForwardNumber"]),
  odd: {
    hostName: (hostName) => oddHostName("hostName", hostName),
    callForwardNumber: (number) => oddNumber("callForwardNumber", number),
  },
  check: ({ enableCallForward }, { isGiven }) =>
    enableCallForward === true && !isGiven("callForwardNumber")
      ? [
          {
            property: "callForwardNumber",
            reason: 'must be given when enableCallForward is true, such as "+12025550147"',
          },
        ]
      : [],
  advice: [
    {
      when: /cannot (be deleted|delete)/i,
      then:
        "Something that this stack does not manage hangs on the trunk: an endpoint, a linked list or a phone number. " +
        "Remove it, or import it, and refer to the trunk by its id output so that it goes first. The options deletedWith " +
        "and retainOnDelete leave such things behind as well: take them away, or remove what they left by hand.",
    },
  ],
});
