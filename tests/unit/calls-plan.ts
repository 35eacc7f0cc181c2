import type { JsonObject } from "../../provider/json";
import type { Change, Operation, Review } from "../../stack/change";
import type { StackResource } from "../../stack/resource";

/** What a preview shows of some changes. */
export function review(changes: Change[], form: Review["form"] = "preview"): Review {
  return { form, project: "acme", stack: "test", changes, notLookedAt: [], errors: [] };
}

/** A change of a resource, with what differed before. */
export function change(operation: Operation, resource: StackResource, before?: JsonObject): Change {
  const was =
    operation === "create" ? undefined : { ...resource, properties: { ...resource.properties, ...before } };
  return { operation, resource, differing: Object.keys(before ?? {}), ...(was && { before: was }) };
}

/** The account as somebody has read it: by other URNs than the stack's. */
export function read(stack: readonly StackResource[]): StackResource[] {
  return stack.map((resource) => ({
    ...resource,
    urn: `account::${resource.kind}::${resource.name}`,
    references: {},
  }));
}
