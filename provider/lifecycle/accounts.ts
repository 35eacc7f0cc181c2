import type { Client } from "../api/client";
import type { Entity, Failure } from "../entity";
import { ConfigError, PartialCreateError, PartialUpdateError, SinchError } from "../errors";
import { textOf, type Json, type JsonObject } from "../json";
import { UNKNOWN, hasUnknown } from "../unknown";
import { checkMove } from "./account";
import { contentOf, type Kept } from "./content";
import type { Lifecycle } from "./contract";
import { lifecycleOf } from "./lifecycle";
import { isGiven, isSame, pick } from "./values";

/*
 * Every resource may name one of the accounts of the configuration in its input `account`; the state keeps the name
 * beside what the entity itself has. Each account has a lifecycle of its own here, which knows nothing of the name.
 */

/** The input of every resource, and the argument of every function, that names an account. */
export const ACCOUNT = "account";

/** The client of an account by its name; of the configuration's own where there is no name. @throws ConfigError */
export type ClientOf = (account: string | undefined) => Client;

/** A lifecycle in all accounts of a configuration. */
export interface AccountsLifecycle extends Pick<
  Lifecycle,
  "check" | "foresee" | "diff" | "create" | "update" | "delete"
> {
  /** As that of a lifecycle. An id to import may begin with an account and a colon; the answer has it without. */
  read(id: string, known: JsonObject): Promise<(Kept & { readonly id: string }) | undefined>;
  /** The project in which a resource with these inputs is. */
  projectId(inputs: JsonObject): string;
}

/** The lifecycle of an entity in all accounts. */
export function lifecycleInAccounts(entity: Entity, clientOf: ClientOf): AccountsLifecycle {
  const lifecycles = new Map<string | undefined, Lifecycle>();
  const clients = new Map<string | undefined, Client>();
  const { keys } = contentOf(entity);

  function client(account: string | undefined): Client {
    const known = clients.get(account) ?? clientOf(account);
    clients.set(account, known);
    return known;
  }

  function lifecycle(account: string | undefined): Lifecycle {
    const known = lifecycles.get(account) ?? lifecycleOf(entity, () => client(account));
    lifecycles.set(account, known);
    return known;
  }

  /** Of a resource whose account is not known yet: it is checked, and nothing is asked. Few stacks have any. */
  let unnamed: Lifecycle | undefined;
  const undecided = (): Lifecycle =>
    (unnamed ??= lifecycleOf(entity, () => {
      throw new SinchError("the account is not known yet");
    }));

  /** The configuration as far as this account needs it; a failure without a property names all that is wrong. */
  function configFailures(account: string | undefined): Failure[] {
    try {
      client(account);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) {
        return [{ property: "", reason: error.message }];
      }
      throw error;
    }
  }

  /** @throws ConfigError where the account of a state is in the configuration no more */
  function requireAccountOf(state: JsonObject): void {
    try {
      client(accountOf(state));
    } catch (error) {
      const { projectId } = state;
      throw error instanceof ConfigError && typeof projectId === "string"
        ? new ConfigError(
            `this ${entity.title} belongs to project ${projectId}, and cannot be reached: ` +
              error.message.replaceAll("<project id>", projectId),
          )
        : error;
    }
  }

  return {
    check(olds, news, urn) {
      const { [ACCOUNT]: given, ...own } = news;
      if (isGiven(given) && typeof given !== "string") {
        const reason = 'must be the name of an account in sinch:accounts, such as "acme"';
        return { inputs: news, failures: [{ property: ACCOUNT, reason }] };
      }
      const account = accountOf(news);
      const isKnown = !hasUnknown(account);
      const { inputs, failures } = (isKnown ? lifecycle(account) : undecided()).check(
        without(olds),
        own,
        urn,
      );
      return {
        inputs: within(account, inputs),
        failures: failures.length > 0 || !isKnown ? failures : configFailures(account),
      };
    },

    async foresee(olds, news) {
      const account = accountOf(news);
      if (!hasUnknown(account)) {
        await lifecycle(account).foresee(without(olds), without(news));
      }
    },

    diff(olds, news, id) {
      const account = accountOf(news);
      if (hasUnknown(account)) {
        return undecided().diff(without(olds), without(news), id);
      }
      if (configFailures(account).length === 0) {
        checkMove(entity, olds, client(account), { from: accountOf(olds), to: account });
      }
      return lifecycle(account).diff(without(olds), without(news), id);
    },

    async create(inputs) {
      const account = accountOf(inputs);
      try {
        const { id, state } = await lifecycle(account).create(without(inputs));
        return { id, state: within(account, state) };
      } catch (error) {
        throw error instanceof PartialCreateError
          ? new PartialCreateError(error.entityId, within(account, { ...error.answer }), error.message)
          : error;
      }
    },

    async read(id, known) {
      const own = without(known);
      const [named, ownId] = Object.keys(own).length === 0 ? splitAccount(id) : [undefined, id];
      const account = accountOf(known) ?? named;
      if (named !== undefined && named !== account) {
        throw new SinchError(`the id ${id} names the account "${named}", but account is "${account ?? ""}"`);
      }
      requireAccountOf(within(account, known));
      const kept = await lifecycle(account).read(ownId, own);
      return kept && { id: ownId, inputs: within(account, kept.inputs), state: within(account, kept.state) };
    },

    async update(id, olds, news) {
      const account = accountOf(news);
      const from = accountOf(olds);
      checkMove(entity, olds, client(account), { from, to: account });
      if (from !== account && isSame(pick(olds, keys), pick(news, keys))) {
        // Another name of the same project: nothing in it changes.
        return within(account, without(olds));
      }
      try {
        return within(account, await lifecycle(account).update(id, without(olds), without(news)));
      } catch (error) {
        throw error instanceof PartialUpdateError
          ? new PartialUpdateError(within(account, { ...error.answer }), error.cause)
          : error;
      }
    },

    async delete(id, state) {
      requireAccountOf(state);
      await lifecycle(accountOf(state)).delete(id, without(state));
    },

    projectId(inputs) {
      const account = accountOf(inputs);
      return hasUnknown(account) ? UNKNOWN : client(account).projectId;
    },
  };
}

/** The account that properties or arguments name, if they do. */
export function accountOf({ [ACCOUNT]: account }: JsonObject): string | undefined {
  return textOf(account) || undefined;
}

/** Properties or arguments without the account. */
export function without(properties: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== ACCOUNT));
}

/** Properties with the account's name, where it has one. */
function within(account: Json | undefined, properties: JsonObject): JsonObject {
  return account === undefined ? properties : { ...properties, [ACCOUNT]: account };
}

/** An id to import: the account's name before a colon, which no id of the API has, and the id. */
function splitAccount(id: string): [account: string | undefined, id: string] {
  const [, account, own] = /^([A-Za-z0-9][\w-]*):(.+)$/s.exec(id) ?? [];
  return own === undefined ? [undefined, id] : [account, own];
}

/** An id as an import takes it. */
export function importId(account: string | undefined, id: string): string {
  return account === undefined ? id : `${account}:${id}`;
}
