import type { Entity } from "../entity";
import { PartialCreateError, PartialUpdateError } from "../errors";
import type { JsonObject } from "../json";
import { idOfInputs } from "./ownership";
import { clean } from "./values";

/**
 * What creates and updates of a run have done in part. An error hook may ask for the same again in the same process:
 * the engine then passes what there was before the first attempt, and takes an error that keeps nothing for nothing
 * done. So what the last attempt knew is what the next one begins with, and ends with where it gets nowhere.
 */
export class Unfinished {
  readonly #creates = new Map<string, PartialCreateError>();
  readonly #updates = new Map<string, JsonObject>();

  /** Runs a create. */
  async creates<Result>(entity: Entity, inputs: JsonObject, work: () => Promise<Result>): Promise<Result> {
    const key = `${entity.name} ${idOfInputs(entity, inputs) ?? ""}`;
    try {
      const made = await work();
      this.#creates.delete(key);
      return made;
    } catch (error) {
      const before = this.#creates.get(key);
      if (error instanceof PartialCreateError) {
        this.#creates.set(key, error);
      } else if (before !== undefined && error instanceof Error) {
        throw new PartialCreateError(before.entityId, before.answer, error.message);
      }
      throw error;
    }
  }

  /** Runs an update of a state, which is what an earlier attempt has left where there was one. */
  async updates(
    key: string,
    olds: JsonObject,
    work: (olds: JsonObject) => Promise<JsonObject>,
  ): Promise<JsonObject> {
    const before = this.#updates.get(key);
    try {
      const state = await work(before ?? olds);
      this.#updates.delete(key);
      return state;
    } catch (error) {
      if (error instanceof PartialUpdateError) {
        const now = clean({ ...(before ?? olds), ...error.answer });
        this.#updates.set(key, now);
        throw new PartialUpdateError(now, error.cause);
      }
      throw before !== undefined && error instanceof Error ? new PartialUpdateError(before, error) : error;
    }
  }
}
