import type { Call, Party } from "../call";
import type { CallRecord } from "../history/record";
import type { Sources } from "../history/sources";
import { isNumeric, partyOf, subjectOf } from "../numbers";
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
export function callerOf({ from, fromCountry, direction }: CallRecord): Caller {
  const party = sideOf(from, fromCountry, direction === "inbound");
  const { host } = party;
  return { party, source: host !== undefined && isNumeric(host) ? host : undefined };
}

/**
 * One side of a call, in one form for all. Where the record does not name the country of the one at the other end, and only
 * one is possible, it is looked up here: once, and not before the change and afterwards.
 */
function sideOf(text: string, cell: string | undefined, isOther: boolean): Party {
  const party = partyOf(text, cell);
  const { digits, host } = party;
  const country = cell === undefined && isOther ? subjectOf(party).country : party.country;
  return { digits, host, country };
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
  const isOutbound = direction === "outbound";
  // All have the same form, which makes what looks at millions of them twice as fast.
  const call: Call = {
    direction,
    to: sideOf(to, toCountry, isOutbound),
    from: caller.party,
    trunkId: trunkId === "" ? undefined : trunkId,
    source: isOutbound ? (caller.source ?? trunk.addresses[0]) : undefined,
    username: isOutbound ? trunk.usernames[0] : undefined,
    startedBefore,
    isPastGate,
  };
  const isOne = trunk.usernames.length === 1 && (caller.source !== undefined || trunk.addresses.length === 1);
  if (isOne || !isOutbound) return [call];
  const addresses = caller.source === undefined ? trunk.addresses : [caller.source];
  const all = addresses.flatMap((source) =>
    trunk.usernames.map((username) => ({ ...call, source, username })),
  );
  return [call, ...all.slice(1)];
}
