import type { Job, OutcomeOf } from "./jobs";

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
    readonly graceSeconds?: number;
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
  readonly signal?: AbortSignal;
  /** Told the id of the guard's process once it runs, which is the leader of the group and the session of all others. */
  readonly onStarted?: (pid: number) => void;
}

/**
 * Runs a job in processes of its own, to its end, whatever becomes of this process.
 *
 * @throws a FleetError of errors.ts; nothing of a table, the account or Pulumi's output is in its text
 */
export async function runJob<J extends Job>(job: J, options: JobOptions): Promise<OutcomeOf<J>> {
  await Promise.resolve();
  throw new Error(`not yet: ${job.kind} ${options.project}`);
}
