/** What a job is asked for and what it answers: all that passes between a worker, its jobs and Temporal. */

interface OfShard {
  /** The name of the stack. */
  readonly shard: string;
  readonly account?: string | undefined;
}

/** Looks at what an update would do, with the policy pack and the report of `pulumi-sinch report`. */
export interface PreviewJob extends OfShard {
  readonly kind: "preview";
  readonly release: string;
  /** Whether it begins with a refresh, so that what was changed by hand is set back. */
  readonly isPutBack?: boolean | undefined;
}
/** Brings a shard's stack to a release, and records it. */
export interface UpJob extends OfShard {
  readonly kind: "up";
  readonly release: string;
  /** Whether it begins with a refresh, so that what was changed by hand is set back. */
  readonly isPutBack?: boolean | undefined;
}
/** What differs from the stack, of the release that is recorded; changes nothing. */
export interface DriftJob extends OfShard {
  readonly kind: "drift";
}
/** What a whole account holds beside all shards' states, and which countries are open. */
export interface LeftoversJob {
  readonly kind: "leftovers";
  readonly account?: string | undefined;
  /** What looks at its shards have listed a moment ago, by the hashes under which the store has it until then. */
  readonly lists?: readonly string[];
}
/** Deletes all that one customer has. */
export interface RetireJob extends OfShard {
  readonly kind: "retire";
  readonly customer: string;
}
/** Moves customers' resources from one state into another; asks the API for nothing but reads. */
export interface MoveJob extends OfShard {
  readonly kind: "move";
  readonly customers: readonly string[];
  readonly to: string;
}
/** Takes what an account has of a release's customers into a shard that knows nothing of them; asks for reads alone. */
export interface AdoptJob extends OfShard {
  readonly kind: "adopt";
  readonly release: string;
}
export type Job = PreviewJob | UpJob | DriftJob | LeftoversJob | RetireJob | MoveJob | AdoptJob;

/** How many resources an operation creates, updates, …, as Pulumi counts them. */
export type Counts = Readonly<Record<string, number>>;

/** Both together. */
export function added(one: Counts, other: Counts): Counts {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return Object.fromEntries(keys.map((key) => [key, (one[key] ?? 0) + (other[key] ?? 0)]));
}

export interface Previewed {
  readonly counts: Counts;
  /** Of the policy pack. */
  readonly mandatory: number;
  readonly advisory: number;
  /** The hash under which the store has the report, as JSON. */
  readonly report: string;
  readonly left: readonly string[];
}
export interface Updated {
  readonly counts: Counts;
  /** Customers that were left as they are. */
  readonly left: readonly string[];
  /** Operations that a dead process had begun and of which the account was asked. */
  readonly settled: number;
}
export interface Looked {
  /** New findings by urgency: "alarm", "drift", "policy", "not looked at". */
  readonly found: Counts;
  /** The hash under which the store has them, as JSON. */
  readonly report: string;
  /** The hash under which it has what was listed below trunks and lists. */
  readonly lists?: string;
}
export interface Adopted {
  readonly adopted: number;
  readonly resources: number;
  /** The hash under which the store has who was adopted, and what is in the way of the others, as AdoptionReport. */
  readonly report: string;
}
export interface AdoptionReport {
  readonly adopted: readonly string[];
  readonly refused: readonly { readonly customer: string; readonly texts: readonly string[] }[];
  /** Lists whose passwords nobody can compare: those that the program says are taken for theirs. */
  readonly passwords: number;
}
/** The outcome of each kind of job. */
export interface Outcomes {
  readonly preview: Previewed;
  readonly up: Updated;
  readonly drift: Looked;
  readonly leftovers: Looked;
  readonly retire: Updated;
  readonly move: { readonly resources: number };
  readonly adopt: Adopted;
}
export type OutcomeOf<J extends Job> = Outcomes[J["kind"]];
