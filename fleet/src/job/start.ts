import { spawn } from "node:child_process";
import { join } from "node:path";
import { JobDiedError, StoppedError, errorNamed } from "../errors";
import type { Job, OutcomeOf } from "./jobs";
import type { Ended, Order } from "./messages";
import { jobEnvironment } from "./environment";

/** How a job is run. */
export interface JobOptions {
  /** The fleet's name, which is the name of the Pulumi project. */
  readonly project: string;
  /** The team's folder: `node_modules` are looked for from here, and a folder below it is made and removed. */
  readonly folder: string;
  /** The worker's own variables. Of SINCH_* a job gets those of its account alone, and nothing of FLEET_* or TEMPORAL_*. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The store, PostgreSQL. */
  readonly storeUrl: string;
  readonly lease: {
    readonly seconds: number;
    /** The longest wait of a request, during which nobody takes over. @default 30 */
    readonly graceSeconds?: number | undefined;
  };
  /** Requests a second that the whole account allows. */
  readonly requestsPerSecond?: number | undefined;
  /** The text of a file of policy-pack config, JSON. */
  readonly policy?: string | undefined;
  /** The text of a file of accepted drift. */
  readonly baseline?: string | undefined;
  /** Of Pulumi, for new stacks; a passphrase (PULUMI_CONFIG_PASSPHRASE) without it. */
  readonly secretsProvider?: string | undefined;
  /** Asks the job to stop: the engine ends what is under way, and no more is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told the id of the guard's process once it runs, which leads the session of all others. */
  readonly onStarted?: ((pid: number) => void) | undefined;
}

/** Longer than any request waits for its answer. */
const GRACE_SECONDS = 30;
const GUARD = join(__dirname, "guard.js");

/**
 * Runs a job in processes of its own, which end by themselves where this one dies: what is under way is ended and stored.
 *
 * @throws a FleetError of errors.ts; nothing of a table, the account or Pulumi's output is in its text
 */
export async function runJob<J extends Job>(job: J, options: JobOptions): Promise<OutcomeOf<J>> {
  const { signal } = options;
  if (signal?.aborted) throw new StoppedError(`${job.kind} was stopped before it began`);
  const guard = spawn(process.execPath, [GUARD], {
    cwd: options.folder,
    env: jobEnvironment(options.env, job.account),
    stdio: ["pipe", "pipe", "inherit"],
    // A session of its own: no Ctrl-C of a terminal gets there.
    detached: true,
  });
  const stop = (): void => void guard.stdin.end();
  signal?.addEventListener("abort", stop);
  // It breaks where the guard dies, of which its end tells.
  guard.stdin.on("error", () => undefined);
  guard.stdin.write(`${JSON.stringify(orderOf(job, options))}\n`);
  if (guard.pid !== undefined) options.onStarted?.(guard.pid);
  try {
    return (await answerOf(guard)) as OutcomeOf<J>;
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function orderOf(job: Job, options: JobOptions): Order {
  const { project, folder, storeUrl, lease, requestsPerSecond, policy, baseline, secretsProvider } = options;
  const graceMs = (lease.graceSeconds ?? GRACE_SECONDS) * 1000;
  const how = { requestsPerSecond, policy, baseline, secretsProvider };
  return { job, project, folder, storeUrl, leaseMs: lease.seconds * 1000, graceMs, ...how };
}

/** What the guard prints when all has ended. @throws what the job has failed with */
async function answerOf(guard: ReturnType<typeof spawn>): Promise<unknown> {
  let text = "";
  guard.stdout?.setEncoding("utf8").on("data", (part: string) => (text += part));
  await new Promise<void>((resolve, reject) => {
    guard.once("error", reject).once("close", () => {
      resolve();
    });
  }).catch((error: unknown) => {
    throw new JobDiedError(
      error instanceof Error ? error.message : "the guard of the job could not be started",
    );
  });
  const ended = parsed(text);
  if (ended === undefined) throw new JobDiedError("the guard of the job ended without a word");
  if (ended.error !== undefined) throw errorNamed(ended.error.name, ended.error.text);
  return ended.outcome;
}

function parsed(text: string): Ended | undefined {
  try {
    return JSON.parse(text) as Ended;
  } catch {
    return undefined;
  }
}
