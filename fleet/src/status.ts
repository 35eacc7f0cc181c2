/** How a fleet is, for a person: what runs, what waits for what, what each shard was brought to, what was found. */
import { rateOf, type FleetConfig } from "./config";
import { UnansweredError, type Control } from "./control";
import { accountName, type ShardRecord } from "./model";
import type { Journal, Run } from "./store/journal";
import type { Store } from "./store/store";
import type { Progress, ShardState } from "./workflows/roll-out";

export interface FleetStatus {
  readonly fleet: string;
  readonly rollOut?: RollOutStatus;
  /** Why it cannot be told how far a roll-out is. */
  readonly unanswered?: string;
  readonly shards: readonly ShardStatus[];
  readonly accounts: readonly AccountStatus[];
  readonly incidents: readonly {
    readonly id: string;
    readonly urgency: string;
    readonly account: string;
    readonly begun: string;
    readonly findings: number;
  }[];
  readonly runs: readonly Run[];
}

export interface RollOutStatus {
  readonly phase: Progress["phase"];
  /** Why it waits, if it does. */
  readonly waitsFor?: string;
  /** How many shards are in each state. */
  readonly states: Readonly<Record<ShardState, number>>;
  readonly failures: Readonly<Record<string, string>>;
  /** Of all previews, once they are there. */
  readonly summary?: Progress["summary"];
  /** Milliseconds, from the pace so far; absent until a shard is done. */
  readonly leftMs?: number;
  readonly path: string;
}

export interface ShardStatus extends Omit<ShardRecord, "customers"> {
  readonly customers: number;
  /** Of the roll-out that runs. */
  readonly state?: ShardState;
  /** Its workflow, below the address of Temporal's pages. */
  readonly path: string;
}

export interface AccountStatus {
  readonly account: string;
  /** Processes that send requests at the moment. */
  readonly processes: number;
  /** Requests a second that all of them may send together. */
  readonly requestsPerSecond?: number;
}

export async function fleetStatus(
  {
    config,
    store,
    journal,
  }: { readonly config: FleetConfig; readonly store: Store; readonly journal: Journal },
  control: Control,
  nowMs: number = Date.now(),
): Promise<FleetStatus> {
  const [records, incidents, runs, { progress, unanswered }] = await Promise.all([
    ...([store.shards(), journal.incidents(), journal.runs()] as const),
    progressOf(control),
  ]);
  const names = [...new Set(records.map(({ account }) => account))];
  const accounts = await Promise.all(
    names.map(async (account): Promise<AccountStatus> => {
      const rate = rateOf(config, account);
      return {
        account: accountName(account),
        processes: await store.leases.processes(account),
        ...(rate !== undefined && { requestsPerSecond: rate }),
      };
    }),
  );
  return {
    fleet: config.name,
    ...(progress && { rollOut: rollOutStatus(progress, control, nowMs) }),
    ...(unanswered !== undefined && { unanswered }),
    shards: records.map(({ customers, ...record }) => ({
      ...record,
      customers: customers.length,
      ...(progress?.shards[record.name] &&
        progress.phase !== "ended" && { state: progress.shards[record.name] }),
      path: control.pathOf(control.shardId(record.name)),
    })),
    accounts,
    incidents: incidents.map(({ findings, ...one }) => ({ ...one, findings: findings.length })),
    runs,
  };
}

async function progressOf(control: Control): Promise<{ progress?: Progress; unanswered?: string }> {
  try {
    const progress = await control.rollOutProgress();
    return progress === undefined ? {} : { progress };
  } catch (error) {
    if (!(error instanceof UnansweredError)) throw error;
    return { unanswered: error.message };
  }
}

function rollOutStatus(progress: Progress, control: Control, nowMs: number): RollOutStatus {
  const states = { waiting: 0, previewed: 0, updating: 0, done: 0, failed: 0 };
  for (const state of Object.values(progress.shards)) states[state]++;
  const { wavesBeganMs: beganMs, paused, phase, failures, summary } = progress;
  const open = states.previewed + states.updating;
  const waitsFor = phase === "approval" ? "somebody has to agree to the previews" : paused;
  return {
    ...{ phase, states, failures, path: control.pathOf(control.rollOutId) },
    ...(summary && { summary }),
    ...(waitsFor !== undefined && {
      waitsFor: `${waitsFor}; \`pulumi-sinch-fleet resume\` goes on, \`abort\` ends it`,
    }),
    ...(phase === "waves" &&
      beganMs !== undefined &&
      states.done > 0 && {
        leftMs: Math.round(((nowMs - beganMs) / states.done) * open),
      }),
  };
}
