import { credentials, makeClientConstructor, type ServiceError } from "@grpc/grpc-js";
import { type ResourceProviderClient, ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { Message } from "google-protobuf";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

/** Pulumi's own is of its own gRPC and google-protobuf, which may be other copies than this package's. */
const SERVICE = Object.fromEntries(
  Object.entries(ResourceProviderService).map(([name, method]) => [
    name,
    { ...method, requestSerialize: (request: Message) => Buffer.from(request.serializeBinary()) },
  ]),
);
const OwnClient = makeClientConstructor(SERVICE, "ResourceProvider") as unknown as new (
  ...args: ConstructorParameters<typeof ResourceProviderClient>
) => ResourceProviderClient;

type Answer<Response> = (error: ServiceError | null, response: Response) => void;

/** How the protocol marks a secret. */
export const secret = (value: unknown): object => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  value,
});

/** What the protocol sends for a text that is not known yet. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Speaks to the plugin as Pulumi's engine does, over gRPC. */
export class PluginClient {
  readonly #client: ResourceProviderClient;

  constructor(port: number) {
    this.#client = new OwnClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** Any call of the protocol. */
  call<Response>(
    send: (client: ResourceProviderClient, done: Answer<Response>) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      send(this.#client, (error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }

  async checkConfig(news: object): Promise<messages.CheckResponse> {
    const request = new messages.CheckRequest();
    request.setUrn("urn:pulumi:test::acme::pulumi:providers:sinch::default");
    request.setNews(structOf(news));
    return await this.call((client, done) => client.checkConfig(request, done));
  }

  async diffConfig(olds: object, news: object): Promise<messages.DiffResponse> {
    const request = new messages.DiffRequest();
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return await this.call((client, done) => client.diffConfig(request, done));
  }

  async configure(args: object): Promise<messages.ConfigureResponse> {
    const request = new messages.ConfigureRequest();
    request.setArgs(structOf(args));
    return await this.call((client, done) => client.configure(request, done));
  }

  async check(type: string, news: object, olds: object = {}): Promise<messages.CheckResponse> {
    const request = new messages.CheckRequest();
    request.setUrn(urnOf(type));
    request.setNews(structOf(news));
    request.setOlds(structOf(olds));
    return await this.call((client, done) => client.check(request, done));
  }

  async diff(type: string, olds: object, news: object): Promise<messages.DiffResponse> {
    const request = new messages.DiffRequest();
    request.setUrn(urnOf(type));
    request.setOldInputs(structOf(olds));
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    return await this.call((client, done) => client.diff(request, done));
  }

  async create(type: string, inputs: object, preview = false): Promise<messages.CreateResponse> {
    const request = new messages.CreateRequest();
    request.setUrn(urnOf(type));
    request.setProperties(structOf(inputs));
    request.setPreview(preview);
    return await this.call((client, done) => client.create(request, done));
  }

  async read(type: string, id: string, properties: object = {}): Promise<messages.ReadResponse> {
    const request = new messages.ReadRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(structOf(properties));
    request.setInputs(structOf(properties));
    return await this.call((client, done) => client.read(request, done));
  }

  async previewUpdate(type: string, olds: object, news: object): Promise<messages.UpdateResponse> {
    const request = new messages.UpdateRequest();
    request.setUrn(urnOf(type));
    request.setId("any");
    request.setOlds(structOf(olds));
    request.setNews(structOf(news));
    request.setPreview(true);
    return await this.call((client, done) => client.update(request, done));
  }

  async invoke(name: string, args: object): Promise<messages.InvokeResponse> {
    const request = new messages.InvokeRequest();
    request.setTok(`sinch:index:${name}`);
    request.setArgs(structOf(args));
    return await this.call((client, done) => client.invoke(request, done));
  }

  async cancel(): Promise<void> {
    await this.call<Empty>((client, done) => client.cancel(new Empty(), done));
  }

  close(): void {
    this.#client.close();
  }
}

/** The properties of an answer, secrets still marked. */
export function valuesOf(struct: Struct | undefined): Record<string, unknown> {
  return struct?.toJavaScript() ?? {};
}

function urnOf(type: string): string {
  return `urn:pulumi:test::acme::pulumi:pulumi:Stack$sinch:index:${type}::it`;
}

function structOf(values: object): Struct {
  return Struct.fromJavaScript(values as Record<string, JavaScriptValue>);
}
