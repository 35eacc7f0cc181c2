import { startEmulator, type EmulatorOptions, type RunningEmulator } from "../../emulator";
import { Client } from "../../provider/api/client";
import type { Clock } from "../../provider/api/clock";
import { clientOptions, type ConfigValues } from "../../provider/config";
import { isObject } from "../../provider/json";
import { axiosTransport, type HttpRequest, type Transport } from "../../provider/api/transport";
import { VirtualClock } from "../support/virtual-clock";

/** Nobody listens there: a connection to it is refused by the machine. */
const CLOSED_PORT = "1";

/**
 * Every list is asked for in pages of two, whatever size the provider asks for, so that three entities make two pages:
 * an API may answer with shorter pages than asked for.
 */
const PAGE_SIZE = "2";

/** How long a request is waited for that the emulator never answers; real time, therefore short. */
const HANG_TIMEOUT_MS = 200;

/** What happens to a request on its way, besides what the emulator's rules do. */
export type Way = "through" | "to a closed port" | "with a short timeout";

/** A request as the tests see it, the token's among them. */
export interface Sent {
  readonly method: string;
  /** The whole path, with the ids in it. */
  readonly path: string;
}

/** An emulator, real HTTP to it, and a clock for both on which waiting takes no time. */
export class World {
  readonly clock = new VirtualClock();
  /** Told of each request before it leaves. */
  onRequest: (sent: Sent) => Way = () => "through";
  /** What the user was told. */
  readonly lines: string[] = [];
  #emulator: RunningEmulator | undefined;
  readonly #options: EmulatorOptions;
  #underWay = 0;
  readonly #patient = axiosTransport();
  readonly #hasty = axiosTransport(HANG_TIMEOUT_MS);

  constructor(options: EmulatorOptions = {}) {
    this.#options = options;
    this.clock.isBusy = () => this.#underWay > 0;
  }

  async start(): Promise<void> {
    this.#emulator = await startEmulator({ clock: this.clock, ...this.#options });
  }

  async stop(): Promise<void> {
    await this.emulator.close();
  }

  get emulator(): RunningEmulator {
    if (this.#emulator === undefined) throw new Error("the world has not begun");
    return this.#emulator;
  }

  /** A new process of the provider: nothing is remembered, no token is there. */
  client(
    clock: Clock = this.clock,
    values: ConfigValues = {},
    transport: Transport = this.#transport(),
  ): Client {
    const { url, keyId, keySecret, projectId } = this.emulator;
    const hosts = { apiUrl: url, authUrl: url, numbersUrl: url };
    return new Client(clientOptions({ keyId, keySecret, projectId, ...hosts, ...values }), {
      transport,
      clock,
      dice: () => 0.99,
      say: (line) => this.lines.push(line),
    });
  }

  /** The provider past the faults and without HTTP, for what a test only needs to be there. */
  localClient(): Client {
    const { request, keyId, keySecret, projectId } = this.emulator;
    const transport: Transport = async ({ url, method, headers, body }) => {
      const { pathname, search } = new URL(url);
      const answer = await request(pathname + search, {
        method,
        headers,
        ...(body !== undefined && { body }),
      });
      const text = await answer.text();
      return { status: answer.status, headers: {}, body: text === "" ? undefined : JSON.parse(text) };
    };
    return new Client(clientOptions({ keyId, keySecret, projectId }), { transport, clock: this.clock });
  }

  /** A request past the provider and past the rules of faults, that must succeed. */
  async make(path: string, body: unknown, method = "POST"): Promise<string> {
    const { request, keyId, keySecret, projectId } = this.emulator;
    const authorization = `Basic ${Buffer.from(`${keyId}:${keySecret}`).toString("base64")}`;
    const answer = await request(`/v1/projects/${projectId}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
    const made: unknown = text === "" ? {} : JSON.parse(text);
    return isObject(made) && typeof made.id === "string" ? made.id : "";
  }

  /** What the project holds, in a form that is the same in every run: ids numbered, times left out. */
  holdings(): string {
    return comparable(this.emulator.state());
  }

  #transport(): Transport {
    return async (request: HttpRequest) => {
      const url = new URL(request.url);
      const way = this.onRequest({ method: request.method, path: url.pathname });
      if (way === "to a closed port") url.port = CLOSED_PORT;
      if (url.searchParams.has("size")) url.searchParams.set("size", PAGE_SIZE);
      const transport = way === "with a short timeout" ? this.#hasty : this.#patient;
      this.#underWay++;
      try {
        return await transport({ ...request, url: url.toString() });
      } finally {
        this.#underWay--;
      }
    };
  }
}

const TIMES = new Set(["createTime", "updateTime", "startedAt", "voiceUpdated", "lastUpdatedTime"]);

/** JSON in which ids are numbered in the order in which they appear, and times left out. */
export function comparable(value: unknown): string {
  const seen = new Map<string, string>();
  const timeless = (key: string, inner: unknown): unknown => (TIMES.has(key) ? undefined : inner);
  const text = JSON.stringify(value ?? null, timeless);
  return text.replaceAll(/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, (id) => {
    const name = seen.get(id) ?? `#${seen.size + 1}`;
    seen.set(id, name);
    return name;
  });
}
