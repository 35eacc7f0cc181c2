import type { JsonObject } from "../json";
import type { Checked } from "./check";
import type { Kept } from "./content";

/** Which changes of inputs need another entity. */
export interface Difference {
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** Check, diff, create, read, update and delete of one entity; the same for every way into it. */
export interface Lifecycle {
  /**
   * Makes no request. `olds` are the inputs before, or the state; empty for a new resource. Where the `urn` is told, a
   * second resource that means the same thing is refused.
   */
  check(olds: JsonObject, news: JsonObject, urn?: string): Checked;
  /**
   * Says what a preview cannot show, as which countries are going to be closed, where the entity has such. It reads for
   * that once in a run, never fails, and says where it could not look. `olds` and `news` are those of a good check.
   */
  foresee(olds: JsonObject, news: JsonObject): Promise<void>;
  /**
   * Makes no request. `olds` is the state, `news` checked inputs.
   *
   * @throws SinchError when the state belongs to another account than the configured one
   */
  diff(olds: JsonObject, news: JsonObject, id?: string): Difference;
  create(inputs: JsonObject): Promise<{ id: string; state: JsonObject }>;
  /** `undefined` when it is proved to be gone. `known` is the state, or empty for an import. */
  read(id: string, known: JsonObject): Promise<Kept | undefined>;
  update(id: string, olds: JsonObject, news: JsonObject): Promise<JsonObject>;
  delete(id: string, state: JsonObject): Promise<void>;
  /** All that the project has, or that a parent has; with the times that the API tells. */
  list(parentId?: string): Promise<Listed[]>;
}

/** An entity in a list. */
export interface Listed extends Kept {
  readonly id: string;
  /** When it was made, in ISO 8601; absent where the API does not tell. */
  readonly createTime?: string;
}
