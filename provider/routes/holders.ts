import type { Client } from "../api/client";
import { path } from "../api/path";
import { ApiError, isGone } from "../errors";
import { objectsOf, textOf, type JsonObject } from "../json";
import { takenError } from "./collection";

/** Something that the API has to lose before it lets an entity go. */
export interface Holder {
  /** The entity's name in definitions. */
  readonly kind: string;
  /** The id as Pulumi keeps it. */
  readonly id: string;
  readonly words: string;
}

/** What holds an entity of a kind, by the kind's name; each reads only, page by page. */
export const HOLDERS: Readonly<Record<string, (client: Client, id: string) => Promise<Holder[]>>> = {
  SipTrunk: async (client, id) => {
    const children = async (kind: string, own: string, keys: string[], words: string): Promise<Holder[]> =>
      (await client.list(path`/trunks/${id}` + own, keys)).map((one) => ({
        kind,
        id: `${id}/${textOf(one.id)}`,
        words: `${words} ${textOf(one.name) || textOf(one.id)}`,
      }));
    const numbers = await client.list("/phoneNumbers", ["phoneNumbers"], { sipTrunkId: id });
    return [
      ...(await children("SipEndpoint", "/endpoints", ["endpoints"], "the SIP endpoint")),
      ...(await children(
        "TrunkAccessControlList",
        "/accessControlLists",
        ["accessControlLists", "accessControlListIds"],
        "the link of the access control list",
      )),
      ...(await children(
        "TrunkCredentialList",
        "/credentialLists",
        ["credentialLists", "credentialListIds"],
        "the link of the credential list",
      )),
      ...numbers
        .filter(({ sipTrunkId }) => sipTrunkId === id)
        .map(({ phoneNumber }) => ({
          kind: "PhoneNumberAssignment",
          id: textOf(phoneNumber),
          words: `the phone number ${textOf(phoneNumber)}`,
        })),
    ];
  },

  AccessControlList: (client, id) =>
    linksOf(client, path`/accessControlLists/${id}/trunks`, "TrunkAccessControlList", id),

  CredentialList: async (client, id) => {
    const links = await linksOf(client, path`/credentialLists/${id}/trunks`, "TrunkCredentialList", id);
    const list = await client.request({ method: "GET", path: path`/credentialLists/${id}` });
    const usernames = new Set(objectsOf(list.credentials).map(({ username }) => textOf(username)));
    const trunks = await client.list("/trunks", ["trunks"]);
    const endpoints: Holder[] = [];
    for (const trunk of trunks) {
      for (const endpoint of await endpointsOf(client, textOf(trunk.id))) {
        if (usernames.has(textOf(endpoint.credentialUsername))) {
          const words = `the SIP endpoint "${textOf(endpoint.name)}" of trunk "${textOf(trunk.name)}"`;
          const endpointId = `${textOf(trunk.id)}/${textOf(endpoint.id)}`;
          endpoints.push({ kind: "SipEndpoint", id: endpointId, words });
        }
      }
    }
    return [...links, ...endpoints];
  },
};

/** The credential list that has a username. */
export async function listOfUsername(client: Client, username: string): Promise<string | undefined> {
  const lists = await client.list("/credentialLists", ["credentialLists"]);
  const found = lists.find(({ credentials }) =>
    objectsOf(credentials).some((one) => textOf(one.username) === username),
  );
  return found && textOf(found.id);
}

/** @throws TakenError while another list than this one has one of the usernames */
export async function usernamesElsewhere(
  client: Client,
  listId: string,
  usernames: readonly string[],
): Promise<void> {
  const lists = await client.list("/credentialLists", ["credentialLists"]);
  const owner = lists.find(
    ({ id, credentials }) =>
      id !== listId && objectsOf(credentials).some((one) => usernames.includes(textOf(one.username))),
  );
  if (owner !== undefined) {
    const detail = { code: "", text: "a username is taken" };
    throw takenError(new ApiError("GET /credentialLists", 200, detail), owner);
  }
}

async function linksOf(client: Client, listPath: string, kind: string, listId: string): Promise<Holder[]> {
  const trunks = await client.list(listPath, ["trunks"]);
  return trunks.map((trunk) => ({
    kind,
    id: `${textOf(trunk.id)}/${listId}`,
    words: `the link to trunk "${textOf(trunk.name)}" (${textOf(trunk.id)})`,
  }));
}

async function endpointsOf(client: Client, trunkId: string): Promise<JsonObject[]> {
  try {
    return await client.list(path`/trunks/${trunkId}/endpoints`, ["endpoints"]);
  } catch (error) {
    // A trunk that was deleted since it was listed has no endpoints.
    if (isGone(error)) {
      return [];
    }
    throw error;
  }
}
