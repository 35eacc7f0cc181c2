import type { StackResource } from "../stack/resource";
import type { Call } from "./call";
import type { Subject } from "./numbers";
import type { Run } from "./run";
import type { Outcome, Reason } from "./verdict";
import type { Account, Trunk } from "./world";

/** A call on its way: what its steps look at. */
export interface Way {
  readonly call: Call;
  /** Nothing where it goes by a trunk that is not known here. */
  readonly trunk: Trunk | undefined;
  /** Whose rules and countries count; nothing where that is not known here. */
  readonly account: Account | undefined;
  /** Who is called from the account, or calls it; nothing where that is not known. */
  readonly subject: Subject | undefined;
}

/** A step: what it ends with, or nothing where the call goes on. */
export type Decide = (way: Way, run: Run) => Outcome | undefined;

/** Why, and with what, a call is refused. */
interface Refusal {
  readonly reason: Reason;
  readonly status?: number;
  readonly resource?: StackResource;
}

/** The outcome of a refusal. */
export function refused({ trunk }: Partial<Pick<Way, "trunk">>, refusal: Refusal): Outcome {
  const { reason, status, resource } = refusal;
  return { isLetThrough: false, reason, status, resource, trunk: trunk?.resource, key: "refused" };
}
