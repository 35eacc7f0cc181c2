import type { Client } from "../api/client";
import type { JsonObject } from "../json";

/** An entity as the API has it, under the id that Pulumi keeps. */
export interface Found {
  readonly id: string;
  /** The inputs and outputs under their names; other keys are ignored. */
  readonly answer: JsonObject;
  /** What was so before this create: a clause such as "+12025550147 was bound to trunk x". */
  readonly already?: string;
}

/** What a run knows of the other resources of the stack, where inputs are the id. */
export interface Others {
  /** What this run has seen another resource hold under an id; for all settings of a kind, under the id of each. */
  readonly seen: (id: string) => JsonObject | undefined;
  /** Whether a resource of the program declares what has the id. */
  readonly isClaimed: (id: string) => boolean;
}

/** What a create knows besides its inputs. */
export interface CreateContext extends Others {
  /** The entity in plain words, for messages. */
  readonly title: string;
  /** Whether an answer of the API has the content that was asked for. */
  readonly matches: (answer: JsonObject) => boolean;
  /** The same, after the engine has gone on with the program for a moment where it was not seen yet. */
  readonly awaitSeen: (id: string) => Promise<JsonObject | undefined>;
}

/** One change of an existing entity. */
export interface Change {
  /** The state: inputs and outputs as they were kept. */
  readonly olds: JsonObject;
  /** The inputs as they must become. */
  readonly news: JsonObject;
  /** The inputs that this change touches; none for one that only goes on with an earlier change. */
  readonly changed: readonly string[];
  /** What a whole-object PUT has to carry, out of what the API holds. */
  readonly onTopOf: (live: JsonObject) => WholeBody;
  /** Inputs that the live entity must name, or it is not the whole of it. */
  readonly expected: readonly string[];
}

/** The body of a PUT that replaces the whole object. */
export interface WholeBody {
  /** Inputs: those that change as they must become, the others as they are. */
  readonly known: JsonObject;
  /** Fields that this version does not know, as they are. */
  readonly unknown: JsonObject;
}

/** How far what a list says of an entity is believed. */
export interface Look {
  /** What was listed before does not count. @default 0 */
  readonly notBeforeMs?: number;
  /** What the entity should have: a listed item without one of these is held against the entity's own answer. */
  readonly expected?: readonly string[];
}

/** A form of route as requests. Nothing here knows Pulumi; a 404 to a read or delete is an answer, no error. */
export interface Operations {
  create(client: Client, inputs: JsonObject, context: CreateContext): Promise<Found>;
  /** What the API has, or `undefined` if it does not find it. `known` is the state, or empty for an import. */
  read(client: Client, id: string, known: JsonObject, look?: Look): Promise<JsonObject | undefined>;
  /** Makes no request where nothing is to be changed. */
  update(client: Client, id: string, change: Change, others: Others): Promise<JsonObject>;
  /** Succeeds when the entity is gone already. Returns what was taken down, for the user, or left as it is. */
  delete(client: Client, id: string, state: JsonObject, others: Others): Promise<string | undefined>;
  /**
   * What a preview cannot show, since only the API tells it: one line for each. Reads only; `olds` are the inputs
   * before, empty for a new resource.
   */
  foresee?(client: Client, olds: JsonObject, news: JsonObject): Promise<string[]>;
  /** All that the project has, or that a parent has where the entity lives under one. */
  list(client: Client, parentId?: string): Promise<Found[]>;
}
