import type { Client } from "../api/client";
import { withTimeLimit } from "../api/time-limit";

/** A preview waits no longer for what it only says: with no network it goes on without. */
const PATIENCE_S = 10;

/** What is said before it is done, since no preview shows it: each line once in a run. */
export class Foresight {
  readonly #said = new Set<string>();

  /** Looks, and says what was found, or that nobody could look. */
  async tell(client: Client, look: () => Promise<string[]> | string[]): Promise<void> {
    const lines = await withTimeLimit(client.clock, PATIENCE_S, async () => await look()).catch(
      (error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        return [`what this is going to change in the account could not be looked up: ${why}`];
      },
    );
    for (const line of lines) {
      if (!this.#said.has(line)) client.say(line);
      this.#said.add(line);
    }
  }
}
