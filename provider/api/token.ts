import type { Clock } from "./clock";
import { copyOfError } from "../errors";

/** A token and how long it lives from the moment it was asked for. */
export interface Token {
  readonly text: string;
  readonly lifetimeMs: number;
}

/** A token is renewed this long before its end. */
const MARGIN_MS = 60_000;

/**
 * One token for all callers: fetched when first needed, shared by those who ask at the same time, renewed a
 * minute before its end (or halfway, when it lives shorter than two), dropped when the API refuses it.
 */
export class TokenSource {
  readonly #fetch: () => Promise<Token>;
  readonly #clock: Clock;
  #current: string | undefined;
  #renewAtMs = 0;
  #pending: Promise<string> | undefined;

  constructor(fetch: () => Promise<Token>, clock: Clock) {
    this.#fetch = fetch;
    this.#clock = clock;
  }

  /** The token, from memory while it lasts. */
  async token(): Promise<string> {
    if (this.#current !== undefined && this.#clock.now() < this.#renewAtMs) {
      return this.#current;
    }
    this.#pending ??= this.#renew().finally(() => (this.#pending = undefined));
    return await this.#pending.catch((error: unknown) => {
      // Each of those who wait puts words of its own account into it.
      throw copyOfError(error);
    });
  }

  /** Forgets a token that the API refused, unless it was replaced already. */
  drop(refused: string): void {
    if (this.#current === refused) {
      this.#current = undefined;
    }
  }

  async #renew(): Promise<string> {
    const askedAtMs = this.#clock.now();
    const { text, lifetimeMs } = await this.#fetch();
    this.#renewAtMs = askedAtMs + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2);
    this.#current = text;
    return text;
  }
}
