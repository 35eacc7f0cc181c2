import { wasLetThrough } from "../history/let-through";
import type { CallRecord } from "../history/record";
import { verdictOf } from "../judge";
import type { Answers } from "../questions";
import type { Verdict } from "../verdict";
import type { World } from "../world";
import { gateBits, sideOf, sourceOf, variantsOf, type RecordedCall } from "./as-call";
import { BIT, indexOf, type Told } from "./counted";
import { isSame } from "./difference";
import type { KnownTrunk } from "./trunks";

/** Against what a call is judged. */
export interface Sides {
  readonly before: World;
  readonly after: World | undefined;
  readonly answers: Answers;
}

/**
 * Judges calls, one after the other, before a change and afterwards. What it has found of the last one stands in its
 * fields: a history has millions, and an object for each would have to be cleared away again.
 */
export class Judging {
  /** What is counted of the call. */
  bits = 0;
  /** What more is to be told of it. */
  told: Told | undefined;
  private readonly before: World;
  private readonly after: World | undefined;
  private readonly answers: Answers;
  /** With which a call is taken to answer its challenge rightly, where nothing tells who signs in. */
  private readonly withUsername: Answers;

  constructor({ before, after, answers }: Sides) {
    this.before = before;
    this.after = after;
    this.answers = answers;
    this.withUsername = { username: "one of a linked credential list", ...answers };
  }

  judge(record: CallRecord, trunk: KnownTrunk, startedBefore: number): void {
    const { direction, toCountry, fromCountry, trunkId } = record;
    const isOutbound = direction === "outbound";
    const from = sideOf(record.from, fromCountry, !isOutbound);
    const source = isOutbound ? sourceOf(from) : undefined;
    const gate = isOutbound ? gateBits(trunk, source) : 0;
    const call: RecordedCall = {
      direction,
      to: sideOf(record.to, toCountry, isOutbound),
      from,
      trunkId: trunkId === "" ? undefined : trunkId,
      source: isOutbound ? (source ?? trunk.addresses[0]) : undefined,
      username: isOutbound ? trunk.usernames[0] : undefined,
      startedBefore,
      isPastGate: gate === BIT.noSource || (source !== undefined && trunk.passed.has(source)),
    };
    const answers = gate === BIT.noUsername ? this.withUsername : this.answers;
    const isOne = trunk.hasOneSource || !isOutbound;
    const calls = isOne ? undefined : variantsOf(call, source, trunk);
    const before = calls ? verdictOfAll(calls, this.before, answers) : verdictOf(call, this.before, answers);
    // A call that is let through has surely passed the gate, and others from its address do, where that stays as it is.
    if (trunk.isGateSame && before.result === "let through" && !call.isPastGate) {
      call.isPastGate = true;
      if (isOne && source !== undefined && trunk.passed.size < MOST_ADDRESSES) trunk.passed.add(source);
    }
    const after =
      this.after && (calls ? verdictOfAll(calls, this.after, answers) : verdictOf(call, this.after, answers));
    const isChanged = after !== undefined && !isSame(before, after);
    const isProof = wasLetThrough(record) === true;
    const isWrong = isProof && before.result === "refused";
    this.bits =
      indexOf(before.result) |
      (BIT.after * indexOf((after ?? before).result)) |
      gate |
      ((isOutbound ? toCountry : fromCountry) === undefined ? BIT.noCountry : 0) |
      (isProof ? BIT.wasLetThrough : 0);
    this.told =
      isChanged || isWrong ? { record, trunk: trunk.name, before, after, isChanged, isWrong } : undefined;
  }
}

/** So many addresses of a trunk are remembered. */
const MOST_ADDRESSES = 32;

/** The verdict of a call that may be any of these. */
function verdictOfAll(calls: readonly RecordedCall[], world: World, answers: Answers): Verdict {
  return agreed(calls.map((call) => verdictOf(call, world, answers)));
}

/** What asks from which of several sources a call came. */
const WHICH_SOURCE = {
  id: "which source",
  kind: "question",
  text: "from which of the addresses and usernames of its trunk it comes",
  answers: ["one that leads to the one outcome", "one that leads to the other"],
} as const;

/** The verdict of a call that may have come from several sources: theirs, where all agree. */
function agreed(verdicts: readonly Verdict[]): Verdict {
  const [first, ...others] = verdicts;
  if (first === undefined) throw new Error("there is no source from which a call may come");
  if (others.every((other) => isSame(first, other))) return first;
  const outcomes = new Map(verdicts.flatMap((one) => one.outcomes).map((outcome) => [outcome.key, outcome]));
  const asks = new Map([WHICH_SOURCE, ...verdicts.flatMap((one) => one.asks)].map((ask) => [ask.id, ask]));
  const isNotKnown = verdicts.some(({ result }) => result === "not known");
  const [probable, ...more] = outcomes.values();
  return {
    result: isNotKnown ? "not known" : "depends",
    outcomes: [probable ?? first.outcomes[0], ...more],
    asks: [...asks.values()],
  };
}
