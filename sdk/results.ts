/* What the functions that read take and return. */

import type { AccessControlListInputs } from "../provider/entities/access-control-list";
import type { CallBlockingRuleInputs } from "../provider/entities/call-blocking-rule";
import type { CountryPermissionInputs } from "../provider/entities/country-permission";
import type { CredentialListInputs, CredentialListOutputs } from "../provider/entities/credential-list";
import type { SipEndpointInputs, SipEndpointOutputs } from "../provider/entities/sip-endpoint";
import type { SipTrunkInputs, SipTrunkOutputs } from "../provider/entities/sip-trunk";

/** What every entity has that a function returns. */
export interface Listed {
  /** The id, in the form that `Class.get` and an import take. */
  id: string;
  /** The id of the Sinch project that it belongs to. */
  projectId: string;
  /** When it was made, as an ISO 8601 time in UTC. */
  createTime?: string;
}

/** A SIP trunk as a function returns it. */
export type SipTrunkResult = Listed & SipTrunkInputs & SipTrunkOutputs;
/** A SIP endpoint as a function returns it. */
export type SipEndpointResult = Listed & SipEndpointInputs & SipEndpointOutputs;
/** An access control list as a function returns it. */
export type AccessControlListResult = Listed & AccessControlListInputs;
/** A credential list as a function returns it: without passwords, which the API never tells. */
export type CredentialListResult = Listed & CredentialListInputs & CredentialListOutputs;
/** A call blocking rule as a function returns it. */
export type CallBlockingRuleResult = Listed & CallBlockingRuleInputs;

/** A country permission as a function returns it. */
export interface CountryPermissionResult extends CountryPermissionInputs {
  /** The id, in the form that `Class.get` and an import take: the same as `isoCode`. */
  id: string;
  /** The country's name in English. */
  name: string;
  /** The country's dialing codes, each with `+`. */
  countryDialingCodes: string[];
}

/** A phone number as Elastic SIP Trunking knows it. */
export interface PhoneNumberResult {
  /** In E.164 form. */
  phoneNumber: string;
  /** The trunk that it is bound to, if any. */
  sipTrunkId?: string;
  /** Two letters of ISO 3166-1. */
  countryCode?: string;
  /** When it was bound, as an ISO 8601 time in UTC. */
  createTime?: string;
}

/** An amount of money. */
export interface Money {
  /** Three letters of ISO 4217. */
  currencyCode: string;
  /**
   * The amount in that currency.
   * @decimal
   */
  amount: number;
}

/** A call; which fields are there depends on how far it got. */
export interface CallResult {
  /** The id of the call. */
  callId: string;
  /** Who calls: a number or a SIP address. */
  from: string;
  /** Who is called: a number or a SIP address. */
  to: string;
  /** The id of the trunk that the call went through. */
  sipTrunkId: string;
  /** `INBOUND` or `OUTBOUND`. */
  direction: string;
  /** How it ended: `COMPLETED`, `NO_ANSWER`, `CANCEL`, `BUSY` or `FAILED`. */
  callResult?: string;
  /** When it began, as the API spells it. */
  createTime: string;
  /** When it was answered, as the API spells it. */
  answerTime?: string;
  /** When it ended, as the API spells it. */
  endTime?: string;
  /** How long it took, in seconds. */
  durationSeconds?: number;
  /** How many seconds are billed. */
  billingDurationSeconds?: number;
  /** What it cost. */
  price?: Money;
  /** What a minute of it cost. */
  pricePerMinute?: Money;
  /** The id under which the API keeps its packets, for 10 days. */
  pcapId?: string;
}

/** Which calls to find. */
export interface GetCallsArgs {
  /** Only calls from this number or SIP address. */
  from?: string;
  /** Only calls to this number or SIP address. */
  to?: string;
  /** Only calls through the trunk with this id. */
  sipTrunkId?: string;
  /** Only calls in this direction. */
  direction?: "INBOUND" | "OUTBOUND";
  /** Only calls that ended like this. */
  callResult?: "COMPLETED" | "NO_ANSWER" | "CANCEL" | "BUSY" | "FAILED";
  /** The earliest start, such as "2026-02-03T10:00:00". @default 24 hours ago */
  createdFrom?: string;
  /** The latest start. @default now */
  createdTo?: string;
}

/** Which trunk to get: by its id, or by its host name in any case. */
export interface GetSipTrunkArgs {
  /** The id of the trunk. */
  id?: string;
  /** The host name of the trunk, in any case; used where there is no id. */
  hostName?: string;
}

/** All trunks of the project. */
export interface GetSipTrunksResult {
  /** The trunks, in the order of the API. */
  sipTrunks: SipTrunkResult[];
}

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

/** All access control lists of the project. */
export interface GetAccessControlListsResult {
  /** The lists, in the order of the API. */
  accessControlLists: AccessControlListResult[];
}

/** All credential lists of the project. */
export interface GetCredentialListsResult {
  /** The lists, in the order of the API. */
  credentialLists: CredentialListResult[];
}

/** All call blocking rules of the project. */
export interface GetCallBlockingRulesResult {
  /** The rules, in the order of the API. */
  callBlockingRules: CallBlockingRuleResult[];
}

/** The permissions of all countries. */
export interface GetCountryPermissionsResult {
  /** The permissions, in the order of the API. */
  countryPermissions: CountryPermissionResult[];
}

/** Which phone numbers to get. */
export interface GetPhoneNumbersArgs {
  /** Only numbers that are bound to the trunk with this id. */
  sipTrunkId?: string;
}

/** The phone numbers that Elastic SIP Trunking knows. */
export interface GetPhoneNumbersResult {
  /** The numbers, in the order of the API. */
  phoneNumbers: PhoneNumberResult[];
}

/** The calls that were found. */
export interface GetCallsResult {
  /** The calls, in the order of the API. */
  calls: CallResult[];
}
