import type { Resource } from "./resource";

/** One step of the engine. */
export type Step =
  | {
      readonly op: "create";
      readonly urn: string;
      readonly new: Resource;
      /** What it replaces. */
      readonly old?: Resource;
      /** Whether what it replaces is to be deleted after all creations. */
      readonly condemnsOld: boolean;
      readonly changed: readonly string[];
    }
  | {
      readonly op: "update";
      readonly urn: string;
      readonly new: Resource;
      readonly old: Resource;
      readonly changed: readonly string[];
    }
  | { readonly op: "same"; readonly urn: string; readonly new: Resource; readonly old: Resource }
  /** Not made, since it is not targeted. */
  | { readonly op: "skip"; readonly urn: string; readonly new: Resource }
  /** Where it is replaced by another one that is made after that, the state keeps it until then. */
  | { readonly op: "delete"; readonly urn: string; readonly old: Resource; readonly isReplaced: boolean }
  /** Deleted in an earlier update, and not to be made again. */
  | { readonly op: "forget"; readonly urn: string; readonly old: Resource };

/** The state of the resource that a step is about, as the engine looks at its dependencies. */
export function subjectOf(step: Step): Resource {
  return "new" in step ? step.new : step.old;
}
