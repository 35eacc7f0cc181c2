import { createServer, IncomingMessage } from "node:http";
import { getRequestListener, type Http2Bindings, type HttpBindings } from "@hono/node-server";
import { createEmulator, type Emulator } from "./emulator";
import { misdirected, ownHost } from "./hosts";
import type { EmulatorOptions } from "./options";

/** Where to listen, besides what the emulator can be told. */
export interface ServerOptions extends EmulatorOptions {
  /** @default "127.0.0.1" */
  host?: string;
  /** 0 takes a free one. @default 0 */
  port?: number;
  /** Names by which it is reached, besides its address and those of this machine for itself. @default none */
  allowHost?: readonly string[];
}

/** An emulator that listens on a port. */
export interface RunningEmulator extends Emulator {
  /** Such as `http://127.0.0.1:4010`: the base of the token endpoint and of both APIs. */
  readonly url: string;
  /** Stops listening and drops all connections. */
  readonly close: () => Promise<void>;
}

/**
 * Starts an emulator.
 * @throws {Error} if the port is taken or the data file cannot be read.
 */
export async function startEmulator(options: ServerOptions = {}): Promise<RunningEmulator> {
  const { host = "127.0.0.1", port = 0, allowHost = [] } = options;
  const emulator = createEmulator(options);
  const isOwn = ownHost(host, allowHost);
  const listener = getRequestListener((request, bindings) => {
    const name = request.headers.get("host") ?? undefined;
    if (name !== undefined && !isOwn(name)) return misdirected(name);
    return emulator.fetch(request, isHttp1(bindings) ? bindings : undefined);
  });
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const taken = typeof address === "object" && address ? address.port : port;
  return {
    ...emulator,
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function isHttp1(bindings: HttpBindings | Http2Bindings): bindings is HttpBindings {
  return bindings.incoming instanceof IncomingMessage;
}
