/** What a person or a pipeline asks of the workflows. */
import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  ServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from "@temporalio/client";
import { shardWorkflowId, type DriftReport } from "./activities";
import { BadInputError, errorNamed } from "./errors";
import { taskQueueOf } from "./temporal";
import type { ShardJob } from "./workflows/asks";
import type { DriftInput, DriftProgress } from "./workflows/drift";
import type { Progress, RolledOut, RollOutInput } from "./workflows/roll-out";

/** How many shards a workflow asks at once: each is an activity that waits for a worker. */
export const AT_ONCE = 100;

/** The controls of one fleet. */
export class Control {
  readonly #client: Client;
  readonly #fleet: string;

  constructor(client: Client, fleet: string) {
    this.#client = client;
    this.#fleet = fleet;
  }

  /** The address of a workflow in Temporal's own pages, below their address. */
  pathOf(workflowId: string): string {
    return `/namespaces/${this.#client.options.namespace}/workflows/${encodeURIComponent(workflowId)}`;
  }

  /** The id of a shard's workflow. */
  shardId(shard: string): string {
    return shardWorkflowId(this.#fleet, shard);
  }

  get rollOutId(): string {
    return `${this.#fleet}/roll-out`;
  }

  /** @throws BadInputError if one is under way: two at once would bring the shards to different releases */
  async startRollOut(input: Omit<RollOutInput, "fleet" | "atOnce">): Promise<void> {
    try {
      await this.#client.workflow.start("rollOut", {
        ...this.#options(this.rollOutId),
        args: [{ fleet: this.#fleet, atOnce: AT_ONCE, ...input } satisfies RollOutInput],
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      throw new BadInputError(
        "a roll-out is under way: `pulumi-sinch-fleet status` shows it, `abort` ends it, and only then another one begins",
      );
    }
  }

  /** What the roll-out that runs, or has run last, has done; nothing if there was none. */
  async rollOutProgress(): Promise<Progress | undefined> {
    return await answered(async () => {
      const progress = await this.#rollOut().query<Progress>("progress");
      if (progress.phase === "ended") return progress;
      // One that was terminated in Temporal's own pages says for ever how far it was.
      const { status } = await this.#rollOut().describe();
      return status.name === "RUNNING" ? progress : { ...progress, phase: "ended" as const };
    });
  }

  /** Waits for its end. @throws a FleetError if it failed */
  async rolledOut(): Promise<RolledOut> {
    return await result<RolledOut>(this.#rollOut());
  }

  /** @throws BadInputError if none is under way */
  async signalRollOut(signal: "pause" | "resume" | "abort"): Promise<void> {
    try {
      await this.#rollOut().signal(signal);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      throw new BadInputError(`no roll-out of ${this.#fleet} is under way`);
    }
  }

  /** Starts a look for drift, or joins the one that runs. */
  async startDrift(): Promise<void> {
    await this.#client.workflow.start("drift", {
      ...this.#options(this.#driftId),
      workflowIdConflictPolicy: "USE_EXISTING",
      args: [this.#driftInput],
    });
  }

  async driftProgress(): Promise<DriftProgress | undefined> {
    const drift = this.#client.workflow.getHandle(this.#driftId);
    return await answered(() => drift.query<DriftProgress>("progress"));
  }

  async driftFound(): Promise<DriftReport> {
    return await result<DriftReport>(this.#client.workflow.getHandle(this.#driftId));
  }

  /** Has drift looked for regularly, from now on as given. */
  async scheduleDrift(everyMs: number, jitterMs: number): Promise<void> {
    const spec = { intervals: [{ every: everyMs }], jitter: jitterMs };
    const action = {
      ...{ type: "startWorkflow" as const, workflowType: "drift", args: [this.#driftInput] },
      ...this.#options(this.#driftId),
    };
    const policies = { overlap: ScheduleOverlapPolicy.SKIP };
    const scheduleId = `${this.#fleet}/drift`;
    try {
      await this.#client.schedule.create({ scheduleId, spec, action, policies });
    } catch (error) {
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
      await this.#client.schedule
        .getHandle(scheduleId)
        .update((known) => ({ ...known, spec, action, policies }));
    }
  }

  /** Has one thing done in a shard, and waits for it. @throws a FleetError if it failed */
  async single(workflow: "retire" | "move" | "adopt", job: ShardJob, id: string): Promise<unknown> {
    const handle = await this.#client.workflow.start(workflow, {
      ...this.#options(`${this.#fleet}/${workflow}/${id}`),
      workflowIdConflictPolicy: "USE_EXISTING",
      args: [{ fleet: this.#fleet, job }],
    });
    return await result(handle);
  }

  #rollOut(): WorkflowHandle {
    return this.#client.workflow.getHandle(this.rollOutId);
  }

  get #driftId(): string {
    return `${this.#fleet}/drift`;
  }

  get #driftInput(): DriftInput {
    return { fleet: this.#fleet, atOnce: AT_ONCE };
  }

  #options(workflowId: string): { taskQueue: string; workflowId: string } {
    return { taskQueue: taskQueueOf(this.#fleet), workflowId };
  }
}

/** Nobody can tell at the moment how far something is, which goes on or waits all the same. */
export class UnansweredError extends Error {}

/** @returns nothing where there is no such workflow */
async function answered<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    // A workflow answers by a worker, and not before its first task; and the server may be away for a while.
    const isAway = error instanceof ServiceError || isGrpcServiceError(error);
    if (!isAway && !(error instanceof QueryNotRegisteredError)) throw error;
    throw new UnansweredError("nobody answers at the moment: does a worker run, and Temporal?");
  }
}

async function result<T>(handle: WorkflowHandle): Promise<T> {
  try {
    return (await handle.result()) as T;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const { cause } = error;
    const name = cause && "type" in cause && typeof cause.type === "string" ? cause.type : "FleetError";
    throw errorNamed(name, cause?.message ?? error.message);
  }
}
