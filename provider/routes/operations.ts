import type { Client } from "../api/client";
import type { JsonObject } from "../json";

/** An entity as the API has it, under the id that Pulumi keeps. */
export interface Found {
  readonly id: string;
  /** The inputs and outputs under their names; other keys are ignored. */
  readonly answer: JsonObject;
}

/** What a create knows besides its inputs. */
export interface CreateContext {
  /** The entity in plain words, for messages. */
  readonly title: string;
  /** Whether an answer of the API has the content that was asked for. */
  readonly matches: (answer: JsonObject) => boolean;
}

/** One change of an existing entity. */
export interface Change {
  /** The state: inputs and outputs as they were kept. */
  readonly olds: JsonObject;
  /** The inputs as they must become. */
  readonly news: JsonObject;
  /** Inputs that had a value and are to have none. */
  readonly cleared: readonly string[];
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
  /** What the API has, or `undefined` if it is gone. `known` is the state, or empty for an import. */
  read(client: Client, id: string, known: JsonObject, look?: Look): Promise<JsonObject | undefined>;
  update(client: Client, id: string, change: Change): Promise<JsonObject>;
  /** Succeeds when the entity is gone already. */
  delete(client: Client, id: string, state: JsonObject): Promise<void>;
  /** All that the project has, or that a parent has where the entity lives under one. */
  list(client: Client, parentId?: string): Promise<Found[]>;
}
