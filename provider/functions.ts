import type { Client } from "./api/client";
import { parseTime } from "./api/clock";
import { ENTITIES } from "./entities";
import type { Entity } from "./entity";
import { SinchError } from "./errors";
import { textOf, type JsonObject } from "./json";
import { accountOf, without, type ClientOf } from "./lifecycle/accounts";
import type { Lifecycle } from "./lifecycle/contract";
import { lifecycleOf } from "./lifecycle/lifecycle";
import { clean } from "./lifecycle/values";
import { VERSION } from "./version";

/** A function that reads: arguments in, one object out, as Pulumi's invokes have it. */
export type ReadFunction = (client: Client, args: JsonObject) => Promise<JsonObject>;

/** Entities that no function of their own lists, and why. */
export const NOT_LISTED: Readonly<Record<string, string>> = {
  IpRange: "getAccessControlLists returns the ranges with their lists",
  TrunkAccessControlList: "a program reads the lists themselves",
  TrunkCredentialList: "a program reads the lists themselves",
  CountryPermissions: "getCountryPermissions returns every country, open or closed",
  PhoneNumberAssignment: "getPhoneNumbers returns the numbers, those of no trunk too",
  Project: "the API cannot list projects",
};

/** All functions that read, by their name in programs: `get` and the entity's name with an s lists each entity. */
export const FUNCTIONS: Readonly<Record<string, ReadFunction>> = {
  getSipTrunk: async (client, { id, hostName }) => {
    const trunks = lifecycle("SipTrunk", client);
    if (typeof id === "string" && id !== "") {
      const kept = await trunks.read(id, {});
      return found({ id, ...kept?.state }, kept !== undefined, `SIP trunk ${id}`);
    }
    if (typeof hostName !== "string" || hostName === "") {
      throw new SinchError('getSipTrunk needs an id or a hostName, such as { hostName: "acme-voice" }');
    }
    const all = await listed(trunks);
    const one = all.find((trunk) => trunk.hostName === hostName.toLowerCase());
    return found(one ?? {}, one !== undefined, `SIP trunk with host name ${hostName}`);
  },
  ...Object.fromEntries(ENTITIES.filter(({ name }) => !(name in NOT_LISTED)).map(lister)),
  getCountryPermissions: async (client) => {
    const permissions = await listed(lifecycle("CountryPermission", client));
    return {
      countryPermissions: permissions.map(({ id, isoCode, enabled, name, countryDialingCodes }) => ({
        id,
        isoCode,
        enabled,
        name,
        countryDialingCodes,
      })),
    };
  },
  getPhoneNumbers: async (client, { sipTrunkId }) => {
    const items = await client.list("/phoneNumbers", ["phoneNumbers"], {
      sipTrunkId: textOf(sipTrunkId) || undefined,
    });
    return {
      phoneNumbers: items.map(({ phoneNumber, sipTrunkId: trunkId, countryCode, createTime }) =>
        clean({
          phoneNumber,
          sipTrunkId: trunkId === "" ? null : trunkId,
          countryCode,
          createTime: isoTime(createTime),
        }),
      ),
    };
  },
  getCalls: async (client, { from, to, sipTrunkId, direction, callResult, createdFrom, createdTo }) => {
    const calls = await client.list("/calls", ["calls"], {
      from: textOf(from) || undefined,
      to: textOf(to) || undefined,
      trunkId: textOf(sipTrunkId) || undefined,
      direction: textOf(direction) || undefined,
      callResult: textOf(callResult) || undefined,
      "createTime>": textOf(createdFrom) || undefined,
      "createTime<": textOf(createdTo) || undefined,
    });
    return {
      calls: calls.map(({ trunkId, direction: way, ...call }) =>
        clean({ ...call, sipTrunkId: trunkId, direction: typeof way === "string" ? way.toUpperCase() : way }),
      ),
    };
  },
};

/**
 * A function by its name, reading from the account that its arguments name.
 *
 * @throws SinchError where there is no such function
 */
export function functionNamed(name: string): (clientOf: ClientOf, args: JsonObject) => Promise<JsonObject> {
  const run = FUNCTIONS[name];
  if (run === undefined) {
    throw new SinchError(`pulumi-sinch ${VERSION} has no function ${name}`);
  }
  return async (clientOf, args) => await run(clientOf(accountOf(args)), without(args));
}

/** `getSipEndpoints` of SipEndpoint: all of them, or those under the parent that the argument names. */
function lister({ name, route }: Entity): [name: string, read: ReadFunction] {
  const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
  const parent = route.form === "collection" ? route.parent?.input : undefined;
  return [
    `get${name}s`,
    async (client, args) => ({
      [key]: await listed(
        lifecycle(name, client),
        parent === undefined ? undefined : required(args[parent], `get${name}s`, parent),
      ),
    }),
  ];
}

function lifecycle(name: string, client: Client): Lifecycle {
  const entity = ENTITIES.find((one) => one.name === name);
  if (entity === undefined) {
    throw new SinchError(`there is no entity ${name}`);
  }
  return lifecycleOf(entity, () => client);
}

async function listed(entities: Lifecycle, parentId?: string): Promise<JsonObject[]> {
  const items = await entities.list(parentId);
  return items.map(({ id, state, createTime }) => clean({ id, ...state, createTime }));
}

function found(result: JsonObject, isThere: boolean, what: string): JsonObject {
  if (!isThere) {
    throw new SinchError(`there is no ${what} in this project`);
  }
  return result;
}

function required(value: unknown, name: string, key: string): string {
  if (typeof value !== "string" || value === "") {
    throw new SinchError(`${name} needs ${key}, such as { ${key}: trunk.id }`);
  }
  return value;
}

function isoTime(value: unknown): string | undefined {
  const timeMs = parseTime(value);
  return timeMs === undefined ? undefined : new Date(timeMs).toISOString();
}
