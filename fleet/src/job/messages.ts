import type { Job } from "./jobs";

/*
 * What passes between a worker's process, the guard and the job's own process. The guard reads the first and the last
 * line only, so all of it is JSON.
 */

/** What a job's process is told, once. */
export interface Order {
  readonly job: Job;
  readonly project: string;
  readonly folder: string;
  readonly storeUrl: string;
  readonly leaseMs: number;
  readonly graceMs: number;
  readonly requestsPerSecond?: number | undefined;
  readonly policy?: string | undefined;
  readonly baseline?: string | undefined;
  readonly secretsProvider?: string | undefined;
}

/** How a job ended, the one line that the guard prints. */
export type Ended =
  | { readonly outcome: unknown; readonly error?: undefined }
  | { readonly error: { readonly name: string; readonly text: string } };

/** What the job's process tells the guard. */
export type Told =
  /** The lease was renewed by a request that began then, and is to be renewed again before half of it has passed. */
  | { readonly renewedMs: number; readonly leaseMs: number }
  /** The folder that goes when it has ended, in whatever way. */
  | { readonly workDir: string }
  | { readonly ended: Ended };
