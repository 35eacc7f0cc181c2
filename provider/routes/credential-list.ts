import type { Client } from "../api/client";
import { objectsOf, textOf, type JsonObject } from "../json";
import { SinchError } from "../errors";
import { path } from "../api/path";
import { collection } from "./collection";
import { unlessGone } from "./gone";
import type { Operations } from "./operations";

const LISTS = collection(
  { form: "collection", path: "/credentialLists", listKey: "credentialLists", readBy: "id" },
  // No two lists of a project may share a username.
  (found, inputs) => {
    const wanted = passwordsOf(inputs);
    return [...passwordsOf(found).keys()].some((username) => wanted.has(username));
  },
);

/** Passwords by username; `undefined` where a password is not managed. */
type Passwords = Map<string, string | undefined>;

/**
 * A list with its usernames. The API can change a password and remove a username; it has no documented way to
 * add one, so that is a replacement. Passwords are never answered: those of the state
 * stand in.
 */
export function credentialList(): Operations {
  return {
    ...LISTS,

    async create(client, inputs, { title, matches }) {
      const passwords = passwordsOf(inputs);
      const missing = [...passwords].find(([, password]) => password === undefined)?.[0];
      if (missing !== undefined) {
        throw new SinchError(
          `the password of username "${missing}" is not given: the API needs it to create the list`,
        );
      }
      const { id, answer } = await LISTS.create(client, inputs, {
        title,
        matches: (found) => matches(withPasswords(found, passwords)),
      });
      return { id, answer: withPasswords(answer, passwords) };
    },

    async read(client, id, known, look) {
      const answer = await LISTS.read(client, id, known, look);
      return answer && withPasswords(answer, passwordsOf(known));
    },

    async update(client, id, { olds, news }) {
      if (olds.name !== news.name) {
        await client.request({
          method: "PUT",
          path: path`/credentialLists/${id}`,
          body: { name: news.name },
        });
      }
      const [before, after] = [passwordsOf(olds), passwordsOf(news)];
      for (const username of before.keys()) {
        if (!after.has(username)) {
          const credentialPath = path`/credentialLists/${id}/credentials/${username}`;
          await unlessGone(client, () => client.request({ method: "DELETE", path: credentialPath }));
        }
      }
      await setPasswords(client, id, { before, after });
      const answer = await client.request({ method: "GET", path: path`/credentialLists/${id}` });
      return withPasswords(answer, after);
    },

    async list(client) {
      return (await LISTS.list(client)).map(({ id, answer }) => ({
        id,
        answer: withPasswords(answer, new Map()),
      }));
    },
  };
}

async function setPasswords(
  client: Client,
  listId: string,
  { before, after }: { before: Passwords; after: Passwords },
): Promise<void> {
  for (const [username, password] of after) {
    if (password !== undefined && password !== before.get(username)) {
      const credentialPath = path`/credentialLists/${listId}/credentials/${username}`;
      await client.request({ method: "PUT", path: credentialPath, body: { password } });
    }
  }
}

function withPasswords(answer: JsonObject, passwords: Passwords): JsonObject {
  const usernames = objectsOf(answer.credentials).map(({ username }) => textOf(username));
  const credentials = usernames.map((username): JsonObject => {
    const password = passwords.get(username);
    return password === undefined ? { username } : { username, password };
  });
  return { ...answer, credentials };
}

function passwordsOf(state: JsonObject): Passwords {
  return new Map(
    objectsOf(state.credentials).map(({ username, password }) => [
      textOf(username),
      textOf(password) || undefined,
    ]),
  );
}
