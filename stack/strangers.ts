import { textOf } from "../provider/json";
import { completed } from "./completed";
import { isUnknown, target, type Stack, type StackResource } from "./resource";

/** Inputs that name a list, and its kind. */
const LISTS = { accessControlListId: "AccessControlList", credentialListId: "CredentialList" };

/** Lists that resources of the stack name and that are not of it, such as those that a program only reads: of them nothing is known. */
export function strangersOf(stack: Stack): StackResource[] {
  const strangers = new Map<string, StackResource>();
  for (const resource of stack) {
    for (const [property, kind] of Object.entries(LISTS)) {
      const id = resource.properties[property];
      if (id === undefined || resource.kind === kind || target(stack, resource, { property, kind })) continue;
      const name = isUnknown(resource, property) ? `linked by ${resource.name}` : textOf(id);
      strangers.set(`${kind} ${name}`, {
        urn: resource.urn,
        kind,
        name,
        properties: completed(kind, {}),
        references: {},
        ...(resource.provider !== undefined && { provider: resource.provider }),
      });
    }
  }
  return [...strangers.values()];
}
