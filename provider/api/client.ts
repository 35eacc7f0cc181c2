import { NO_LIST_ADVICE } from "../error-detail";
import { headerText } from "./answers";
import { Authorised } from "./authorised";
import { Budget } from "./budget";
import { systemClock, type Clock } from "./clock";
import type { ClientOptions } from "../config";
import { ConnectionError, isGone, withAdvice } from "../errors";
import { isObject, type JsonObject } from "../json";
import { PAGE_SIZE, allItems, hasList, readPage, type Page } from "./paging";
import { inWordsOf } from "../sources";
import { Ceiling, Pacer } from "./pacing";
import { segment } from "./path";
import { withoutQuotedSecrets } from "./redaction";
import { Patience } from "./patience";
import { PERMIT_VARIABLE, Permit } from "./permit";
import { SECOND_LOOK_MS, retryDelay } from "./retry";
import type { TokenSource } from "./token";
import { trace } from "./trace";
import { axiosTransport, type HttpAnswer, type HttpRequest, type Transport } from "./transport";

/** Which of the two APIs. */
export type ApiName = "trunking" | "numbers";

/** One request to the API; the path is relative to the project. */
export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: unknown;
  /** @default "trunking" */
  readonly api?: ApiName;
  /** A file for the body of a success, which may be no JSON; the answer then has none. @default none */
  readonly saveTo?: string;
  /** The forms of the answer that are wanted, as in `Accept`. @default JSON */
  readonly accept?: string;
}

/** What a client needs from the world. */
export interface Surroundings {
  readonly transport?: Transport;
  readonly clock?: Clock;
  /** A number from 0 up to 1. */
  readonly dice?: () => number;
  /** Tells the user something, one line. */
  readonly say?: (line: string) => void;
  /** The tokens of another client that has the same access key. */
  readonly tokens?: TokenSource;
  /** The pace of another client that gets its tokens from the same host. */
  readonly authPacer?: Pacer;
  /** The file with the leave to send. @default what SINCH_PERMIT_FILE names, if it is set */
  readonly permitFile?: string | undefined;
}

/** The one authenticated way to the API: a token, a pace and a set of rules for all requests of a process. */
export class Client {
  readonly projectId: string;
  readonly acceptsEmptyLists: boolean;
  readonly addsCredentials: boolean;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  /** The tokens of the access key, which other clients may share. */
  readonly tokens: TokenSource;
  /** The pace of requests for tokens, which other clients may share. */
  readonly authPacer: Pacer;
  /** The APIs of which this project has surely answered: with a list, or with an entity that was asked for. */
  readonly answered = new Set<ApiName>();
  /** Grows when a change begins and when it ends: what was read before is not to be relied on. */
  writes = 0;
  readonly #options: ClientOptions;
  readonly #dice: () => number;
  readonly #authorised: Authorised;
  /** The limits of the hosts have nothing to do with each other. */
  readonly #pacers: Readonly<Record<ApiName, Pacer>>;
  readonly #claimed = new Set<string>();
  readonly #patience: Patience;
  readonly #permit: Permit | undefined;
  #serverAheadMs = 0;

  constructor(options: ClientOptions, surroundings: Surroundings = {}) {
    this.#options = options;
    this.projectId = options.projectId;
    this.acceptsEmptyLists = options.acceptEmptyLists === "true";
    this.addsCredentials = options.addCredentials === "true";
    this.clock = surroundings.clock ?? systemClock;
    const account = options.account === undefined ? "" : `account "${options.account.name}": `;
    const tell = surroundings.say ?? ((line) => process.stderr.write(`sinch: ${line}\n`));
    this.say = (line) => {
      tell(account + line);
    };
    this.#dice = surroundings.dice ?? Math.random;
    const { clock, say } = this;
    const patience = new Patience({ clock, say, dice: this.#dice });
    const plain = trace(withoutQuotedSecrets(surroundings.transport ?? axiosTransport()), { account });
    const transport: Transport = (request) => this.#timed(plain, request);
    this.#patience = patience;
    this.authPacer = surroundings.authPacer ?? new Pacer(clock);
    const authorised = { transport, patience, clock, pacer: this.authPacer, tokens: surroundings.tokens };
    this.#authorised = new Authorised(options, authorised);
    this.tokens = this.#authorised.tokens;
    const { permitFile = process.env[PERMIT_VARIABLE] } = surroundings;
    this.#permit = permitFile ? new Permit(permitFile, { clock, say }) : undefined;
    const ceiling = this.#ceiling(options.maxRequestsPerSecond);
    this.#pacers = { trunking: new Pacer(clock, ceiling), numbers: new Pacer(clock, ceiling) };
  }

  /**
   * Sends a request and returns the answer's body. What may be repeated is, within bounds: anything after 429
   * or when it never left, all but POST after 5xx or a lost answer.
   *
   * @throws ApiError, AuthError or ConnectionError
   */
  async request(request: ApiRequest): Promise<JsonObject> {
    const { body } = await this.send(request);
    return isObject(body) ? body : {};
  }

  /** Sends a request like `request`, and returns the whole answer. */
  async send(request: ApiRequest): Promise<HttpAnswer> {
    const url = this.#url(request);
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const label = `${request.method} ${request.path}`;
    const pacer = this.#pacers[request.api ?? "trunking"];
    const budget = new Budget(this.clock);
    const pace = { repeatable: request.method !== "POST", pacer, budget };
    const isWrite = request.method !== "GET";
    const ask = (): Promise<HttpAnswer> =>
      this.#patience.send(label, pace, () =>
        this.#authorised.send(
          { label, method: request.method, url, body, headers: headersOf(request), saveTo: request.saveTo },
          budget,
        ),
      );
    this.writes += isWrite ? 1 : 0;
    try {
      return await ask().catch(async (error: unknown) => {
        // A POST may be tried more often, since its parent may be new: that is for whoever sends it.
        if (!isGone(error) || request.method === "POST") throw error;
        budget.take(SECOND_LOOK_MS);
        await this.clock.sleep(SECOND_LOOK_MS);
        return await ask();
      });
    } catch (error) {
      if (error instanceof Error) error.message = this.inWords(error.message);
      throw error;
    } finally {
      this.writes += isWrite ? 1 : 0;
    }
  }

  /** All items of a paged collection; the array is looked for under each of the keys. */
  async list(path: string, keys: readonly string[], query?: ApiRequest["query"]): Promise<JsonObject[]> {
    return await allItems((page) => this.page(path, keys, page, { query }));
  }

  /** One page of a collection; the first is 1. */
  async page(
    path: string,
    keys: readonly string[],
    page: number,
    { query, api = "trunking" }: Pick<ApiRequest, "query" | "api"> = {},
  ): Promise<Page> {
    const paging = api === "trunking" ? { page, size: PAGE_SIZE } : {};
    const request = { method: "GET", path, api, query: { ...paging, ...query } } as const;
    const { body } = await this.send(request).catch((error: unknown) => {
      throw isGone(error) ? withAdvice(error, this.inWords(NO_LIST_ADVICE)) : error;
    });
    if (!hasList(body, keys)) {
      throw new ConnectionError(`GET ${path}`, `the answer has no list "${keys.join('" or "')}"`, "refused");
    }
    this.answered.add(api);
    if (query === undefined) this.#permit?.listed({ path, page, body });
    return readPage(body, keys);
  }

  /** A message in the words of where this account's values came from: configuration, variable or provider. */
  readonly inWords = (message: string): string => inWordsOf(this.#options, message);

  /** What the server's clock showed at a time of ours, by its latest `Date` header: never more than it did. */
  serverTime(ownMs: number): number {
    return ownMs + this.#serverAheadMs;
  }

  /** Marks an entity as belonging to a resource of this process; false if another one has it already. */
  claim(id: string): boolean {
    const isNew = !this.#claimed.has(id);
    this.#claimed.add(id);
    return isNew;
  }

  /** Waits before another look at something that is not ready. */
  async pause(attempt: number): Promise<void> {
    await this.clock.sleep(retryDelay({ attempt, dice: this.#dice() }));
  }

  /** The rate that is not to be passed, whatever the APIs allow. */
  #ceiling(most: string | undefined): Ceiling | undefined {
    const permit = this.#permit;
    return most === undefined && permit === undefined
      ? undefined
      : new Ceiling(this.clock, () => Math.min(Number(most ?? Infinity), permit?.rate ?? Infinity));
  }

  /** Sends while there is leave to, and learns the server's time. */
  async #timed(transport: Transport, request: HttpRequest): Promise<HttpAnswer> {
    await this.#permit?.lasts();
    const answer = await transport(request);
    if (answer.status === 429) {
      this.#permit?.limited();
    }
    await this.#permit?.lasts();
    const date = Date.parse(headerText(answer.headers.date) ?? "");
    if (!Number.isNaN(date)) {
      this.#serverAheadMs = date - this.clock.now();
    }
    return answer;
  }

  #url({ path, query = {}, api = "trunking" }: ApiRequest): string {
    const base = api === "trunking" ? this.#options.apiUrl : this.#options.numbersUrl;
    const url = `${base}/v1/projects/${segment(this.projectId)}${path}`;
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) {
        given.set(name, String(value));
      }
    }
    return given.size > 0 ? `${url}?${given.toString()}` : url;
  }
}

function headersOf({ body, accept }: ApiRequest): Record<string, string> {
  return {
    ...(body !== undefined && { "Content-Type": "application/json" }),
    ...(accept !== undefined && { Accept: accept }),
  };
}
