import * as pulumi from "@pulumi/pulumi";
import type { ConfigValues } from "../provider/config";
import type { JsonObject } from "../provider/json";
import type * as runtime from "../provider/runtime";
import type { AccessControlListInputs } from "../provider/entities/access-control-list";
import type { CallBlockingRuleInputs } from "../provider/entities/call-blocking-rule";
import type { CountryPermissionInputs } from "../provider/entities/country-permission";
import type { CredentialListInputs, CredentialListOutputs } from "../provider/entities/credential-list";
import type { SipEndpointInputs, SipEndpointOutputs } from "../provider/entities/sip-endpoint";
import type { SipTrunkInputs, SipTrunkOutputs } from "../provider/entities/sip-trunk";
import { stackValues } from "./configuration";
import type { Provider } from "./provider";

/** How a function is called. */
export interface ReadOptions {
  /** The account to read from. @default the stack's configuration */
  provider?: Provider;
}

/** What every entity has that a function returns. */
export interface Listed {
  /** The id, in the form that `Class.get` and an import take. */
  id: string;
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
  id: string;
  /** The country's name in English. */
  name: string;
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

/** A call; which fields are there depends on how far it got. */
export interface CallResult {
  callId: string;
  from: string;
  to: string;
  sipTrunkId: string;
  direction: string;
  callResult?: string;
  createTime: string;
  answerTime?: string;
  endTime?: string;
  durationSeconds?: number;
  billingDurationSeconds?: number;
  price?: { currencyCode: string; amount: number };
  pricePerMinute?: { currencyCode: string; amount: number };
  pcapId?: string;
}

/** Which calls to find. */
export interface GetCallsArgs {
  from?: string;
  to?: string;
  sipTrunkId?: string;
  direction?: "INBOUND" | "OUTBOUND";
  callResult?: "COMPLETED" | "NO_ANSWER" | "CANCEL" | "BUSY" | "FAILED";
  /** The earliest start, such as "2026-02-03T10:00:00". @default 24 hours ago */
  createdFrom?: string;
  /** The latest start. @default now */
  createdTo?: string;
}

/** A function that reads, as a promise on plain values. */
export type PromiseForm<Args, Result> = (args: Args, options?: ReadOptions) => Promise<Result>;

/** A function that reads, on inputs that may be outputs of resources. */
export type OutputForm<Args, Result> = (
  args: { [Key in keyof Args]: pulumi.Input<Args[Key]> },
  options?: ReadOptions,
) => pulumi.Output<Result>;

/** Both forms of a function that runs in the program's process: the client is loaded when it is first called. */
export function reader<Args extends object, Result>(
  name: string,
): [promise: PromiseForm<Args, Result>, output: OutputForm<Args, Result>] {
  const run = async (args: Args, values: ConfigValues): Promise<Result> => {
    if (isMocked()) {
      const answer: unknown = await pulumi.runtime.invoke(`sinch:index:${name}`, { ...args });
      return answer as Result;
    }
    const { read } = require("../provider/runtime") as typeof runtime;
    return (await read(name, values, { ...args } as JsonObject)) as Result;
  };
  return [
    async (args, { provider } = {}) =>
      await run(args, provider ? await knownValues(provider, name) : stackValues()),
    (args, { provider } = {}) =>
      pulumi
        .all([pulumi.output(args), provider?.values ?? stackValues()])
        .apply<Result>(([known, values]) => run(known as Args, values)),
  ];
}

/** A program's unit tests answer functions themselves, through `pulumi.runtime.setMocks`. */
function isMocked(): boolean {
  const monitor: unknown = pulumi.runtime.getMonitor();
  return typeof monitor === "object" && monitor !== null && "mocks" in monitor;
}

async function knownValues(provider: Provider, name: string): Promise<ConfigValues> {
  const { values } = provider as unknown as {
    values: { isKnown: Promise<boolean>; promise(): Promise<ConfigValues> };
  };
  if (!(await values.isKnown)) {
    throw new pulumi.RunError(
      `the provider's configuration is not known yet: call ${name}Output instead of ${name}`,
    );
  }
  return await values.promise();
}

/** Which trunk to get: by its id, or by its host name in any case. */
export interface GetSipTrunkArgs {
  id?: string;
  hostName?: string;
}

/** Reads one SIP trunk. @throws when there is none */
export const [getSipTrunk, getSipTrunkOutput] = reader<GetSipTrunkArgs, SipTrunkResult>("getSipTrunk");

/** Reads all SIP trunks of the project. */
export const [getSipTrunks, getSipTrunksOutput] = reader<object, { sipTrunks: SipTrunkResult[] }>(
  "getSipTrunks",
);

/** Reads all SIP endpoints of a trunk. */
export const [getSipEndpoints, getSipEndpointsOutput] = reader<
  { sipTrunkId: string },
  { sipEndpoints: SipEndpointResult[] }
>("getSipEndpoints");

/** Reads all access control lists of the project. */
export const [getAccessControlLists, getAccessControlListsOutput] = reader<
  object,
  { accessControlLists: AccessControlListResult[] }
>("getAccessControlLists");

/** Reads all credential lists of the project, without passwords. */
export const [getCredentialLists, getCredentialListsOutput] = reader<
  object,
  { credentialLists: CredentialListResult[] }
>("getCredentialLists");

/** Reads all call blocking rules of the project. */
export const [getCallBlockingRules, getCallBlockingRulesOutput] = reader<
  object,
  { callBlockingRules: CallBlockingRuleResult[] }
>("getCallBlockingRules");

/** Reads the permission of every country. */
export const [getCountryPermissions, getCountryPermissionsOutput] = reader<
  object,
  { countryPermissions: CountryPermissionResult[] }
>("getCountryPermissions");

/** Reads the phone numbers that Elastic SIP Trunking knows, of one trunk or of all. */
export const [getPhoneNumbers, getPhoneNumbersOutput] = reader<
  { sipTrunkId?: string },
  { phoneNumbers: PhoneNumberResult[] }
>("getPhoneNumbers");

/** Finds calls; all pages are read, so narrow it down by time. */
export const [getCalls, getCallsOutput] = reader<GetCallsArgs, { calls: CallResult[] }>("getCalls");
