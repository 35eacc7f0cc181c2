/** A call as the other side begins it. What is undefined is not known; what is known to be absent is null. */
export interface Call {
  /** `outbound`: from the customer to the phone network. `inbound`: to one of the account's numbers. */
  readonly direction: "outbound" | "inbound";
  /** Who is called. */
  readonly to: Party;
  /** Who calls. */
  readonly from?: Party;
  /** The id of the trunk, where the call or its record names one. */
  readonly trunkId?: string;
  /** The address that an outbound call comes from: IPv4 or IPv6. */
  readonly source?: string;
  /** The username with which an outbound call answers a challenge, its password taken as right; null where it answers none. */
  readonly username?: string | null;
  /**
   * Whether the gate is left out and counts as passed, as for a finished call of which neither address nor username is told:
   * the gate of its time has let it in.
   */
  readonly isPastGate?: boolean;
  /** How many calls of the trunk have started in the same second before this one. @default 0 */
  readonly startedBefore?: number;
  /** Ids of endpoints that do not answer; URNs of those that have no id yet. @default none */
  readonly down?: ReadonlySet<string>;
}

/** One side of a call. */
export interface Party {
  /** The digits of its number in E.164, from the country code on, without `+`; empty where it is no number. */
  readonly digits: string;
  /** The host of its SIP address in lower case, without a port, where it has one. */
  readonly host?: string;
  /** The country that the carrier's record names, as two letters of ISO 3166-1: it knows better than any table. */
  readonly country?: string;
}
