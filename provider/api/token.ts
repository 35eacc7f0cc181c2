import { copyOfError } from "../errors";
import { asAuthError } from "./answers";
import type { Budget } from "./budget";
import type { Clock } from "./clock";
import { isWorthAnother, type Failure } from "./patience";

/** A token and how long it lives from the moment it was asked for. */
export interface Token {
  readonly text: string;
  readonly lifetimeMs: number;
}

/** What asking for a token once led to. */
export type Asked = (
  | { readonly token: Token; readonly failure?: undefined }
  | { readonly failure: Failure; readonly delayMs: number }
) & {
  /** How long it waited in our own queue, with the requests for the tokens of other keys. */
  readonly queuedMs: number;
};

/** Asks for a token once; `attempt` counts, from 1, those in a row that failed. */
export type Ask = (attempt: number) => Promise<Asked>;

/** Tells the user of a wait. */
type Tell = (failure: Failure, delayMs: number) => void;

/** A token is renewed this long before its end. */
const MARGIN_MS = 60_000;

/**
 * One token for all callers: fetched when first needed, shared by those who ask at the same time, renewed a
 * minute before its end (or halfway, when it lives shorter than two), dropped when the API refuses it. All share each
 * attempt at it, and each goes on for as long as its own request has time.
 */
export class TokenSource {
  readonly #ask: Ask;
  readonly #clock: Clock;
  readonly #tell: Tell;
  #current: string | undefined;
  #renewAtMs = 0;
  #pending: Promise<Asked> | undefined;
  #failures = 0;
  #notBeforeMs = 0;

  constructor(ask: Ask, { clock, tell }: { clock: Clock; tell: Tell }) {
    this.#ask = ask;
    this.#clock = clock;
    this.#tell = tell;
  }

  /** The token, from memory while it lasts. @throws once the budget has no time for another attempt */
  async token(budget: Budget): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      if (this.#current !== undefined && this.#clock.now() < this.#renewAtMs) {
        return this.#current;
      }
      this.#pending ??= this.#renew().finally(() => (this.#pending = undefined));
      const sinceMs = this.#clock.now();
      const asked = await this.#pending.catch((error: unknown) => {
        // Each of those who wait puts words of its own account into it.
        throw copyOfError(error);
      });
      budget.give(Math.min(asked.queuedMs, this.#clock.now() - sinceMs));
      if (asked.failure === undefined) {
        return asked.token.text;
      }
      if (!isWorthAnother(asked.failure, true, attempt) || !budget.allows(asked.delayMs)) {
        return asAuthError(asked.failure);
      }
      this.#tell(asked.failure, asked.delayMs);
    }
  }

  /** Forgets a token that the API refused, unless it was replaced already. */
  drop(refused: string): void {
    if (this.#current === refused) {
      this.#current = undefined;
    }
  }

  async #renew(): Promise<Asked> {
    const leftMs = this.#notBeforeMs - this.#clock.now();
    if (leftMs > 0) {
      await this.#clock.sleep(leftMs);
    }
    const askedAtMs = this.#clock.now();
    const asked = await this.#ask(this.#failures + 1);
    if (asked.failure === undefined) {
      const { text, lifetimeMs } = asked.token;
      this.#failures = 0;
      this.#renewAtMs = askedAtMs + Math.max(lifetimeMs - MARGIN_MS, lifetimeMs / 2);
      this.#current = text;
    } else {
      this.#failures++;
      this.#notBeforeMs = this.#clock.now() + asked.delayMs;
    }
    return asked;
  }
}
