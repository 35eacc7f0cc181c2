import type { World } from "../world";
import type { SourcesOfTrunks } from "./as-call";
import { trunkText } from "./difference";
import { isSameGate } from "./gates";

/** What is known of a trunk that records name. */
export interface KnownTrunk {
  readonly index: number;
  readonly name: string;
  /** Whether both gates let in the same, so that what is not known of a source makes no difference. */
  readonly isGateSame: boolean;
  /** Whether calls are challenged, before or afterwards. */
  readonly isChallenged: boolean;
  /** Whether it is asked from which address calls come, before or afterwards. */
  readonly isAddressAsked: boolean;
  /** The addresses that its calls may come from, where the user has told; else one that is not known. */
  readonly addresses: readonly (string | undefined)[];
  /** In the same way, with which usernames they sign in. */
  readonly usernames: readonly (string | undefined)[];
  /** Addresses that have surely passed its gate, where that stays as it is: so many of them that few calls have others. */
  readonly passed: Set<string>;
  /** Whether its calls have one address and username at most. */
  readonly hasOneSource: boolean;
  calls: number;
}

/** So many trunks are told apart; the ids of more than an account has stand in no history of its own. */
const MOST_TRUNKS = 20_000;

/** The trunks of a history, each looked up once. */
export class KnownTrunks {
  private readonly known = new Map<string, KnownTrunk>();
  private readonly others: KnownTrunk;

  constructor(
    private readonly before: World,
    private readonly after: World | undefined,
    private readonly sources: SourcesOfTrunks,
  ) {
    this.others = this.made("", MOST_TRUNKS, "other trunks");
  }

  of(id: string): KnownTrunk {
    return this.known.get(id) ?? this.remembered(id);
  }

  /** How many calls trunks of a name had. */
  callsOf(name: string): number {
    const all = [...this.known.values(), this.others];
    return all.reduce((sum, trunk) => sum + (trunk.name === name ? trunk.calls : 0), 0);
  }

  private remembered(id: string): KnownTrunk {
    const { size } = this.known;
    if (size >= MOST_TRUNKS) return this.others;
    const trunk = this.made(id, size);
    this.known.set(id, trunk);
    return trunk;
  }

  private made(id: string, index: number, name?: string): KnownTrunk {
    const [before, after] = [this.before.trunksById.get(id), this.after?.trunksById.get(id)];
    const told = this.sources.get(id);
    const [addresses, usernames] = [orNotKnown(told?.addresses), orNotKnown(told?.usernames)];
    const both = [before, after].flatMap((trunk) => trunk ?? []);
    return {
      index,
      name: name ?? trunkText(before?.resource ?? after?.resource, id),
      // Of trunks that are not told apart nothing is the same.
      isGateSame: name === undefined && (this.after === undefined || isSameGate(before?.gate, after?.gate)),
      passed: new Set(),
      isChallenged: both.some(({ gate }) => gate.credentialLists.length > 0 || gate.others !== undefined),
      isAddressAsked: both.some(
        ({ gate: { accessLists, credentialLists, others } }) =>
          accessLists.length > 0 || credentialLists.length === 0 || others !== undefined,
      ),
      addresses,
      usernames,
      hasOneSource: addresses.length === 1 && usernames.length === 1,
      calls: 0,
    };
  }
}

const NOT_KNOWN = [undefined] as const;

function orNotKnown(told: readonly string[] = []): readonly (string | undefined)[] {
  return told.length === 0 ? NOT_KNOWN : [...new Set(told)];
}
