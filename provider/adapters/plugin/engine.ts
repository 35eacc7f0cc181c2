import { AsyncLocalStorage } from "node:async_hooks";
import { Client, connectivityState, credentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine that has started the plugin, and shows its lines to the user. */
export class Engine {
  /** The resource that is being worked on, whose row shows what is said. */
  readonly #urns = new AsyncLocalStorage<string>();
  /** Not `EngineClient`: where Pulumi has a gRPC of another version, that takes no credentials of this one. */
  #client: Client | undefined;

  /** Says whatever follows to the engine at this address instead of on standard error. */
  connect(address: string): void {
    this.#client?.close();
    // gRPC would look for the engine, which is on this machine, behind the proxy of `https_proxy` and its like.
    this.#client = new Client(address, credentials.createInsecure(), { "grpc.enable_http_proxy": 0 });
  }

  /** Runs work whose lines belong to a resource. */
  within<Result>(urn: string, work: () => Result): Result {
    return this.#urns.run(urn, work);
  }

  /** Shows a line to the user. */
  readonly say = (line: string): void => {
    this.#log(LogSeverity.INFO, line);
  };

  /** Shows a warning to the user. */
  readonly warn = (line: string): void => {
    this.#log(LogSeverity.WARNING, line);
  };

  #log(
    severity: LogRequest["getSeverity"] extends () => infer Severity ? Severity : never,
    line: string,
  ): void {
    if (this.#client === undefined) {
      process.stderr.write(`sinch: ${line}\n`);
      return;
    }
    const request = new LogRequest();
    request.setSeverity(severity);
    request.setMessage(line);
    request.setUrn(this.#urns.getStore() ?? "");
    const { path, requestSerialize, responseDeserialize } = EngineService.log;
    this.#client.makeUnaryRequest(path, requestSerialize, responseDeserialize, request, () => undefined);
  }

  /** Ends the connection. */
  close(): void {
    this.#client?.close();
  }

  /** Calls back once nobody answers there any more: an engine that is killed ends nobody. */
  whenGone(callback: () => void): void {
    const channel = this.#client?.getChannel();
    const watch = (): void => {
      const state = channel?.getConnectivityState(true) ?? connectivityState.SHUTDOWN;
      if (state === connectivityState.TRANSIENT_FAILURE) {
        callback();
      } else if (state !== connectivityState.SHUTDOWN) {
        channel?.watchConnectivityState(state, Infinity, watch);
      }
    };
    watch();
  }
}
