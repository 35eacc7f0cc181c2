import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { isObject } from "../json";
import { ConfigError } from "../errors";
import type { Clock } from "./clock";

/** The variable that names the file with the leave to send, which a fleet's jobs set for their provider. */
export const PERMIT_VARIABLE = "SINCH_PERMIT_FILE";

/** How old what was read of the file may be. */
const FRESH_MS = 1_000;
const BELOW_AN_ENTITY = /^\/[^/]+\/[^/]+\/[^/]+$/;

/** A page of what one entity has below it, as the API has answered it. */
export interface Listed {
  /** Below the project, such as `/trunks/01H…/endpoints`. */
  readonly path: string;
  readonly page: number;
  readonly body: unknown;
}

interface Leave {
  readonly untilMs: number;
  readonly requestsPerSecond: number;
}

/**
 * A leave to send that ends, written to a file again and again by a process that holds a lease of what this one changes:
 * `{"until": 1790000000000, "requestsPerSecond": 2.5}`. Once it has ended, somebody else may be at work.
 */
export class Permit {
  readonly #file: string;
  readonly #clock: Clock;
  readonly #say: (line: string) => void;
  #leave: Leave | undefined;
  #readMs = 0;
  #isTold = false;

  constructor(file: string, { clock, say }: { clock: Clock; say: (line: string) => void }) {
    this.#file = file;
    this.#clock = clock;
    this.#say = say;
  }

  /** Requests a second that this process may send; infinite where the file has no rate. */
  get rate(): number {
    return this.#current().requestsPerSecond;
  }

  /**
   * Resolves while the leave lasts, and never after its end: whatever is told to Pulumi's engine then, an error too, it
   * would write into a state that is somebody else's by now. The one who gave the leave ends both processes.
   */
  async lasts(): Promise<void> {
    if (this.#clock.now() < this.#current().untilMs) return;
    if (!this.#isTold) {
      this.#isTold = true;
      this.#say("stopped for good: the leave to send has ended, since the lease was not renewed");
    }
    await new Promise<never>(() => undefined);
  }

  /** Notes a 429, for the one who hands out shares of the rate. */
  limited(): void {
    this.#note("limited");
  }

  /**
   * Keeps a list for the one who gave the leave, if that one has made a file for it: whoever looks into the whole account
   * afterwards need not ask again. Collections of the whole account are read by everybody, and not kept.
   */
  listed(listed: Listed): void {
    const file = `${this.#file}.lists`;
    if (BELOW_AN_ENTITY.test(listed.path) && existsSync(file))
      appendFileSync(file, `${JSON.stringify(listed)}\n`);
  }

  #current(): Leave {
    const nowMs = this.#clock.now();
    if (this.#leave === undefined || nowMs >= this.#leave.untilMs || nowMs - this.#readMs >= FRESH_MS) {
      this.#leave = this.#read();
      this.#readMs = nowMs;
      // Whoever sends nothing needs no share of the rate.
      this.#note("used");
    }
    return this.#leave;
  }

  #note(what: "limited" | "used"): void {
    try {
      appendFileSync(`${this.#file}.${what}`, `${this.#clock.now()}\n`);
    } catch {
      // The one who gave the leave has removed its folder, and reads nothing any more.
    }
  }

  /**
   * A leave that was read lasts as long as it says, also where its file is gone.
   *
   * @throws ConfigError where it never was such a file, so that nothing is sent without leave
   */
  #read(): Leave {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, "utf8"));
      const { until, requestsPerSecond = Infinity } = isObject(value) ? value : {};
      if (typeof until === "number" && typeof requestsPerSecond === "number" && requestsPerSecond > 0)
        return { untilMs: until, requestsPerSecond };
    } catch {
      // Said below.
    }
    if (this.#leave !== undefined) return this.#leave;
    throw new ConfigError(`${PERMIT_VARIABLE} names a file that gives no leave to send`);
  }
}
