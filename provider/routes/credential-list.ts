import type { Client } from "../api/client";
import { path } from "../api/path";
import { ApiError, PartialUpdateError, SinchError, isAmbiguous, isGone, withAdvice } from "../errors";
import { objectsOf, textOf, type JsonObject } from "../json";
import { unlessGone } from "./absence";
import { collection, isTaken, takenError } from "./collection";
import { liveOf, written } from "./live";
import type { Change, Operations } from "./operations";
import { postOnce } from "./post-once";
import { putWhole } from "./whole-put";

const LISTS_PATH = "/credentialLists";
const LISTS = collection(
  { form: "collection", path: LISTS_PATH, listKey: "credentialLists", readBy: "id" },
  // No two lists of a project may share a username.
  (found, inputs) => {
    const wanted = passwordsOf(inputs);
    return [...passwordsOf(found).keys()].some((username) => wanted.has(username));
  },
);

/** Passwords by username; `undefined` where a password is not managed, or is not known. */
type Passwords = Map<string, string | undefined>;

/**
 * A list with its usernames. The API can change a password and remove a username; it has no documented way to
 * add one, so that is a replacement unless the configuration says otherwise. Passwords are never answered: those of
 * the state stand in.
 */
export function credentialList(): Operations {
  return {
    ...LISTS,

    async create(client, inputs, context) {
      const passwords = passwordsOf(inputs);
      const missing = [...passwords].find(([, password]) => password === undefined)?.[0];
      if (missing !== undefined) {
        throw new SinchError(
          `the password of username "${missing}" is not given: the API needs it to create the list`,
        );
      }
      const { id, answer } = await LISTS.create(client, inputs, {
        ...context,
        matches: (found) => context.matches(withPasswords(found, passwords)),
      });
      return { id, answer: withPasswords(answer, passwords) };
    },

    async read(client, id, known, look) {
      const answer = await LISTS.read(client, id, known, look);
      return answer && withPasswords(answer, passwordsOf(known));
    },

    async update(client, id, change) {
      const { olds, news, changed } = change;
      const progress = new Progress(olds);
      if (changed.includes("credentials")) {
        const [before, after] = [passwordsOf(olds), passwordsOf(news)];
        // What may be refused, and what lets somebody in, comes first; what takes something down comes last.
        for (const [username, password] of after) {
          if (!before.has(username)) {
            await progress.step(username, password, () => addCredential(client, id, { username, password }));
          } else if (password !== undefined && password !== before.get(username)) {
            await progress.step(username, password, () => setPassword(client, id, { username, password }));
          } else {
            progress.now.set(username, password);
          }
        }
      }
      if (changed.includes("name")) {
        await progress.rename(news.name, () => putName(client, id, change));
      }
      if (changed.includes("credentials")) {
        const after = passwordsOf(news);
        for (const username of passwordsOf(olds).keys()) {
          if (!after.has(username)) {
            const credentialPath = path`/credentialLists/${id}/credentials/${username}`;
            await progress.remove(username, () =>
              unlessGone(client, () => client.request({ method: "DELETE", path: credentialPath })),
            );
          }
        }
      }
      return { ...olds, ...progress.answer() };
    },

    async list(client) {
      return (await LISTS.list(client)).map(({ id, answer }) => ({
        id,
        answer: withPasswords(answer, new Map()),
      }));
    },
  };
}

/** How far an update of several requests has come. */
class Progress {
  readonly now: Passwords;
  #name: JsonObject[string];
  #isChanged = false;

  constructor(olds: JsonObject) {
    this.now = passwordsOf(olds);
    this.#name = olds.name;
  }

  answer(): JsonObject {
    return { name: this.#name, credentials: credentialsOf(this.now) };
  }

  async step(username: string, password: string | undefined, work: () => Promise<unknown>): Promise<void> {
    // A password that may be the old one or the new one is neither: the next update sets it.
    await this.#do(work, () => this.now.set(username, undefined));
    this.now.set(username, password);
  }

  async remove(username: string, work: () => Promise<unknown>): Promise<void> {
    await this.#do(work, () => undefined);
    this.now.delete(username);
  }

  async rename(name: JsonObject[string], work: () => Promise<unknown>): Promise<void> {
    await this.#do(work, () => (this.#name = undefined));
    this.#name = name;
  }

  async #do(work: () => Promise<unknown>, doubt: () => unknown): Promise<void> {
    try {
      await work();
      this.#isChanged = true;
    } catch (error) {
      const isUnsure = isAmbiguous(error);
      if (isUnsure) {
        doubt();
      }
      throw error instanceof Error && (isUnsure || this.#isChanged)
        ? new PartialUpdateError(this.answer(), error)
        : error;
    }
  }
}

async function putName(client: Client, id: string, { onTopOf, expected }: Change): Promise<void> {
  const get = (own: string) => client.request({ method: "GET", path: path`/credentialLists/${own}` });
  const source = { path: LISTS_PATH, listKeys: ["credentialLists"], kind: LISTS_PATH, get };
  const live = await liveOf(client, source, id, expected);
  written(client, LISTS_PATH, id);
  const { known, unknown } = onTopOf(live);
  await putWhole(client, path`/credentialLists/${id}`, { known: { name: known.name }, unknown });
}

async function setPassword(
  client: Client,
  listId: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const credentialPath = path`/credentialLists/${listId}/credentials/${username}`;
  try {
    await client.request({ method: "PUT", path: credentialPath, body: { password } });
  } catch (error) {
    // An addition that was not finished may not have been made.
    if (!isGone(error) || !client.addsCredentials) {
      throw error;
    }
    await addCredential(client, listId, { username, password });
  }
}

/** Adds a username by the call that no document has; where there is none, nothing was changed yet. */
async function addCredential(client: Client, listId: string, credential: JsonObject): Promise<void> {
  const { username } = credential;
  const listPath = path`/credentialLists/${listId}`;
  try {
    await postOnce(client, {
      path: `${listPath}/credentials`,
      body: credential,
      made: (answer) => (answer.username === username ? {} : undefined),
      find: async () =>
        passwordsOf(await client.request({ method: "GET", path: listPath })).has(textOf(username))
          ? {}
          : undefined,
      unique: true,
      leftover: `username ${textOf(username)} in credential list ${listId}`,
    });
  } catch (error) {
    if (error instanceof ApiError && [404, 405].includes(error.status) && !isGone(error)) {
      throw withAdvice(
        error,
        "The API cannot add a username to a list that exists, and nothing was changed. Run: pulumi config set " +
          "sinch:addCredentials false (or addCredentials of the sinch.Provider): then a new username replaces the list.",
      );
    }
    if (isTaken(error)) {
      const lists = await client.list(LISTS_PATH, ["credentialLists"]).catch(() => []);
      throw takenError(
        error,
        lists.find((list) => passwordsOf(list).has(textOf(username))),
      );
    }
    throw error;
  }
}

function withPasswords(answer: JsonObject, passwords: Passwords): JsonObject {
  const usernames = objectsOf(answer.credentials).map(({ username }) => textOf(username));
  return {
    ...answer,
    credentials: credentialsOf(new Map(usernames.map((one) => [one, passwords.get(one)]))),
  };
}

function credentialsOf(passwords: Passwords): JsonObject[] {
  return [...passwords].map(([username, password]) =>
    password === undefined ? { username } : { username, password },
  );
}

function passwordsOf(state: JsonObject): Passwords {
  return new Map(
    objectsOf(state.credentials).map(({ username, password }) => [
      textOf(username),
      textOf(password) || undefined,
    ]),
  );
}
