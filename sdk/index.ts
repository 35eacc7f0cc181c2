import { usernames } from "./usernames";

// begin classes: npm run docs
import { accessControlList, type AccessControlListInputs } from "../provider/entities/access-control-list";
import { callBlockingRule, type CallBlockingRuleInputs } from "../provider/entities/call-blocking-rule";
import { countryPermission, type CountryPermissionInputs } from "../provider/entities/country-permission";
import { countryPermissions, type CountryPermissionsInputs } from "../provider/entities/country-permissions";
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

/**
 * A SIP trunk: the SIP domain to which calls are sent and from which they come. Nobody can call through it before an
 * access control list or a credential list is linked to it, and nobody can be called before it has an endpoint.
 *
 * @example
 * ```ts
 * const trunk = new sinch.SipTrunk("voice", {
 *   name: "Voice",
 *   hostName: "acme-voice",
 *   enableCallForward: true,
 *   callForwardNumber: "+12025550199",
 * });
 * ```
 */
export const SipTrunk = resourceClass(sipTrunk);
export type SipTrunk = InstanceType<typeof SipTrunk>;
export type SipTrunkArgs = Args<SipTrunkInputs>;

/**
 * A SIP endpoint of a trunk: where incoming calls go. A static endpoint has an address; a registered one signs in with
 * a username and password of a credential list.
 *
 * @example
 * ```ts
 * const trunk = new sinch.SipTrunk("berlin", { name: "Berlin", hostName: "acme-berlin" });
 * const sbc = new sinch.SipEndpoint("berlin-sbc", {
 *   sipTrunkId: trunk.id,
 *   name: "Berlin SBC",
 *   address: "sbc.example.com",
 *   port: 5061,
 *   transport: "TLS",
 *   priority: 1,
 * });
 * ```
 */
export const SipEndpoint = resourceClass(sipEndpoint);
export type SipEndpoint = InstanceType<typeof SipEndpoint>;
export type SipEndpointArgs = Args<SipEndpointInputs>;

/**
 * An access control list: the addresses from which calls are let into the trunks that it is linked to. Ranges that
 * change are added and removed one by one, so that calls go on.
 *
 * @example
 * ```ts
 * const offices = new sinch.AccessControlList("offices", {
 *   name: "Offices",
 *   ipRanges: [
 *     { ipAddress: "198.51.100.16", range: 28, description: "Head office" },
 *     { ipAddress: "203.0.113.7", description: "Warehouse" },
 *   ],
 * });
 * ```
 */
export const AccessControlList = resourceClass(accessControlList);
export type AccessControlList = InstanceType<typeof AccessControlList>;
export type AccessControlListArgs = Args<AccessControlListInputs>;

/**
 * One range of an access control list that no program manages, or whose owner sets `ignoreChanges: ["ipRanges"]`.
 * Otherwise use `ipRanges` of the list itself: its owner removes ranges that it does not know.
 *
 * @example
 * ```ts
 * const shared = new sinch.AccessControlList(
 *   "shared",
 *   { name: "Shared", ipRanges: [{ ipAddress: "192.0.2.0", range: 26, description: "Data center" }] },
 *   { ignoreChanges: ["ipRanges"] },
 * );
 * const lyon = new sinch.IpRange("lyon", {
 *   accessControlListId: shared.id,
 *   ipAddress: "203.0.113.32",
 *   range: 27,
 *   description: "Lyon",
 * });
 * ```
 */
export const IpRange = resourceClass(ipRange);
export type IpRange = InstanceType<typeof IpRange>;
export type IpRangeArgs = Args<IpRangeInputs>;

/**
 * A credential list: the usernames and passwords with which callers are let into the trunks that it is linked to, and
 * with which registered endpoints sign in.
 *
 * @example
 * ```ts
 * const config = new pulumi.Config();
 * const branches = new sinch.CredentialList("branches", {
 *   name: "Branches",
 *   credentials: [{ username: "branch01", password: config.requireSecret("branchSecret") }],
 * });
 * ```
 */
export const CredentialList = resourceClass(credentialList, usernames);
export type CredentialList = InstanceType<typeof CredentialList>;
export type CredentialListArgs = Args<CredentialListInputs>;

/**
 * Links an access control list to a trunk: calls from its addresses are let in.
 *
 * @example
 * ```ts
 * const trunk = new sinch.SipTrunk("madrid", { name: "Madrid", hostName: "acme-madrid" });
 * const office = new sinch.AccessControlList("madrid-office", {
 *   name: "Madrid office",
 *   ipRanges: [{ ipAddress: "198.51.100.64", range: 29 }],
 * });
 * const link = new sinch.TrunkAccessControlList("madrid-link", {
 *   sipTrunkId: trunk.id,
 *   accessControlListId: office.id,
 * });
 * ```
 */
export const TrunkAccessControlList = resourceClass(trunkAccessControlList);
export type TrunkAccessControlList = InstanceType<typeof TrunkAccessControlList>;
export type TrunkAccessControlListArgs = Args<TrunkAccessControlListInputs>;

/**
 * Links a credential list to a trunk: callers who know a username and password of it are let in.
 *
 * @example
 * ```ts
 * const trunk = new sinch.SipTrunk("oslo", { name: "Oslo", hostName: "acme-oslo" });
 * const dialers = new sinch.CredentialList("oslo-dialers", {
 *   name: "Oslo dialers",
 *   credentials: [{ username: "oslo01", password: new pulumi.Config().requireSecret("dialerSecret") }],
 * });
 * const link = new sinch.TrunkCredentialList("oslo-link", {
 *   sipTrunkId: trunk.id,
 *   credentialListId: dialers.id,
 * });
 * ```
 */
export const TrunkCredentialList = resourceClass(trunkCredentialList);
export type TrunkCredentialList = InstanceType<typeof TrunkCredentialList>;
export type TrunkCredentialListArgs = Args<TrunkCredentialListInputs>;

/**
 * A call blocking rule: which calls of the whole project are refused, by country or first digits. One without either
 * probably blocks every call of its direction. Digits that no number begins with are warned of.
 *
 * @example
 * ```ts
 * const premium = new sinch.CallBlockingRule("no-premium", {
 *   name: "No premium numbers",
 *   direction: "OUTBOUND",
 *   calleeMatch: "1900",
 * });
 * ```
 */
export const CallBlockingRule = resourceClass(callBlockingRule);
export type CallBlockingRule = InstanceType<typeof CallBlockingRule>;
export type CallBlockingRuleArgs = Args<CallBlockingRuleInputs>;

/**
 * Whether calls to a country are allowed. The setting exists for every country of a project: creating the resource
 * takes it over, deleting it puts back the value that was read before the first change. Where none was read, since the
 * country was imported or was as declared already, it is left as it is.
 *
 * @example
 * ```ts
 * const sweden = new sinch.CountryPermission("sweden", { isoCode: "SE", enabled: true });
 * ```
 */
export const CountryPermission = resourceClass(countryPermission);
export type CountryPermission = InstanceType<typeof CountryPermission>;
export type CountryPermissionArgs = Args<CountryPermissionInputs>;

/**
 * To which countries calls are allowed, for the whole project: those that are listed, and no others. What somebody
 * opens or closes by hand is drift. One project has one; a `CountryPermission` beside it is refused unless `ignore`
 * has its country. Creating the resource closes what is open and not listed, as the United States and Canada usually
 * are at first; deleting it puts back what was open before.
 *
 * @example
 * ```ts
 * const open = new sinch.CountryPermissions("open", { countries: ["US", "CA", "GB"], ignore: ["SE"] });
 * ```
 */
export const CountryPermissions = resourceClass(countryPermissions);
export type CountryPermissions = InstanceType<typeof CountryPermissions>;
export type CountryPermissionsArgs = Args<CountryPermissionsInputs>;

/**
 * Binds an active phone number to a trunk, through the Numbers API, and waits up to 5 minutes until it is done. It
 * never rents or releases a number. Deleting the resource unbinds the number, unless it is bound elsewhere by then.
 *
 * @example
 * ```ts
 * const trunk = new sinch.SipTrunk("support", { name: "Support", hostName: "acme-support" });
 * const hotline = new sinch.PhoneNumberAssignment("hotline", {
 *   phoneNumber: "+12025550101",
 *   sipTrunkId: trunk.id,
 * });
 * ```
 */
export const PhoneNumberAssignment = resourceClass(phoneNumberAssignment);
export type PhoneNumberAssignment = InstanceType<typeof PhoneNumberAssignment>;
export type PhoneNumberAssignmentArgs = Args<PhoneNumberAssignmentInputs>;

/**
 * Adds a project to Elastic SIP Trunking. The API can neither read nor remove it: no drift is seen, nothing can be
 * imported, and deleting the resource leaves the project as it is.
 *
 * @example
 * ```ts
 * const subsidiary = new sinch.Project("subsidiary", {
 *   project: "6d0c1b7e-2f4a-4c58-9a53-0e7f51b8a921",
 * });
 * ```
 */
export const Project = resourceClass(project);
export type Project = InstanceType<typeof Project>;
export type ProjectArgs = Args<ProjectInputs>;
// end classes

export { inAccount } from "./accounts";
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
