import { ENTITIES } from "../provider/entities";
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
  /** When Pulumi last changed it, as RFC 3339 text. */
  readonly modified?: string;
}

/** What a stack holds and what becomes of it, read from the JSON that Pulumi prints. */
export interface Review {
  /** A preview plans changes; a refresh has found changes made by hand; a state has none. */
  readonly form: "preview" | "refresh" | "state";
  readonly project: string;
  readonly stack: string;
  readonly changes: readonly Change[];
  /** What Pulumi says about a preview or refresh that failed. */
  readonly errors: readonly string[];
}

/** Everything that is there afterwards. */
export function afterwards({ changes }: Review): StackResource[] {
  return changes.filter(({ operation }) => operation !== "delete").map(({ resource }) => resource);
}

/**
 * Whether something is down while a change is made: it is replaced, and deleted first, either since the API allows
 * only one of it or since what it hangs on is.
 */
export function isInterrupted({ operation, resource }: Change, all: readonly Change[]): boolean {
  if (operation !== "replace") return false;
  if (ENTITIES.some(({ name, deleteBeforeReplace }) => name === resource.kind && deleteBeforeReplace))
    return true;
  const madeOf = new Set(Object.values(resource.references).flat());
  return all.some((other) => madeOf.has(other.resource.urn) && isInterrupted(other, all));
}
