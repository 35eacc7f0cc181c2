import type fc from "fast-check";
import type { JsonObject } from "../../provider/json";
import type { World } from "../faults/world";

/** Ids of the entities that others refer to. */
export interface WorldIds {
  readonly sipTrunkId: string;
  readonly accessControlListId: string;
  readonly credentialListId: string;
}

/** What is wrong with otherwise right inputs, which property is named, and a part of what is said to be right. */
export type Refusal = [change: JsonObject, property: string, right: string];

/** What the tests know of an entity: the fields of a collection of its own are here, and in no other test. */
export interface Sample {
  /** Inputs that are right, all of them given. */
  readonly inputs: JsonObject;
  /** Other values of those that change in place; must be there for a collection of its own. */
  readonly changed?: JsonObject;
  /** Other values of those whose change replaces a collection's entity, if there are any. */
  readonly replacing?: JsonObject;
  /** What the API answers in another spelling than it was sent. */
  readonly answered?: JsonObject;
  /** Inputs that a check accepts, in all their spellings. @default the values of `inputs` and `changed` */
  readonly accepted?: (ids: WorldIds) => fc.Arbitrary<JsonObject>;
  /** What a check refuses, besides what it refuses of every entity. */
  readonly refusals: readonly Refusal[];
  /** How it meets faults. @default as a collection of its own does */
  readonly faults?: Faulty;
}

/** How the fault matrix makes an entity, changes it and makes many. */
export interface Faulty {
  /** Whether the API refuses a second one: then a create may be repeated after any lost answer. */
  readonly unique: boolean;
  /** Makes what it needs, and an older twin where the API allows one. Returns the inputs. */
  readonly prepare: (world: World) => Promise<JsonObject>;
  /** The inputs after an update; absent where there is none. */
  readonly changed?: (inputs: JsonObject, world: World) => JsonObject;
  /** Makes enough for a second page of its list. */
  readonly fill?: (world: World, inputs: JsonObject) => Promise<void>;
  /** The input with the parent's id, if it is listed under one. */
  readonly parent?: string;
  /** Which of the usual operations there are not, and why. */
  readonly without?: Partial<Record<"read" | "update" | "delete" | "list", string>>;
}
