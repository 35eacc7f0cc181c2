import type { Client } from "../api/client";
import { patienceMs } from "../api/time-limit";
import { SinchError } from "../errors";

/** A binding job that takes longer has failed, as far as `pulumi up` is concerned. */
export const MAX_JOB_MS = 300_000;

/** Only a job that takes longer than this is mentioned to the user. */
const SILENT_JOB_MS = 5_000;

/** A job that somebody else's replaces is asked for so often. */
const MAX_ASKED = 3;

/** What a number is bound to now, and what a job is about to bind it to. */
export interface Binding {
  /** The trunk; empty if it is none. */
  readonly trunkId: string;
  /** What else it is bound to, in words; empty if nothing. */
  readonly other: string;
  readonly job?: { readonly trunkId: string; readonly isFailed: boolean };
}

/** The job has ended, and nothing was changed. */
export class JobFailure extends SinchError {
  override readonly name = "JobFailure";
}

/** A number whose binding can be asked for and changed. */
export interface BoundNumber {
  readonly id: string;
  fetch(): Promise<Binding>;
  bindTo(trunkId: string): Promise<Binding>;
}

/** The trunk that a number is bound to once its job is done; empty if it is none. */
export function comingTrunk({ trunkId, job }: Binding): string {
  return job && !job.isFailed ? job.trunkId : trunkId;
}

/** Binds a number, or unbinds it where the trunk is empty, and waits. Returns whether it is so. */
export async function bind(
  client: Client,
  number: BoundNumber,
  trunkId: string,
  before: Binding,
): Promise<boolean> {
  return await waitForJob(client, number, trunkId, await startJob(number, trunkId, before));
}

/** Asks for the job that binds a number, if it is not bound as it should be. */
export async function startJob(number: BoundNumber, trunkId: string, before: Binding): Promise<Binding> {
  return isDone(before, trunkId) && before.other === "" ? before : await number.bindTo(trunkId);
}

/**
 * Waits for the job that was asked for. Where somebody else's has taken its place, a binding is asked for again; an
 * unbinding has lost its reason, and is not done.
 *
 * @throws SinchError when the job fails or takes too long
 */
export async function waitForJob(
  client: Client,
  number: BoundNumber,
  trunkId: string,
  asked: Binding,
): Promise<boolean> {
  const { id } = number;
  const beganMs = client.clock.now();
  const maxMs = patienceMs(client.clock, MAX_JOB_MS);
  let binding = asked;
  // What a change answers may be as it was before; what is read afterwards is not.
  let isAnswer = true;
  for (let attempt = 1, times = 1, isTold = false; !isDone(binding, trunkId); attempt++) {
    if (!isAnswer && isTakenByOther(binding, trunkId)) {
      if (trunkId === "") {
        return false;
      }
      if (times++ >= MAX_ASKED) {
        throw new SinchError(
          `${id} was bound or unbound by somebody else again and again; run \`pulumi up\` again once that has ended`,
        );
      }
      await number.bindTo(trunkId);
    } else if (binding.job?.isFailed) {
      throw new JobFailure(`the Numbers API failed to bind ${id}; run \`pulumi up\` again to try once more`);
    }
    const passedMs = client.clock.now() - beganMs;
    if (passedMs > maxMs) {
      throw new SinchError(
        `binding ${id} took longer than ${Math.round(maxMs / 1000)} s; run \`pulumi up\` again to go on waiting`,
      );
    }
    if (passedMs > SILENT_JOB_MS && !isTold) {
      isTold = true;
      client.say(`waiting for the Numbers API to bind ${id}, up to ${Math.round(maxMs / 1000)} s`);
    }
    await client.clock.sleep(Math.min(250 * 2 ** (attempt - 1), 5_000));
    binding = await number.fetch();
    isAnswer = false;
  }
  return true;
}

function isDone({ trunkId, job }: Binding, wantedTrunk: string): boolean {
  return job === undefined && trunkId === wantedTrunk;
}

/** Whether our own job is not the one that is under way, nor the one that has ended last. */
function isTakenByOther({ trunkId, job }: Binding, wantedTrunk: string): boolean {
  return job === undefined ? trunkId !== wantedTrunk : job.trunkId !== wantedTrunk && !job.isFailed;
}
