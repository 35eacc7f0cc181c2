import { accessControlList } from "../provider/entities/access-control-list";
import { callBlockingRule } from "../provider/entities/call-blocking-rule";
import { countryPermission } from "../provider/entities/country-permission";
import { credentialList } from "../provider/entities/credential-list";
import { ipRange } from "../provider/entities/ip-range";
import { phoneNumberAssignment } from "../provider/entities/phone-number-assignment";
import { project } from "../provider/entities/project";
import { sipEndpoint } from "../provider/entities/sip-endpoint";
import { sipTrunk } from "../provider/entities/sip-trunk";
import { trunkAccessControlList } from "../provider/entities/trunk-access-control-list";
import { trunkCredentialList } from "../provider/entities/trunk-credential-list";
import { resourceClass } from "./resource";

/** A SIP trunk: the SIP domain to which calls are sent and from which they come. */
export class SipTrunk extends resourceClass(sipTrunk) {}

/** Where a trunk's incoming calls go: a static address, or a phone that registers itself. */
export class SipEndpoint extends resourceClass(sipEndpoint) {}

/** The addresses from which calls are let into the trunks that the list is linked to. */
export class AccessControlList extends resourceClass(accessControlList) {}

/** One range of an access control list that nobody manages as a whole. */
export class IpRange extends resourceClass(ipRange) {}

/** The usernames and passwords with which callers are let in and registered endpoints sign in. */
export class CredentialList extends resourceClass(credentialList) {}

/** Links an access control list to a trunk. */
export class TrunkAccessControlList extends resourceClass(trunkAccessControlList) {}

/** Links a credential list to a trunk. */
export class TrunkCredentialList extends resourceClass(trunkCredentialList) {}

/** Which calls of the project are refused, by country or first digits. */
export class CallBlockingRule extends resourceClass(callBlockingRule) {}

/** Whether calls to a country are allowed; deleting it puts back what was found. */
export class CountryPermission extends resourceClass(countryPermission) {}

/** Binds an active phone number to a trunk; never rents or releases one. */
export class PhoneNumberAssignment extends resourceClass(phoneNumberAssignment) {}

/** Adds a project to Elastic SIP Trunking; the API can neither read nor remove it. */
export class Project extends resourceClass(project) {}

export { Provider, type ProviderArgs } from "./provider";
export {
  getAccessControlLists,
  getAccessControlListsOutput,
  getCallBlockingRules,
  getCallBlockingRulesOutput,
  getCalls,
  getCallsOutput,
  getCountryPermissions,
  getCountryPermissionsOutput,
  getCredentialLists,
  getCredentialListsOutput,
  getPhoneNumbers,
  getPhoneNumbersOutput,
  getSipEndpoints,
  getSipEndpointsOutput,
  getSipTrunk,
  getSipTrunkOutput,
  getSipTrunks,
  getSipTrunksOutput,
} from "./functions";
