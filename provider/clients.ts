import { Client, type Surroundings } from "./api/client";
import { axiosTransport, type Transport } from "./api/transport";
import type { ClientOptions } from "./config";

/**
 * The clients of a process: one for each account, whatever it is called, so that all that is its own is apart from
 * the others' and known under each of its names: pace, pages that were read, claims. What belongs to more than one is
 * shared: connections, the pace of the host of tokens, and the token of a key that several projects have.
 */
export class Clients {
  readonly #surroundings: Surroundings;
  readonly #clients = new Map<string, { readonly client: Client; readonly options: ClientOptions }>();
  readonly #transport: Transport;

  constructor(surroundings: Surroundings = {}) {
    this.#surroundings = surroundings;
    this.#transport = surroundings.transport ?? axiosTransport();
  }

  /** The client for these options; the same for the same. */
  of(options: ClientOptions): Client {
    const identity = JSON.stringify({ ...options, account: undefined });
    const known = this.#clients.get(identity) ?? { client: this.#made(options), options };
    this.#clients.set(identity, known);
    return known.client;
  }

  #made(options: ClientOptions): Client {
    const others = [...this.#clients.values()].filter(
      ({ options: { authUrl, authMethod } }) =>
        authUrl === options.authUrl && authMethod === options.authMethod,
    );
    const ofKey = others.find(
      ({ options: { keyId, keySecret } }) => keyId === options.keyId && keySecret === options.keySecret,
    );
    const [ofHost] = others;
    return new Client(options, {
      ...this.#surroundings,
      transport: this.#transport,
      ...(ofKey && { tokens: ofKey.client.tokens }),
      ...(ofHost && { authPacer: ofHost.client.authPacer }),
    });
  }
}
