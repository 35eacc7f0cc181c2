import type { Place } from "./plan";
import type { StackResource } from "./resource";

/** What happens to a resource. */
export type Operation = "same" | "create" | "update" | "replace" | "delete";

/** A resource with what a preview, or a change by hand, does to it. */
export interface Change {
  readonly operation: Operation;
  /** Afterwards; for a deleted one, as it was. */
  readonly resource: StackResource;
  /** Before, if it was there. */
  readonly before?: StackResource;
  /** The inputs that differ. */
  readonly differing: readonly string[];
  /** The inputs for which it is replaced; none where what it depends on is. */
  readonly replaceReasons?: readonly string[];
  /** Where it stands in the plan of a preview. */
  readonly place?: Place;
  /** When Pulumi last changed it, as RFC 3339 text. */
  readonly modified?: string;
}

/** Something that Pulumi did not look at, or does not show. */
export interface Blind {
  readonly urn: string;
  /** The input, if it is one. */
  readonly key: string;
  /** A clause that names it. */
  readonly text: string;
}

/** What a stack holds and what becomes of it, read from the JSON that Pulumi prints. */
export interface Review {
  /** A preview plans changes; a refresh has found changes made by hand; a state has none. */
  readonly form: "preview" | "refresh" | "state";
  readonly project: string;
  readonly stack: string;
  readonly changes: readonly Change[];
  readonly notLookedAt: readonly Blind[];
  /** What Pulumi says about a preview or refresh that failed. */
  readonly errors: readonly string[];
}

/** Everything that is there afterwards. */
export function afterwards({ changes }: Review): StackResource[] {
  return changes.filter(({ operation }) => operation !== "delete").map(({ resource }) => resource);
}

/** What differs and no update puts back, since `ignoreChanges` names it. */
export function leftAsIs({ differing, resource: { ignored = {} } }: Change): string[] {
  return differing.filter((key) => key in ignored);
}

/** Whether an update puts back anything of what was changed by hand. */
export function isPutBack(change: Change): boolean {
  const left = leftAsIs(change);
  return change.operation !== "same" && (left.length === 0 || left.length < change.differing.length);
}
