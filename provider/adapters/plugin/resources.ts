import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Client, Surroundings } from "../../api/client";
import { withTimeLimit } from "../../api/time-limit";
import { Clients } from "../../clients";
import { clientOptions, type ConfigValues } from "../../config";
import { ENTITIES } from "../../entities";
import type { Entity, Failure } from "../../entity";
import { PartialCreateError, PartialUpdateError, SinchError } from "../../errors";
import { functionNamed } from "../../functions";
import { lifecycleInAccounts, type AccountsLifecycle } from "../../lifecycle/accounts";
import { indexedList, indexReason } from "../../ignored-indexes";
import { odditiesOf } from "../../oddities";
import { knownPart } from "../../unknown";
import { VERSION } from "../../version";
import { checkConfig, configuredValues, diffConfig, providerName } from "./configuration";
import { diffResponse } from "./diff";
import { HalfDoneError } from "./errors";
import { createdSoFar, updatedSoFar } from "./preview";
import { propertiesOf, secretsOf, structOf } from "./properties";

/** What the plugin gets from its process: a clock that can be stopped, and a line to the user. */
export type PluginSurroundings = Surroundings &
  Required<Pick<Surroundings, "clock" | "say">> & { readonly warn: (line: string) => void };

type Known = { readonly entity: Entity; readonly lifecycle: AccountsLifecycle };

/** The operations of the protocol that concern configuration, resources and functions, over one configuration. */
export function resourceOperations(surroundings: PluginSurroundings) {
  let values: ConfigValues = {};
  let provider: string | undefined;
  const clients = new Clients(surroundings);
  const clientOf = (account: string | undefined): Client =>
    clients.of(clientOptions(values, process.env, { provider, account }));
  let known = new Map<string, Known>();
  const find = (urn: string): Known => {
    // urn:pulumi:{stack}::{project}::{types of parents and own}::{name}
    const name = urn.split("::")[2]?.split(":").at(-1) ?? "";
    const entity = ENTITIES.find((one) => one.name === name) ?? unheardOf(name);
    const found = known.get(name) ?? { entity, lifecycle: lifecycleInAccounts(entity, clientOf) };
    known.set(name, found);
    return found;
  };

  /** The resource's customTimeouts. */
  const limited = <Result>(request: { getTimeout(): number }, work: () => Promise<Result>) =>
    withTimeLimit(surroundings.clock, request.getTimeout(), work);

  return {
    checkConfig(request: messages.CheckRequest): messages.CheckResponse {
      provider = providerName(request.getUrn());
      return checkConfig(request);
    },

    diffConfig,

    configure(request: messages.ConfigureRequest): messages.ConfigureResponse {
      values = configuredValues(request);
      provider = providerName(request.getUrn()) ?? provider;
      known = new Map();
      const response = new messages.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      return response;
    },

    async check(request: messages.CheckRequest): Promise<messages.CheckResponse> {
      const { entity, lifecycle } = find(request.getUrn());
      const news = propertiesOf(request.getNews());
      const { values: olds } = propertiesOf(request.getOlds());
      const checked = lifecycle.check(olds, news.values, request.getUrn());
      const secrets = secretsOf(entity, news);
      if (checked.failures.length === 0) {
        const inputs = knownPart(checked.inputs);
        const oddities = odditiesOf(entity, inputs, (key) => checked.inputs[key] !== undefined);
        for (const { property, reason } of oddities) surroundings.warn(`${property} ${reason}`);
        await lifecycle.foresee(olds, checked.inputs);
      }
      const response = new messages.CheckResponse();
      response.setInputs(structOf(checked.inputs, secrets));
      response.setFailuresList(checked.failures.map((failure) => checkFailure(failure, secrets)));
      return response;
    },

    diff(request: messages.DiffRequest): messages.DiffResponse {
      const { entity, lifecycle } = find(request.getUrn());
      const olds = propertiesOf(request.getOldInputs());
      const news = propertiesOf(request.getNews());
      refuseIndexes(entity, request.getIgnorechangesList());
      // Outputs, since after a half-done update they tell more than the inputs of before.
      const { values: outputs } = propertiesOf(request.getOlds());
      return diffResponse({
        olds: olds.values,
        news: news.values,
        secrets: secretsOf(entity, olds, news),
        ...lifecycle.diff({ ...olds.values, ...outputs }, news.values, request.getId()),
      });
    },

    async create(request: messages.CreateRequest): Promise<messages.CreateResponse> {
      const { entity, lifecycle } = find(request.getUrn());
      const inputs = propertiesOf(request.getProperties());
      const secrets = secretsOf(entity, inputs);
      const response = new messages.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(
          structOf(createdSoFar(entity, inputs.values, lifecycle.projectId(inputs.values)), secrets),
        );
        return response;
      }
      try {
        const { id, state } = await limited(request, () => lifecycle.create(inputs.values));
        response.setId(id);
        response.setProperties(structOf(state, secrets));
        return response;
      } catch (error) {
        throw error instanceof PartialCreateError
          ? new HalfDoneError(error.entityId, structOf({ ...error.answer }, secrets), error.message)
          : error;
      }
    },

    async read(request: messages.ReadRequest): Promise<messages.ReadResponse> {
      const { entity, lifecycle } = find(request.getUrn());
      const state = propertiesOf(request.getProperties());
      const kept = await lifecycle.read(request.getId(), state.values);
      const response = new messages.ReadResponse();
      if (kept !== undefined) {
        const secrets = secretsOf(entity, state, propertiesOf(request.getInputs()));
        response.setId(kept.id);
        response.setProperties(structOf(kept.state, secrets));
        response.setInputs(structOf(kept.inputs, secrets));
      }
      return response;
    },

    async update(request: messages.UpdateRequest): Promise<messages.UpdateResponse> {
      const { entity, lifecycle } = find(request.getUrn());
      const { values: olds } = propertiesOf(request.getOlds());
      const news = propertiesOf(request.getNews());
      const secrets = secretsOf(entity, news);
      const response = new messages.UpdateResponse();
      if (request.getPreview()) {
        response.setProperties(structOf(updatedSoFar(entity, olds, news.values), secrets));
        return response;
      }
      try {
        const state = await limited(request, () => lifecycle.update(request.getId(), olds, news.values));
        response.setProperties(structOf(state, secrets));
        return response;
      } catch (error) {
        throw error instanceof PartialUpdateError
          ? new HalfDoneError(request.getId(), structOf({ ...error.answer }, secrets), error.message)
          : error;
      }
    },

    async delete(request: messages.DeleteRequest): Promise<Empty> {
      const { lifecycle } = find(request.getUrn());
      const { values: state } = propertiesOf(request.getProperties());
      await limited(request, () => lifecycle.delete(request.getId(), state));
      return new Empty();
    },

    async invoke(request: messages.InvokeRequest): Promise<messages.InvokeResponse> {
      const name = request.getTok().split(":").at(-1) ?? "";
      const args = propertiesOf(request.getArgs());
      const result = await functionNamed(name)(clientOf, args.values);
      const response = new messages.InvokeResponse();
      // Whoever asks with a secret gets an answer that may tell it.
      response.setReturn(structOf(result, args.secrets.length > 0 ? Object.keys(result) : []));
      return response;
    },
  };
}

function unheardOf(name: string): never {
  throw new SinchError(`pulumi-sinch ${VERSION} has no resource ${name}`);
}

/** @throws SinchError for `ignoreChanges` with an index into a list whose order means nothing */
function refuseIndexes(entity: Entity, paths: string[]): void {
  for (const path of paths) {
    const list = indexedList(entity, path);
    if (list !== undefined) {
      throw new SinchError(indexReason(list, path));
    }
  }
}

/** The engine prints the value of the property that a failure names: of a secret one it gets no name. */
function checkFailure({ property, reason }: Failure, secrets: ReadonlySet<string>): messages.CheckFailure {
  const failure = new messages.CheckFailure();
  const isSecret = secrets.has(property);
  failure.setProperty(isSecret ? "" : property);
  failure.setReason(isSecret ? `${property} ${reason}` : reason);
  return failure;
}
