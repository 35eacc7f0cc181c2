import type { Failure } from "../entity";
import { SinchError } from "../errors";
import type { JsonObject } from "../json";

/**
 * What a failure leaves without a value. With `--continue-on-error` the engine goes on, and asks to check what depends
 * on a resource that could not be made, without the inputs that come from it; if the check passes, it skips it. A
 * failure of that check would be a second, misleading error, and would end the program.
 */
export class Failed {
  #isAny = false;

  /** The failures of a check that count. */
  counted(failures: Failure[], news: JsonObject): Failure[] {
    return this.#isAny ? failures.filter((failure) => !isMissing(news, failure)) : failures;
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

/** Whether what a failure names has no value. */
function isMissing(inputs: JsonObject, { property }: Failure): boolean {
  const parts = property.split(/[.[\]]+/).filter(Boolean);
  const value = parts.reduce<unknown>((at, part) => (at as JsonObject | undefined)?.[part], inputs);
  return value === undefined || value === null;
}
