import type { Lease, Store } from "../store/store";
import type { Order } from "./messages";
import type { PermitFile } from "./permit";

/** What every kind of job works with. */
export interface Context extends Order {
  readonly store: Store;
  readonly lease: Lease;
  readonly permit: PermitFile;
  /** A folder of its own below the team's, removed at its end. */
  readonly workDir: string;
  /** Given when it is to stop. */
  readonly signal: AbortSignal;
}
