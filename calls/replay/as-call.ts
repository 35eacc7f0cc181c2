import type { Call, Party } from "../call";
import type { Sources } from "../history/sources";
import { isNumeric, partyOf, subjectOf } from "../numbers";
import { BIT } from "./counted";
import type { KnownTrunk } from "./trunks";

/** From where calls come, by the ids of their trunks. */
export type SourcesOfTrunks = ReadonlyMap<string, Sources>;

/**
 * One side of a call. Where the record does not name the country of the one at the other end, and only one is possible, it
 * is looked up here: once, and not before the change and afterwards.
 */
export function sideOf(text: string, cell: string | undefined, isOther: boolean): Party {
  const party = partyOf(text, cell);
  if (cell !== undefined || !isOther) return party;
  const { country } = subjectOf(party);
  return country === undefined ? party : { ...party, country };
}

/** The address that a call came from as far as its record has it: as the host of the caller's SIP address. */
export function sourceOf({ host }: Party): string | undefined {
  return host !== undefined && isNumeric(host) ? host : undefined;
}

/** What is not known of an outbound call's gate. */
export function gateBits(trunk: KnownTrunk, source: string | undefined): number {
  const { addresses, usernames, isAddressAsked, isChallenged, isGateSame } = trunk;
  const hasUsername = usernames[0] !== undefined || !isChallenged;
  const hasSource = source !== undefined || addresses[0] !== undefined || !isAddressAsked;
  if (hasSource && hasUsername) return 0;
  return (hasSource ? BIT.noUsername : BIT.noSource) | (isGateSame ? 0 : BIT.otherGate);
}

/** The call of a record, which may be taken to have passed its gate. */
export type RecordedCall = { -readonly [Key in keyof Call]: Call[Key] };

/** A call as it may have come from each of the addresses and usernames of its trunk; nothing where there is one. */
export function variantsOf(call: RecordedCall, source: string | undefined, trunk: KnownTrunk): Call[] {
  const addresses = source === undefined ? trunk.addresses : [source];
  return addresses.flatMap((address) =>
    trunk.usernames.map((username) => ({ ...call, source: address, username })),
  );
}
