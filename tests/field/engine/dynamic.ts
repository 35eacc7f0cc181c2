import type * as pulumi from "@pulumi/pulumi";
import { dynamicProvider } from "../../../provider/adapters/dynamic";
import { PROVIDER_KEY, dynamicLoader, dynamicType } from "../../../provider/adapters/dynamic-type";
import { unmarked } from "../../../provider/adapters/secrets";
import { Client, type Surroundings } from "../../../provider/api/client";
import { clientOptions, type ConfigValues } from "../../../provider/config";
import { isObject, type JsonObject } from "../../../provider/json";
import { entityOf } from "../../unit/account";
import { entityNameOf, InitError, type FrontEnd } from "./provider";
import { copyOf } from "./resource";

type DynamicProvider = ReturnType<typeof dynamicProvider>;

/** The resource classes of the package: Pulumi's host for dynamic providers, and a provider for each entity. */
export function dynamicFrontEnd(values: () => ConfigValues, surroundings: Surroundings): FrontEnd {
  return {
    name: "dynamic",
    typeOf: dynamicType,
    deleteBeforeReplace: (entityName) => entityOf(entityName).deleteBeforeReplace,
    classInputs: (entityName) => ({ [PROVIDER_KEY]: dynamicLoader(entityName) }),
    process: () => host(values(), surroundings),
  };
}

/** What `@pulumi/pulumi/cmd/dynamic-provider` does with each call. */
function host(values: ConfigValues, surroundings: Surroundings): ReturnType<FrontEnd["process"]> {
  let client: Client | undefined;
  const providers = new Map<string, DynamicProvider>();

  async function providerFor(urn: string): Promise<DynamicProvider> {
    const name = entityNameOf(urn);
    const known = providers.get(name);
    if (known !== undefined) return known;
    const made = dynamicProvider(
      entityOf(name),
      (own) => (client ??= new Client(clientOptions(own), surroundings)),
    );
    providers.set(name, made);
    const config = new Map(Object.entries(values).map(([key, value]) => [`sinch:${key}`, value]));
    await made.configure?.({ config: { get: (key: string) => config.get(key) } as pulumi.dynamic.Config });
    return made;
  }

  return {
    supportsPreview: false,

    async check(urn, { olds, news }) {
      const provider = await providerFor(urn);
      const { inputs = news, failures = [] } = (await provider.check?.(copyOf(olds), copyOf(news))) ?? {};
      return { inputs: received({ ...inputs, [PROVIDER_KEY]: news[PROVIDER_KEY] }), failures };
    },

    async diff(urn, { id, oldOutputs, newInputs }) {
      const provider = await providerFor(urn);
      const result = (await provider.diff?.(id, copyOf(oldOutputs), copyOf(newInputs))) ?? {};
      const { changes, replaces = [], deleteBeforeReplace = false } = result;
      return { hasChanges: changes, replaces, deleteBeforeReplace, changed: [] };
    },

    async create(urn, { inputs }) {
      const provider = await providerFor(urn);
      const { id, outs } = await provider.create(copyOf(inputs)).catch(initError);
      if (id === "") throw new Error(`plugin returned empty resource.ID from create '${urn}'`);
      return { id, outputs: received({ ...outs, [PROVIDER_KEY]: inputs[PROVIDER_KEY] }) };
    },

    async read(urn, { id, outputs }) {
      const provider = await providerFor(urn);
      const read = await provider.read?.(id, copyOf(outputs));
      const own = { [PROVIDER_KEY]: outputs[PROVIDER_KEY] };
      return {
        id: read === undefined ? id : (read.id ?? ""),
        outputs: read === undefined ? outputs : received({ ...read.props, ...own }),
        inputs: read?.inputs && received({ ...read.inputs, ...own }),
      };
    },

    async update(urn, { id, oldOutputs, newInputs }) {
      const provider = await providerFor(urn);
      const updated = await provider.update?.(id, copyOf(oldOutputs), copyOf(newInputs)).catch(initError);
      return received({ ...updated?.outs, [PROVIDER_KEY]: newInputs[PROVIDER_KEY] });
    },

    async delete(urn, { id, outputs }) {
      const provider = await providerFor(urn);
      await provider.delete?.(id, copyOf(outputs));
    },
  };
}

/** An error that names an id keeps what was made. */
function initError(error: unknown): never {
  if (error instanceof Error && "id" in error && typeof error.id === "string" && error.id !== "") {
    const properties = "properties" in error && isObject(error.properties) ? error.properties : {};
    const reasons = "reasons" in error && Array.isArray(error.reasons) ? error.reasons.map(String) : [];
    throw new InitError(error.id, received(properties), reasons);
  }
  throw error;
}

/** What the engine keeps of an answer. */
function received(properties: JsonObject): JsonObject {
  const plain = JSON.parse(JSON.stringify(properties)) as JsonObject;
  return Object.fromEntries(Object.entries(plain).map(([key, value]) => [key, unmarked(value)]));
}
