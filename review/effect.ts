import { trunkOf, type StackResource } from "../stack/resource";
import type { Change } from "../stack/change";
import { entityName } from "./wording";

/** What a change does, in a reviewer's order: what opens comes first, then where calls go that went elsewhere. */
export type Direction = "opens" | "diverts" | "changes" | "closes";

/** One thing that a change does, as a clause in telephony words. */
export interface Effect {
  readonly direction: Direction;
  readonly text: string;
}

/** All resources and changes that an effect may speak of. */
export interface Scene {
  readonly stack: readonly StackResource[];
  readonly changes: readonly Change[];
}

/** Says what becomes of a resource: what it was, if it was there, and what it is, if it stays. */
export type Words = (
  then: StackResource | undefined,
  now: StackResource | undefined,
  scene: Scene,
) => Effect[];

/** How an effect calls a resource's trunk. */
export function trunkName(stack: readonly StackResource[], resource: StackResource | undefined): string {
  const trunk = resource && trunkOf(stack, resource);
  return trunk ? `trunk ${quoted(trunk)}` : "a trunk outside of this stack";
}

/** An entity's name in quotes. */
export function quoted(resource: StackResource): string {
  return `"${entityName(resource)}"`;
}

/** Lets calls through that did not get through. */
export function opens(text: string): Effect {
  return { direction: "opens", text };
}

/** Sends calls elsewhere than before. */
export function diverts(text: string): Effect {
  return { direction: "diverts", text };
}

/** Neither opens nor closes. */
export function changes(text: string): Effect {
  return { direction: "changes", text };
}

/** Stops calls that got through. */
export function closes(text: string): Effect {
  return { direction: "closes", text };
}
