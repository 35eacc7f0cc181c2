import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { HalfDoneError } from "../../../provider/adapters/plugin/errors";
import { resourceOperations, type PluginSurroundings } from "../../../provider/adapters/plugin/resources";
import { markSecrets, unmarked } from "../../../provider/adapters/secrets";
import type { ConfigValues } from "../../../provider/config";
import type { JsonObject } from "../../../provider/json";
import { entityOf } from "../../unit/account";
import { entityNameOf, InitError, type FrontEnd } from "./provider";

const { DIFF_UNKNOWN, DIFF_SOME } = messages.DiffResponse.DiffChanges;

/** The plugin, asked in the messages of the protocol. */
export function pluginFrontEnd(values: () => ConfigValues, surroundings: PluginSurroundings): FrontEnd {
  return {
    name: "plugin",
    typeOf: (entityName) => `sinch:index:${entityName}`,
    deleteBeforeReplace: () => undefined,
    classInputs: () => ({}),
    process: () => service(values(), surroundings),
  };
}

function service(values: ConfigValues, surroundings: PluginSurroundings): ReturnType<FrontEnd["process"]> {
  const operations = resourceOperations(surroundings);
  const configuration = new messages.ConfigureRequest();
  configuration.setArgs(Struct.fromJavaScript({ ...values }));
  operations.configure(configuration);

  return {
    supportsPreview: true,

    check(urn, { olds, news }) {
      const request = named(new messages.CheckRequest(), urn);
      request.setOlds(sent(urn, olds));
      request.setNews(sent(urn, news));
      return answered(async () => {
        const response = await operations.check(request);
        const failures = response
          .getFailuresList()
          .map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() }));
        return { inputs: received(response.getInputs()), failures };
      });
    },

    diff(urn, { id, oldInputs, oldOutputs, newInputs, ignoreChanges }) {
      const request = named(new messages.DiffRequest(), urn);
      request.setId(id);
      request.setOldInputs(sent(urn, oldInputs));
      request.setOlds(sent(urn, oldOutputs));
      request.setNews(sent(urn, newInputs));
      request.setIgnorechangesList([...ignoreChanges]);
      return answered(() => {
        const response = operations.diff(request);
        const replacing: string[] = [];
        response.getDetaileddiffMap().forEach((diff, path) => {
          if (isReplacing(diff)) replacing.push(path);
        });
        const changes = response.getChanges();
        return {
          hasChanges: changes === DIFF_UNKNOWN ? undefined : changes === DIFF_SOME,
          replaces: [...response.getReplacesList(), ...replacing],
          deleteBeforeReplace: response.getDeletebeforereplace(),
          changed: response.getDiffsList(),
        };
      });
    },

    async create(urn, { inputs, isPreview }) {
      const request = named(new messages.CreateRequest(), urn);
      request.setProperties(sent(urn, inputs));
      request.setPreview(isPreview);
      const response = await answered(() => operations.create(request)).catch(initError);
      if (response.getId() === "" && !isPreview) throw new Error(`empty resource.ID from create '${urn}'`);
      return { id: response.getId(), outputs: received(response.getProperties()) };
    },

    async read(urn, { id, inputs, outputs }) {
      const request = named(new messages.ReadRequest(), urn);
      request.setId(id);
      request.setInputs(sent(urn, inputs));
      request.setProperties(sent(urn, outputs));
      const response = await answered(() => operations.read(request));
      const liveInputs = response.getInputs();
      return {
        id: response.getId(),
        outputs: received(response.getProperties()),
        inputs: liveInputs && received(liveInputs),
      };
    },

    async update(urn, { id, oldInputs, oldOutputs, newInputs, ignoreChanges, isPreview }) {
      const request = named(new messages.UpdateRequest(), urn);
      request.setId(id);
      request.setOlds(sent(urn, oldOutputs));
      request.setOldInputs(sent(urn, oldInputs));
      request.setNews(sent(urn, newInputs));
      request.setIgnorechangesList([...ignoreChanges]);
      request.setPreview(isPreview);
      const response = await answered(() => operations.update(request)).catch(initError);
      return received(response.getProperties());
    },

    async delete(urn, { id, inputs, outputs }) {
      const request = named(new messages.DeleteRequest(), urn);
      request.setId(id);
      request.setProperties(sent(urn, outputs));
      request.setOldInputs(sent(urn, inputs));
      await answered(() => operations.delete(request));
    },
  };
}

interface Named {
  setUrn(urn: string): unknown;
  setName(name: string): unknown;
  setType(type: string): unknown;
}

function named<Request extends Named>(request: Request, urn: string): Request {
  request.setUrn(urn);
  request.setName(urn.split("::").at(-1) ?? "");
  request.setType(urn.split("::")[2]?.split("$").at(-1) ?? "");
  return request;
}

/** As the gRPC service does, so that what is thrown at once is a rejection as well. */
async function answered<Response>(work: () => Response | Promise<Response>): Promise<Response> {
  return await work();
}

function initError(error: unknown): never {
  if (error instanceof HalfDoneError) {
    throw new InitError(error.id, received(error.properties), [error.reason]);
  }
  throw error;
}

function isReplacing(diff: messages.PropertyDiff): boolean {
  const { ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = messages.PropertyDiff.Kind;
  const kinds: number[] = [ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE];
  return kinds.includes(diff.getKind());
}

/** The plugin takes secrets, so they are sent with their marks. */
function sent(urn: string, properties: JsonObject): Struct {
  const plain = JSON.parse(JSON.stringify(properties)) as JsonObject;
  const marked = markSecrets(entityOf(entityNameOf(urn)), plain);
  return Struct.fromJavaScript(marked as Record<string, JavaScriptValue>);
}

function received(struct: Struct | undefined): JsonObject {
  const values = (struct?.toJavaScript() ?? {}) as JsonObject;
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, unmarked(value)]));
}
