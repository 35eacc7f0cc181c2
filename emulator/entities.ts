/** What every stored entity has. */
export interface Stored {
  id: string;
  /** A field that no document names: see the switch `extraField`. */
  label?: string;
  createTime: string;
  updateTime: string | null;
}

/** A trunk as it is stored. */
export interface Trunk extends Stored {
  name: string;
  hostName: string;
  enableCallerName: boolean;
  enableCallForward: boolean;
  callForwardNumber: string | null;
}

/** How an endpoint carries SIP. */
export type Transport = "TCP" | "UDP" | "TLS";

/** Where calls go: a fixed address, or whoever has registered with a username. */
export type EndpointTarget =
  | { kind: "static"; address: string; port: number; credentialUsername?: string }
  | { kind: "registered"; credentialUsername: string; port: number };

/** A SIP endpoint as it is stored. */
export interface Endpoint extends Stored {
  sipTrunkId: string;
  name: string;
  transport: Transport;
  priority: number;
  enabled: boolean;
  target: EndpointTarget;
}

/** A range of an access control list as it is stored. */
export interface IpRange extends Stored {
  description: string | null;
  ipAddress: string;
  range: number;
}

/** An access control list as it is stored. */
export interface AccessControlList extends Stored {
  name: string;
  enabled: boolean;
  ipRanges: IpRange[];
}

/** A credential as it is stored: of the password only a fingerprint, different in each process. */
export interface Credential {
  id: string;
  username: string;
  passwordFingerprint: string;
}

/** A credential list as it is stored. */
export interface CredentialList extends Stored {
  name: string;
  credentials: Credential[];
}

/** A call blocking rule as it is stored. */
export interface CallBlockingRule extends Stored {
  name: string | null;
  direction: "inbound" | "outbound";
  callerCountry: string | null;
  calleeCountry: string | null;
  callerMatch: string | null;
  calleeMatch: string | null;
}

/** A number that is assigned to a trunk. */
export interface PhoneNumber extends Stored {
  phoneNumber: string;
  sipTrunkId: string;
  countryCode: string;
}

/** What a number's voice calls are connected to. */
export interface VoiceTarget {
  type: "RTC" | "FAX" | "EST";
  appId: string;
  serviceId: string;
  trunkId: string;
}

/** A change of a number's voice configuration that is not finished. */
export interface VoiceJob extends VoiceTarget {
  startedAt: number;
  failed: boolean;
}

/** A number that the project rents, as the Numbers API keeps it. */
export interface ActiveNumber {
  phoneNumber: string;
  regionCode: string;
  type: "MOBILE" | "LOCAL" | "TOLL_FREE";
  displayName: string;
  callbackUrl: string;
  voice: VoiceTarget;
  voiceUpdated: string | null;
  job: VoiceJob | null;
}

/** A number that could be rented. */
export interface AvailableNumber {
  phoneNumber: string;
  regionCode: string;
  type: ActiveNumber["type"];
}

/** A call record, in the fields of the API. */
export interface Call {
  callId: string;
  to: string;
  from: string;
  direction: "inbound" | "outbound";
  answerTime: string | null;
  endTime: string;
  durationSeconds: number;
  callResult: "COMPLETED" | "NO_ANSWER" | "CANCEL" | "BUSY" | "FAILED";
  pricePerMinute: Money;
  billingDurationSeconds: number;
  price: Money;
  createTime: string;
  trunkId: string;
  pcapId?: string;
  /** Told by the export alone; by default the one that fits the result, which an unanswered call may contradict. */
  sipResponseCode?: number;
  /** Told by the export alone. @default "UDP" */
  transport?: Transport;
  /** Told by the export alone: the two records of a forwarded call have the same. @default the call's id */
  groupId?: string;
  /** Told by the export alone. @default the country that has the number's dialing code */
  fromCountryCode?: string;
  toCountryCode?: string;
}

/** What the export tells of a call and no other answer does. */
export const EXPORTED = [
  "sipResponseCode",
  "transport",
  "groupId",
  "fromCountryCode",
  "toCountryCode",
] as const satisfies readonly (keyof Call)[];

/** How a call may end. */
export const CALL_RESULTS = [
  "COMPLETED",
  "NO_ANSWER",
  "CANCEL",
  "BUSY",
  "FAILED",
] as const satisfies readonly Call["callResult"][];

/** An amount of money; the trunking API writes it as a number. */
export interface Money {
  currencyCode: string;
  amount: number;
}
