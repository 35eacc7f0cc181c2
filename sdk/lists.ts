/* The functions that list an entity, and what they return. */

import type { AccessControlListInputs } from "../provider/entities/access-control-list";
import type { CallBlockingRuleInputs } from "../provider/entities/call-blocking-rule";
import type { CountryPermissionInputs } from "../provider/entities/country-permission";
import type { CredentialListInputs, CredentialListOutputs } from "../provider/entities/credential-list";
import type { SipEndpointInputs, SipEndpointOutputs } from "../provider/entities/sip-endpoint";
import type { SipTrunkInputs, SipTrunkOutputs } from "../provider/entities/sip-trunk";
import { reader } from "./functions";
import type { Listed } from "./results";

/** A SIP trunk as a function returns it. */
export type SipTrunkResult = Listed & SipTrunkInputs & SipTrunkOutputs;

/** All trunks of the project. */
export interface GetSipTrunksResult {
  /** The trunks, in the order of the API. */
  sipTrunks: SipTrunkResult[];
}

/** Reads all SIP trunks of the project. */
export const [getSipTrunks, getSipTrunksOutput] = reader<object, GetSipTrunksResult>("getSipTrunks");

/** A SIP endpoint as a function returns it. */
export type SipEndpointResult = Listed & SipEndpointInputs & SipEndpointOutputs;

/** Whose endpoints to get. */
export interface GetSipEndpointsArgs {
  /** The id of the trunk. */
  sipTrunkId: string;
}

/** All endpoints of a trunk. */
export interface GetSipEndpointsResult {
  /** The endpoints, in the order of the API. */
  sipEndpoints: SipEndpointResult[];
}

/** Reads all SIP endpoints of a trunk. */
export const [getSipEndpoints, getSipEndpointsOutput] = reader<GetSipEndpointsArgs, GetSipEndpointsResult>(
  "getSipEndpoints",
);

/** An access control list as a function returns it. */
export type AccessControlListResult = Listed & AccessControlListInputs;

/** All access control lists of the project. */
export interface GetAccessControlListsResult {
  /** The lists, in the order of the API. */
  accessControlLists: AccessControlListResult[];
}

/** Reads all access control lists of the project. */
export const [getAccessControlLists, getAccessControlListsOutput] = reader<
  object,
  GetAccessControlListsResult
>("getAccessControlLists");

/** A credential list as a function returns it: without passwords, which the API never tells. */
export type CredentialListResult = Listed & CredentialListInputs & CredentialListOutputs;

/** All credential lists of the project. */
export interface GetCredentialListsResult {
  /** The lists, in the order of the API. */
  credentialLists: CredentialListResult[];
}

/** Reads all credential lists of the project, without passwords. */
export const [getCredentialLists, getCredentialListsOutput] = reader<object, GetCredentialListsResult>(
  "getCredentialLists",
);

/** A call blocking rule as a function returns it. */
export type CallBlockingRuleResult = Listed & CallBlockingRuleInputs;

/** All call blocking rules of the project. */
export interface GetCallBlockingRulesResult {
  /** The rules, in the order of the API. */
  callBlockingRules: CallBlockingRuleResult[];
}

/** Reads all call blocking rules of the project. */
export const [getCallBlockingRules, getCallBlockingRulesOutput] = reader<object, GetCallBlockingRulesResult>(
  "getCallBlockingRules",
);

/** A country permission as a function returns it. */
export interface CountryPermissionResult extends CountryPermissionInputs {
  /** The id, in the form that `Class.get` and an import take: the same as `isoCode`. */
  id: string;
  /** The country's name in English. */
  name: string;
  /** The country's dialing codes, each with `+`. */
  countryDialingCodes: string[];
}

/** The permissions of all countries. */
export interface GetCountryPermissionsResult {
  /** The permissions, in the order of the API. */
  countryPermissions: CountryPermissionResult[];
}

/** Reads the permission of every country. */
export const [getCountryPermissions, getCountryPermissionsOutput] = reader<
  object,
  GetCountryPermissionsResult
>("getCountryPermissions");
