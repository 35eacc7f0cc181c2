import { setMaxListeners } from "node:events";
import type { Message } from "google-protobuf";
import { Server, ServerCredentials, type UntypedServiceImplementation } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { cancellableClock } from "../../api/clock";
import { keepCompiled } from "../compile-cache";
import { Engine } from "./engine";
import type * as resources from "./resources";
import { pluginService, type Operations } from "./service";

/** Far more than the largest state of a resource. */
const MAX_MESSAGE_BYTES = 400 * 1024 * 1024;

/** By then, a host that has started the plugin for its schema alone has got it. */
const PRELOAD_MS = 100;

/** Where the plugin is started from. */
export interface ServerOptions {
  /** The engine that has started the plugin; without one, it attaches itself later. */
  readonly engineAddress?: string | undefined;
  /** Called once that engine has gone. */
  readonly onEngineGone: () => void;
}

/** Each answer writes itself: Pulumi's own writers refuse what another copy of google-protobuf than theirs has made. */
const SERVICE = Object.fromEntries(
  Object.entries(ResourceProviderService).map(([name, method]) => [
    name,
    { ...method, responseSerialize: (answer: Message) => Buffer.from(answer.serializeBinary()) },
  ]),
);

/** Answers at 127.0.0.1, on a free port. The entities are loaded by the first request that needs them, or while nobody asks. */
export async function startPlugin({
  engineAddress,
  onEngineGone,
}: ServerOptions): Promise<{ port: number; close: () => void }> {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const engine = new Engine();
  let loaded: Operations | undefined;
  const operations = (): Operations => {
    if (loaded === undefined) {
      const { resourceOperations } = require("./resources") as typeof resources;
      loaded = resourceOperations({
        clock: cancellableClock(stop.signal),
        say: engine.say,
        warn: engine.warn,
      });
      keepCompiled();
    }
    return loaded;
  };
  const service = pluginService({
    operations,
    engine,
    cancel: () => {
      stop.abort();
    },
  });
  const server = new Server({
    "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
    "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
  });
  server.addService(SERVICE, service as UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  if (engineAddress !== undefined) {
    engine.connect(engineAddress);
    engine.whenGone(onEngineGone);
  }
  setTimeout(operations, PRELOAD_MS).unref();
  return {
    port,
    close: () => {
      engine.close();
      server.forceShutdown();
    },
  };
}
