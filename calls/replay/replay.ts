import type { HistorySummary } from "../history/history";
import type { CallRecord } from "../history/record";
import type { Answers } from "../questions";
import type { World } from "../world";
import type { SourcesOfTrunks } from "./as-call";
import { BIT, BitCounts, type CountedCall, type Told } from "./counted";
import { Judging } from "./judging";
import { notKnownOf } from "./not-known";
import { Periods } from "./periods";
import { Recent } from "./recent";
import type { Model, ReplayReport } from "./report";
import { Starts } from "./starts";
import { ChangedCalls, WrongCalls } from "./told";
import { KnownTrunks, type KnownTrunk } from "./trunks";

/** Against what calls are held. */
export interface ReplayOptions {
  readonly before: World;
  /** Absent where nothing changes: then calls are held against the present alone. */
  readonly after?: World;
  readonly answers?: Answers;
  /** From where calls come, by the ids of their trunks. */
  readonly sources?: SourcesOfTrunks;
}

/**
 * Holds the calls of a history, one after the other, against what is there before a change and afterwards. Only sums are
 * kept, and a bounded number of examples, names and groups, however many calls there are.
 */
export class Replay {
  private readonly after: World | undefined;
  private readonly judging: Judging;
  private readonly trunks: KnownTrunks;
  private readonly counts = new BitCounts();
  private readonly starts = new Starts();
  /** Inbound calls by their groups, and outbound records that may be legs of such. */
  private readonly parents = new Recent<Told>();
  private readonly legs = new Recent<CountedCall>();
  private readonly periods = new Periods();
  private readonly changed = new ChangedCalls();
  private readonly wrong = new WrongCalls();
  private records = 0;
  private calls = 0;
  private notOrdered = 0;
  private firstMs = Infinity;
  private lastMs = -Infinity;

  constructor({ before, after, answers = {}, sources = new Map() }: ReplayOptions) {
    this.after = after;
    this.judging = new Judging({ before, after, answers });
    this.trunks = new KnownTrunks(before, after, sources);
  }

  /** Takes the record of a call. */
  add(record: CallRecord): void {
    const { timeMs, group } = record;
    this.records++;
    if (timeMs < this.firstMs) this.firstMs = timeMs;
    if (timeMs > this.lastMs) this.lastMs = timeMs;
    const trunk = this.trunks.of(record.trunkId);
    const startedBefore = record.direction === "outbound" ? this.startedBefore(trunk, timeMs) : 0;
    if (group === undefined) this.countRecord(record, trunk, startedBefore);
    else this.addOfGroup(group, record, trunk, startedBefore);
  }

  /** What was found, with what the reading of the history has found besides. */
  report(summary: HistorySummary): ReplayReport {
    const { counts } = this;
    const sumOf = (bit: number): number => counts.where((bits) => (bits & bit) !== 0);
    const [alone, notOrdered] = [this.parents.missed + this.legs.missed, this.notOrdered];
    return {
      ...(this.records > 0 && {
        first: new Date(this.firstMs).toISOString(),
        last: new Date(this.lastMs).toISOString(),
      }),
      records: this.records,
      calls: this.calls,
      rows: { bad: summary.bad.count, first: summary.bad.first },
      notes: summary.notes,
      notKnown: notKnownOf({ lacks: summary.lacks, calls: this.calls, sumOf, notOrdered, alone }),
      notJudged: counts.where((bits) => isOpen(bits) || isOpen(bits / BIT.after)),
      before: counts.results("before"),
      ...(this.after && { after: counts.results("after") }),
      changed: this.changed.report((name) => this.trunks.callsOf(name)),
      model: this.model(),
      periods: { seconds: this.periods.seconds, list: this.periods.list() },
    };
  }

  private model(): Model {
    const proved = (isTrue: (bits: number) => boolean): number =>
      this.counts.where((bits) => (bits & BIT.wasLetThrough) !== 0 && isTrue(bits));
    return {
      letThrough: proved(() => true),
      refused: proved((bits) => bits % BIT.after === REFUSED),
      notJudged: proved(isOpen),
      withoutGate: proved((bits) => !isOpen(bits) && (bits & WITHOUT_GATE) !== 0),
      ...this.wrong.report(),
    };
  }

  private startedBefore(trunk: KnownTrunk, timeMs: number): number {
    const before = this.starts.count(trunk.index, timeMs);
    if (before === undefined) this.notOrdered++;
    return before ?? 0;
  }

  /**
   * An inbound call that is forwarded has a second record, outbound, of the same group: the leg to the number to which it is
   * forwarded. It is no call of its own, but costs. Most calls are a group by themselves, which their own id names.
   */
  private addOfGroup(group: string, record: CallRecord, trunk: KnownTrunk, startedBefore: number): void {
    const isOwn = group === record.id;
    if (record.direction === "inbound") {
      const place = this.legs.find(group);
      const leg = place < 0 ? undefined : this.legs.at(place);
      if (leg) {
        this.legs.forget(place);
        this.count(leg.bits, leg.trunk, leg.timeMs, leg.told, -1);
      }
      const told = this.countRecord(record, trunk, startedBefore);
      if (told && leg) this.addCost(told, leg);
      this.parents.put(group, told, !isOwn && leg === undefined);
      return;
    }
    const place = isOwn ? -1 : this.parents.find(group);
    if (place >= 0) {
      this.parents.complete(place);
      const told = this.parents.at(place);
      if (told) this.addCost(told, record);
      return;
    }
    const told = this.countRecord(record, trunk, startedBefore);
    if (isOwn) return;
    const { timeMs, cost, currency } = record;
    this.legs.put(group, { bits: this.judging.bits, trunk, timeMs, told, cost, currency }, true);
  }

  private addCost(told: Told, { cost, currency }: Pick<CallRecord, "cost" | "currency">): void {
    if (cost === undefined) return;
    if (told.isChanged) this.changed.addCost(told, { cost, ...(currency !== undefined && { currency }) });
  }

  /** Judges and counts a call; returns what more is to be told of it. */
  private countRecord(record: CallRecord, trunk: KnownTrunk, startedBefore: number): Told | undefined {
    this.judging.judge(record, trunk, startedBefore);
    const { bits, told } = this.judging;
    this.count(bits, trunk, record.timeMs, told, 1);
    return told;
  }

  /** Counts a call, or takes one back. */
  private count(
    bits: number,
    trunk: KnownTrunk,
    timeMs: number,
    told: Told | undefined,
    times: 1 | -1,
  ): void {
    this.calls += times;
    this.counts.count(bits, times);
    trunk.calls += times;
    this.periods.count(timeMs, told?.isChanged === true, times);
    if (told === undefined) return;
    if (told.isChanged) this.changed.count(told, times);
    if (told.isWrong) this.wrong.count(told, times);
  }
}

/** The indexes of results, in two bits: those above are open. */
const REFUSED = 1;
const WITHOUT_GATE = BIT.noSource | BIT.noUsername;

function isOpen(bits: number): boolean {
  return Math.floor(bits) % BIT.after > REFUSED;
}
