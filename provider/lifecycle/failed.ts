import type { Failure } from "../entity";
import { SinchError } from "../errors";
import type { JsonObject } from "../json";

/**
 * What a failure leaves without a value. With `--continue-on-error` the engine goes on, and asks to check what depends
 * on a resource that could not be made, without the inputs that come from it; if the check passes, it skips it. For a new
 * resource a failure would be a second, misleading error. One that is there already is refused, in words that say why:
 * the engine (3.259) would skip it and go on to delete what it hangs on so far, and its state would be broken.
 */
export class Failed {
  #isAny = false;

  /** The failures of a check that count. `olds` are empty for a new resource. */
  counted(failures: Failure[], olds: JsonObject, news: JsonObject): Failure[] {
    if (!this.#isAny) return failures;
    if (Object.keys(olds).length === 0) return failures.filter((failure) => !isMissing(news, failure));
    return failures.map((failure) => (isMissing(news, failure) ? { ...failure, reason: NO_VALUE } : failure));
  }

  /**
   * Makes or changes something.
   *
   * @param judge the failures of a check, to find what the engine did not skip all the same: it depends on nothing
   *   that has failed, and a value is really missing
   */
  async watch<Result>(
    inputs: JsonObject,
    judge: () => Failure[],
    work: () => Promise<Result>,
  ): Promise<Result> {
    const missing = this.#isAny ? judge().filter((failure) => isMissing(inputs, failure)) : [];
    try {
      if (missing.length > 0) {
        throw new SinchError(missing.map(({ property, reason }) => `${property} ${reason}`).join("; "));
      }
      return await work();
    } catch (error) {
      this.#isAny = true;
      throw error;
    }
  }
}

const NO_VALUE =
  "has no value, probably since what it comes from has failed: see that error. What this resource is now stays up, and " +
  "nothing after it is done in this update";

/** Whether what a failure names has no value. */
function isMissing(inputs: JsonObject, { property }: Failure): boolean {
  const parts = property.split(/[.[\]]+/).filter(Boolean);
  const value = parts.reduce<unknown>((at, part) => (at as JsonObject | undefined)?.[part], inputs);
  return value === undefined || value === null;
}
