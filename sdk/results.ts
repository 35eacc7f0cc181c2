/* What the functions that read take and return, but for those that list an entity: see lists.ts. */

/** What every entity has that a function returns. */
export interface Listed {
  /** The id, in the form that `Class.get` and an import take. */
  id: string;
  /** The id of the Sinch project that it belongs to. */
  projectId: string;
  /** When it was made, as an ISO 8601 time in UTC. */
  createTime?: string;
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
