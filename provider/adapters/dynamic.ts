import type * as pulumi from "@pulumi/pulumi";
import type { Client } from "../api/client";
import { CONFIG_KEYS, type ConfigValues, type Whose } from "../config";
import { PROVIDER_KEY, PROVIDER_NAME_KEY } from "./dynamic-type";
import type { Entity } from "../entity";
import { PartialCreateError, PartialUpdateError } from "../errors";
import type { JsonObject } from "../json";
import { lifecycleInAccounts, without } from "../lifecycle/accounts";
import { clean } from "../lifecycle/values";
import { markSecrets } from "./secrets";
import { hasUnknown } from "../unknown";

type DynamicProvider = pulumi.dynamic.ResourceProvider<JsonObject, JsonObject>;

/**
 * An entity's lifecycle as a Pulumi dynamic provider. Pulumi's host gives each process one configuration and one
 * provider object for each entity; `configure` is not awaited, so it only copies texts and never throws. What is
 * thrown in check, diff, read or delete is printed with a stack, so these errors carry none.
 */
export function dynamicProvider(
  entity: Entity,
  clientFor: (values: ConfigValues, whose: Whose) => Client,
): DynamicProvider {
  const configured = (values: ConfigValues, provider?: string) =>
    lifecycleInAccounts(entity, (account) => clientFor(values, { provider, account }));
  let lifecycle = configured({});

  const marked = (properties: JsonObject): JsonObject => markSecrets(entity, properties);

  /** The engine keeps the id of an error that has one, with these properties as the state. */
  const halfDone = (
    { message }: Error,
    { id, answer, loader }: { id: string; answer: object; loader: JsonObject[string] },
  ): Error => {
    const properties = { ...marked(clean({ ...answer })), [PROVIDER_KEY]: loader };
    return Object.assign(new Error(message), { id, properties, reasons: [message] });
  };

  return {
    configure({ config }) {
      const values: ConfigValues = Object.fromEntries(
        CONFIG_KEYS.map((key) => [key, config.get(`sinch:${key}`)] as const).filter(
          ([, value]) => typeof value === "string" && !hasUnknown(value),
        ),
      );
      const name: unknown = config.get(PROVIDER_NAME_KEY);
      lifecycle = configured(values, typeof name === "string" ? name : undefined);
      return Promise.resolve();
    },

    async check(olds, news) {
      return await quietly(async () => {
        const { inputs, failures } = lifecycle.check(plain(olds), plain(news));
        if (failures.length === 0) await lifecycle.foresee(plain(olds), inputs);
        return { inputs: { ...inputs }, failures };
      });
    },

    async diff(id, olds, news) {
      // No "changes": the engine compares the inputs itself, and honours ignoreChanges.
      return await quietly(() => Promise.resolve(lifecycle.diff(plain(olds), plain(news), id)));
    },

    async create(inputs) {
      try {
        const { id, state } = await lifecycle.create(plain(inputs));
        return { id, outs: marked(state) };
      } catch (error) {
        if (!(error instanceof PartialCreateError)) {
          throw error;
        }
        throw halfDone(error, { id: error.entityId, answer: error.answer, loader: inputs[PROVIDER_KEY] });
      }
    },

    async read(id, state) {
      return await quietly(async () => {
        const known = plain(state ?? {});
        const kept = await lifecycle.read(id, known);
        if (kept !== undefined && kept.id !== id) {
          // Pulumi would go on using the id that the program gave.
          const account = JSON.stringify(kept.inputs.account);
          throw new Error(
            `get takes the id ${kept.id} alone: give it sinch.inAccount(${account}) as options`,
          );
        }
        if (kept !== undefined) {
          return { id, props: marked(kept.state), inputs: marked(kept.inputs) };
        }
        if (Object.keys(without(known)).length === 0) {
          throw new Error(`there is no ${entity.title} ${id}: its id has the form ${entity.idForm}`);
        }
        return { id: "", props: {} };
      });
    },

    async update(id, olds, news) {
      try {
        return { outs: marked(await lifecycle.update(id, plain(olds), plain(news))) };
      } catch (error) {
        throw error instanceof PartialUpdateError
          ? halfDone(error, { id, answer: error.answer, loader: news[PROVIDER_KEY] })
          : error;
      }
    },

    async delete(id, state) {
      await quietly(() => lifecycle.delete(id, plain(state)));
    },
  };
}

/** Inputs or a state without Pulumi's own key. */
function plain(properties: JsonObject | undefined): JsonObject {
  return Object.fromEntries(Object.entries(properties ?? {}).filter(([key]) => key !== PROVIDER_KEY));
}

async function quietly<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) {
      error.stack = "";
    }
    throw error;
  }
}
