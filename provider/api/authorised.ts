import type { ClientOptions } from "../config";
import { TOKEN_REQUEST } from "../error-detail";
import { ConnectionError } from "../errors";
import { isObject } from "../json";
import type { Budget } from "./budget";
import type { Clock } from "./clock";
import type { Pacer } from "./pacing";
import type { Patience } from "./patience";
import { TokenSource, type Asked } from "./token";
import type { HttpAnswer, HttpRequest, Transport } from "./transport";

interface AuthorisedParts {
  readonly transport: Transport;
  readonly patience: Patience;
  readonly clock: Clock;
  readonly pacer: Pacer;
  /** The tokens of another client that has the same access key. */
  readonly tokens: TokenSource | undefined;
}

/** Sends with the credentials of an account: with a token of OAuth 2.0, or with the key itself. */
export class Authorised {
  readonly tokens: TokenSource;
  readonly #options: ClientOptions;
  readonly #transport: Transport;
  readonly #patience: Patience;
  readonly #pacer: Pacer;
  readonly #clock: Clock;

  constructor(options: ClientOptions, { transport, patience, clock, pacer, tokens }: AuthorisedParts) {
    this.#options = options;
    this.#transport = transport;
    this.#patience = patience;
    this.#pacer = pacer;
    this.#clock = clock;
    const tell = patience.tell.bind(patience);
    this.tokens = tokens ?? new TokenSource((attempt) => this.#askForToken(attempt), { clock, tell });
  }

  /** A token that is refused is replaced once. What a token takes is taken off the budget of the request. */
  async send(request: HttpRequest, budget: Budget): Promise<HttpAnswer> {
    if (this.#options.authMethod === "basic") {
      return await this.#sendAs(this.#basic(), request);
    }
    const token = await this.tokens.token(budget);
    const answer = await this.#sendAs(`Bearer ${token}`, request);
    if (answer.status !== 401) {
      return answer;
    }
    this.tokens.drop(token);
    return await this.#sendAs(`Bearer ${await this.tokens.token(budget)}`, request);
  }

  #sendAs(authorization: string, request: HttpRequest): Promise<HttpAnswer> {
    return this.#transport({ ...request, headers: { ...request.headers, Authorization: authorization } });
  }

  async #askForToken(attempt: number): Promise<Asked> {
    const label = TOKEN_REQUEST;
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const url = `${this.#options.authUrl}/oauth2/token`;
    const request = { label, method: "POST", url, headers, body: "grant_type=client_credentials" };
    const askedMs = this.#clock.now();
    let queuedMs = 0;
    const tried = await this.#patience.once(label, { pacer: this.#pacer, attempt }, () => {
      queuedMs = this.#clock.now() - askedMs;
      return this.#sendAs(this.#basic(), request);
    });
    if (tried.failure !== undefined) {
      return { ...tried, queuedMs };
    }
    const { body } = tried.answer;
    const { access_token: text, expires_in: lifetimeS } = isObject(body) ? body : {};
    if (typeof text !== "string" || text === "") {
      throw new ConnectionError(label, "the answer has no access_token", "refused");
    }
    return { token: { text, lifetimeMs: (Number(lifetimeS) || 0) * 1000 }, queuedMs };
  }

  #basic(): string {
    const { keyId, keySecret } = this.#options;
    return `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
  }
}
