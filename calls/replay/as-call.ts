import type { Call, Party } from "../call";
import type { CallRecord } from "../history/record";
import type { Sources } from "../history/sources";
import { isNumeric, partyOf } from "../numbers";
import { BIT } from "./counted";
import type { KnownTrunk } from "./trunks";

/** From where calls come, by the ids of their trunks. */
export type SourcesOfTrunks = ReadonlyMap<string, Sources>;

/** Who called, and from which address as far as the record has it: as the host of a SIP address. */
export interface Caller {
  readonly party: Party;
  readonly source: string | undefined;
}

/** Who called, out of a record. */
export function callerOf({ from, fromCountry }: CallRecord): Caller {
  const party = partyOf(from, fromCountry);
  const { host } = party;
  return { party, source: host !== undefined && isNumeric(host) ? host : undefined };
}

/** What is not known of an outbound call's gate. */
export function gateBits(trunk: KnownTrunk, { source }: Caller): number {
  const { addresses, usernames, isAddressAsked, isChallenged, isGateSame } = trunk;
  const hasUsername = usernames[0] !== undefined || !isChallenged;
  const hasSource = source !== undefined || addresses[0] !== undefined || !isAddressAsked;
  if (hasSource && hasUsername) return 0;
  return (hasSource ? BIT.noUsername : BIT.noSource) | (isGateSame ? 0 : BIT.otherGate);
}

/** What is added to a record to judge its call. */
export interface Added {
  readonly trunk: KnownTrunk;
  readonly startedBefore: number;
  /** Whether its gate is not judged. */
  readonly isPastGate: boolean;
}

/** A record as the call that it was; as several where its trunk has several addresses or usernames. */
export function callsOf(record: CallRecord, caller: Caller, added: Added): [Call, ...Call[]] {
  const { direction, to, toCountry, trunkId } = record;
  const { trunk, startedBefore, isPastGate } = added;
  const call: Writable<Call> = { direction, to: partyOf(to, toCountry), from: caller.party, startedBefore };
  if (trunkId !== "") call.trunkId = trunkId;
  if (isPastGate) call.isPastGate = true;
  if (direction === "inbound") return [call];
  const source = caller.source ?? trunk.addresses[0];
  const username = trunk.usernames[0];
  if (source !== undefined) call.source = source;
  if (username !== undefined) call.username = username;
  const isOne = trunk.usernames.length === 1 && (caller.source !== undefined || trunk.addresses.length === 1);
  if (isOne) return [call];
  const addresses = caller.source === undefined ? trunk.addresses : [caller.source];
  const others = addresses.flatMap((one) => trunk.usernames.map((name) => identified(call, one, name)));
  return [call, ...others.slice(1)];
}

function identified(call: Call, source: string | undefined, username: string | undefined): Call {
  return { ...call, ...(source !== undefined && { source }), ...(username !== undefined && { username }) };
}

type Writable<One> = { -readonly [Key in keyof One]: One[Key] };
