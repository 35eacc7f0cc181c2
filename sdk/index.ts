import type * as pulumi from "@pulumi/pulumi";
import { accessControlList, type AccessControlListInputs } from "../provider/entities/access-control-list";
import { callBlockingRule, type CallBlockingRuleInputs } from "../provider/entities/call-blocking-rule";
import { countryPermission, type CountryPermissionInputs } from "../provider/entities/country-permission";
import { credentialList, type CredentialListInputs } from "../provider/entities/credential-list";
import { ipRange, type IpRangeInputs } from "../provider/entities/ip-range";
import {
  phoneNumberAssignment,
  type PhoneNumberAssignmentInputs,
} from "../provider/entities/phone-number-assignment";
import { project, type ProjectInputs } from "../provider/entities/project";
import { sipEndpoint, type SipEndpointInputs } from "../provider/entities/sip-endpoint";
import { sipTrunk, type SipTrunkInputs } from "../provider/entities/sip-trunk";
import {
  trunkAccessControlList,
  type TrunkAccessControlListInputs,
} from "../provider/entities/trunk-access-control-list";
import {
  trunkCredentialList,
  type TrunkCredentialListInputs,
} from "../provider/entities/trunk-credential-list";
import { type Args, resourceClass } from "./resource";
import { usernameOf } from "./usernames";

/** A SIP trunk: the SIP domain to which calls are sent and from which they come. */
export const SipTrunk = resourceClass(sipTrunk);
export type SipTrunk = InstanceType<typeof SipTrunk>;
export type SipTrunkArgs = Args<SipTrunkInputs>;

/** Where a trunk's incoming calls go: a static address, or a phone that registers itself. */
export const SipEndpoint = resourceClass(sipEndpoint);
export type SipEndpoint = InstanceType<typeof SipEndpoint>;
export type SipEndpointArgs = Args<SipEndpointInputs>;

/** The addresses from which calls are let into the trunks that the list is linked to. */
export const AccessControlList = resourceClass(accessControlList);
export type AccessControlList = InstanceType<typeof AccessControlList>;
export type AccessControlListArgs = Args<AccessControlListInputs>;

/** One range of an access control list that nobody manages as a whole. */
export const IpRange = resourceClass(ipRange);
export type IpRange = InstanceType<typeof IpRange>;
export type IpRangeArgs = Args<IpRangeInputs>;

/** The usernames and passwords with which callers are let in and registered endpoints sign in. */
export class CredentialList extends resourceClass(credentialList) {
  /**
   * The username, for `credentialUsername` of a registered endpoint: it waits for the list, and stays with its own
   * credential whatever the order of the list. It is no secret.
   *
   * @throws when the list has no such username
   */
  username(username: string): pulumi.Output<string> {
    return usernameOf(this, username);
  }
}
export type CredentialListArgs = Args<CredentialListInputs>;

/** Links an access control list to a trunk. */
export const TrunkAccessControlList = resourceClass(trunkAccessControlList);
export type TrunkAccessControlList = InstanceType<typeof TrunkAccessControlList>;
export type TrunkAccessControlListArgs = Args<TrunkAccessControlListInputs>;

/** Links a credential list to a trunk. */
export const TrunkCredentialList = resourceClass(trunkCredentialList);
export type TrunkCredentialList = InstanceType<typeof TrunkCredentialList>;
export type TrunkCredentialListArgs = Args<TrunkCredentialListInputs>;

/** Which calls of the project are refused, by country or first digits. */
export const CallBlockingRule = resourceClass(callBlockingRule);
export type CallBlockingRule = InstanceType<typeof CallBlockingRule>;
export type CallBlockingRuleArgs = Args<CallBlockingRuleInputs>;

/** Whether calls to a country are allowed; deleting it puts back what was found. */
export const CountryPermission = resourceClass(countryPermission);
export type CountryPermission = InstanceType<typeof CountryPermission>;
export type CountryPermissionArgs = Args<CountryPermissionInputs>;

/** Binds an active phone number to a trunk; never rents or releases one. */
export const PhoneNumberAssignment = resourceClass(phoneNumberAssignment);
export type PhoneNumberAssignment = InstanceType<typeof PhoneNumberAssignment>;
export type PhoneNumberAssignmentArgs = Args<PhoneNumberAssignmentInputs>;

/** Adds a project to Elastic SIP Trunking; the API can neither read nor remove it. */
export const Project = resourceClass(project);
export type Project = InstanceType<typeof Project>;
export type ProjectArgs = Args<ProjectInputs>;

export { Provider, type ProviderArgs } from "./provider";
export type { ReadOptions } from "./functions";
export type * from "./results";
export * from "./lists";
export {
  getCalls,
  getCallsOutput,
  getPhoneNumbers,
  getPhoneNumbersOutput,
  getSipTrunk,
  getSipTrunkOutput,
} from "./functions";
