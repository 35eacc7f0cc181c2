/** What workflows ask of the world: jobs in processes of their own, and small questions to the store and to Temporal. */
import { ApplicationFailure, CancelledFailure } from "@temporalio/common";
import { activityInfo, cancellationSignal, heartbeat } from "@temporalio/activity";
import { WorkflowNotFoundError, type Client } from "@temporalio/client";
import { FINAL, FleetError, StoppedError, UpdateFailedError } from "./errors";
import { incidentsOf, type Incident } from "./incidents";
import { added, type Counts, type Job, type OutcomeOf, type Outcomes } from "./job/jobs";
import type { Journal } from "./store/journal";
import type { Store } from "./store/store";
import type { Ask } from "./workflows/asks";

/** What all previews of a roll-out say together. */
export interface Summary {
  readonly counts: Counts;
  readonly mandatory: number;
  readonly advisory: number;
  /** Customers that are left as they are. */
  readonly left: number;
  /** The hash under which the store has all of it. */
  readonly report: string;
}

/** What was found in a shard, or beside all shards of an account; or why nobody could look. */
export interface FoundIn {
  readonly shard?: string;
  readonly account?: string;
  readonly report?: string;
  readonly failure?: string;
}

export interface DriftReport {
  readonly found: Counts;
  /** Shards and accounts that could not be looked at. */
  readonly notLookedAt: number;
  readonly report: string;
  readonly incidents: readonly string[];
}

export type JobActivities = {
  readonly [K in Job["kind"]]: (job: Extract<Job, { readonly kind: K }>) => Promise<Outcomes[K]>;
};

export interface Activities {
  askShard(fleet: string, ask: Ask): Promise<void>;
  /** @returns whether there is anybody who may have been asked */
  withdraw(fleet: string, shard: string, replyTo: string): Promise<boolean>;
  summarise(of: {
    readonly release: string;
    readonly reports: Readonly<Record<string, string>>;
  }): Promise<Summary>;
  finishRollOut(of: {
    readonly release: string;
    readonly outcome: string;
    readonly shards: number;
    readonly failed: number;
  }): Promise<void>;
  fleetShards(fleet: string): Promise<{ name: string; account?: string }[]>;
  reportDrift(fleet: string, found: readonly FoundIn[]): Promise<DriftReport>;
}

/** The id of a shard's workflow. */
export function shardWorkflowId(fleet: string, shard: string): string {
  return `${fleet}/shard/${shard}`;
}

const HEARTBEAT_MS = 2_000;
/** What the API has refused, or nobody has foreseen, is not better by the tenth time; what is down may come back. */
const MOST_ATTEMPTS = 3;

/** @param run starts a job in a process of its own; it has stopped when the promise ends */
export function jobActivities(
  run: <J extends Job>(job: J, signal: AbortSignal) => Promise<OutcomeOf<J>>,
): JobActivities {
  const activity = async <J extends Job>(job: J): Promise<OutcomeOf<J>> => {
    // By a timer: the engine tells nothing for as long as a create takes.
    const timer = setInterval(() => {
      heartbeat();
    }, HEARTBEAT_MS);
    const signal = cancellationSignal();
    try {
      return await run(job, signal);
    } catch (error) {
      if (signal.aborted && error instanceof StoppedError) throw new CancelledFailure(error.message);
      throw failure(error);
    } finally {
      clearInterval(timer);
    }
  };
  return {
    preview: activity,
    up: activity,
    drift: activity,
    leftovers: activity,
    retire: activity,
    move: activity,
    adopt: activity,
  };
}

/** Histories keep what leaves an activity, so nothing but our own errors does: not even the text of another one. */
function failure(error: unknown): ApplicationFailure {
  if (!(error instanceof FleetError)) {
    const kind = error instanceof Error ? error.name : typeof error;
    return failure(new FleetError(`an error of the kind ${kind} in the worker`));
  }
  const isLasting = error instanceof UpdateFailedError || error.name === FleetError.name;
  const isOver = isLasting && activityInfo().attempt >= MOST_ATTEMPTS;
  return ApplicationFailure.create({
    type: error.name,
    message: error.message.slice(0, 1_000),
    nonRetryable: isOver || FINAL.includes(error.name),
  });
}

/** @param webhook gets each new or grown incident as JSON by POST */
export function activities({
  store,
  journal,
  client,
  taskQueue,
  webhook,
}: {
  store: Store;
  journal: Journal;
  client: Client;
  taskQueue: string;
  webhook?: string | undefined;
}): Activities {
  return {
    async askShard(fleet, ask) {
      await client.workflow.signalWithStart("shard", {
        workflowId: shardWorkflowId(fleet, ask.job.shard),
        taskQueue,
        args: [],
        signal: "ask",
        signalArgs: [ask],
      });
    },
    async withdraw(fleet, shard, replyTo) {
      try {
        await client.workflow.getHandle(shardWorkflowId(fleet, shard)).signal("withdraw", { replyTo });
        return true;
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
        return false;
      }
    },
    async summarise({ release, reports }) {
      const all = await Promise.all(
        Object.entries(reports).map(async ([shard, hash]) => ({
          shard,
          ...(JSON.parse(await store.get(hash)) as ShardReport),
        })),
      );
      const sum = (of: (one: ShardReport) => number): number =>
        all.reduce((total, one) => total + of(one), 0);
      return {
        counts: all.map(({ counts }) => counts).reduce(added, {}),
        mandatory: sum(({ mandatory }) => mandatory),
        advisory: sum(({ advisory }) => advisory),
        left: sum(({ left }) => left.length),
        report: await store.put(JSON.stringify({ release, shards: all })),
      };
    },
    async finishRollOut({ release, outcome, shards, failed }) {
      if (outcome === "done") await store.approve(release);
      await journal.ran({ kind: "roll-out", outcome, detail: { release, shards, failed } });
    },
    async fleetShards() {
      return (await store.shards()).map(({ name, account }) => ({
        name,
        ...(account !== undefined && { account }),
      }));
    },
    async reportDrift(fleet, found) {
      const reports = await Promise.all(
        found.map(async ({ report, ...where }) => ({
          ...where,
          ...(report !== undefined && (JSON.parse(await store.get(report)) as LookedReport)),
        })),
      );
      const findings = reports.flatMap(({ shard, account, failure: reason, found: own = [] }) => [
        ...own.map((one) => ({ ...one, shard, account })),
        ...(reason === undefined ? [] : [unseen(shard, account, reason)]),
      ]);
      const incidents = await incidentsOf(journal, fleet, findings);
      if (webhook !== undefined) await Promise.all(incidents.map((one) => tell(webhook, one)));
      const result = {
        found: findings.map(({ urgency }): Counts => ({ [urgency]: 1 })).reduce(added, {}),
        notLookedAt: found.filter(({ failure: reason }) => reason !== undefined).length,
        report: await store.put(JSON.stringify({ fleet, reports })),
        incidents: incidents.map(({ id }) => id),
      };
      await journal.ran({ kind: "drift", outcome: "done", detail: result });
      return result;
    },
  };
}

interface ShardReport {
  readonly counts: Counts;
  readonly mandatory: number;
  readonly advisory: number;
  readonly left: readonly string[];
}

interface LookedReport {
  readonly found: readonly {
    readonly urgency: string;
    readonly text: string;
    readonly more?: readonly string[];
  }[];
}

function unseen(shard: string | undefined, account: string | undefined, reason: string) {
  const what = shard === undefined ? `account ${account ?? "without a name"}` : `shard ${shard}`;
  return { urgency: "not looked at", text: `${what}: ${reason}`, shard, account };
}

async function tell(url: string, incident: Incident): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(incident),
    signal: AbortSignal.timeout(30_000),
  });
  if (!answer.ok) throw new FleetError(`the webhook answered ${answer.status}`);
}
