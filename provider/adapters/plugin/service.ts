import type { handleUnaryCall } from "@grpc/grpc-js";
import type { IResourceProviderServer } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { VERSION } from "../../version";
import type { Engine } from "./engine";
import { serviceError } from "./errors";
import type * as resources from "./resources";

/** The operations that are loaded once the plugin answers. */
export type Operations = ReturnType<typeof resources.resourceOperations>;

/** What the service gets from its process. */
export interface ServiceSurroundings {
  /** Asked for once, when a request needs it: it loads far more than a handshake does. */
  readonly operations: () => Operations;
  readonly engine: Engine;
  /** Ends every wait: the user wants to stop, or the engine is done. */
  readonly cancel: () => void;
}

/**
 * The entities as a Pulumi resource provider over gRPC, for programs in every language. One process serves one
 * provider instance, so one configuration. What is left out here is answered as not implemented.
 */
export function pluginService({
  operations,
  engine,
  cancel,
}: ServiceSurroundings): Partial<IResourceProviderServer> {
  const inUrn = <Request extends { getUrn(): string }, Response>(
    work: (all: Operations, request: Request) => Response | Promise<Response>,
  ): handleUnaryCall<Request, Response> =>
    answering((request) => engine.within(request.getUrn(), () => work(operations(), request)));

  return {
    handshake: answering(() => {
      const response = new messages.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      return response;
    }),
    attach: answering((request: PluginAttach) => {
      engine.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: answering(() => {
      const info = new PluginInfo();
      info.setVersion(VERSION);
      return info;
    }),
    getSchema: answering(() => {
      const response = new messages.GetSchemaResponse();
      // Made when the package is built. It is loaded, not read, so that it becomes a part of the executable.
      response.setSchema(JSON.stringify(require("../../../schema.json")));
      return response;
    }),
    getMapping: answering(() => new messages.GetMappingResponse()),
    getMappings: answering(() => new messages.GetMappingsResponse()),
    cancel: answering(() => {
      cancel();
      return new Empty();
    }),
    checkConfig: inUrn((all, request: messages.CheckRequest) => all.checkConfig(request)),
    diffConfig: inUrn((all, request: messages.DiffRequest) => all.diffConfig(request)),
    configure: answering((request: messages.ConfigureRequest) => operations().configure(request)),
    check: inUrn((all, request: messages.CheckRequest) => all.check(request)),
    diff: inUrn((all, request: messages.DiffRequest) => all.diff(request)),
    create: inUrn((all, request: messages.CreateRequest) => all.create(request)),
    read: inUrn((all, request: messages.ReadRequest) => all.read(request)),
    update: inUrn((all, request: messages.UpdateRequest) => all.update(request)),
    delete: inUrn((all, request: messages.DeleteRequest) => all.delete(request)),
    invoke: answering((request: messages.InvokeRequest) => operations().invoke(request)),
  };
}

/** A gRPC handler that answers with a result, or with what was thrown. */
function answering<Request, Response>(
  work: (request: Request) => Response | Promise<Response>,
): handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve()
      .then(() => work(request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(serviceError(error));
        },
      );
  };
}
