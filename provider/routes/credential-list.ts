import type { Client } from "../api/client";
import { nameSegment, path } from "../api/path";
import { ApiError, ConnectionError, SinchError, isGone, withAdvice } from "../errors";
import { textOf, type JsonObject } from "../json";
import { WRONG_HOST, aboutIt, remove } from "./absence";
import { collection, isTaken, takenError } from "./collection";
import { liveOf, written } from "./live";
import type { Change, Operations } from "./operations";
import { postOnce } from "./post-once";
import { Progress, passwordsOf, withPasswords } from "./passwords";
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
      const isAboutCredentials = changed.includes("credentials");
      const [before, after] = [passwordsOf(olds), passwordsOf(isAboutCredentials ? news : olds)];
      const added = [...after].filter(([username]) => !before.has(username));
      if (added.length > 0 && !client.addsCredentials) {
        throw new SinchError(lostWords(added.map(([username]) => username)));
      }
      // What may be refused comes first, then what lets somebody in; what takes something down comes last.
      for (const [username, password] of added) {
        await progress.step(username, password, () => addCredential(client, id, { username, password }));
      }
      for (const [username, password] of after) {
        if (before.has(username) && password !== undefined && password !== before.get(username)) {
          await progress.step(username, password, () => setPassword(client, id, { username, password }));
        } else if (before.has(username)) {
          progress.now.set(username, password);
        }
      }
      if (changed.includes("name")) {
        await progress.rename(news.name, () => putName(client, id, change));
      }
      for (const username of [...before.keys()].filter((one) => !after.has(one))) {
        await progress.remove(username, () => removeCredential(client, id, username));
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

/** Usernames that the program has and the list has not, with no difference that the engine could have asked for. */
function lostWords(usernames: string[]): string {
  return (
    `The list has lost ${usernames.map((one) => `"${one}"`).join(", ")}, by hand or in a change that was not finished, and ` +
    "the API cannot add a username: run `pulumi refresh`, then `pulumi up`, which replaces the list."
  );
}

async function putName(client: Client, id: string, { onTopOf, expected }: Change): Promise<void> {
  const live = await liveOf(client, LISTS.source(client), id, expected);
  written(client, LISTS_PATH, id);
  const { known, unknown } = onTopOf(live);
  const listPath = path`/credentialLists/${id}`;
  const answer = await putWhole(client, listPath, { known: { name: known.name }, unknown });
  aboutIt(client, answer, { id, key: "id", label: `PUT ${listPath}` });
}

function credentialAt(listId: string, username: string): string {
  return `${path`/credentialLists/${listId}/credentials`}/${nameSegment(username)}`;
}

async function setPassword(
  client: Client,
  listId: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  const credentialPath = credentialAt(listId, username);
  try {
    const answer = await client.request({ method: "PUT", path: credentialPath, body: { password } });
    // Sources differ on which of the two the answer has; a host that answers everything has neither.
    if (answer.username !== username && answer.password === undefined) {
      const label = `PUT ${credentialPath}`;
      throw new ConnectionError(label, `the answer is not about ${username}`, "unknown", WRONG_HOST);
    }
  } catch (error) {
    // An addition that was not finished may not have been made.
    if (!isGone(error)) {
      throw error;
    }
    if (!client.addsCredentials) {
      throw withAdvice(error, lostWords([username]));
    }
    await addCredential(client, listId, { username, password });
  }
}

async function removeCredential(client: Client, listId: string, username: string): Promise<void> {
  const listPath = path`/credentialLists/${listId}`;
  const isThere = async (): Promise<boolean> =>
    passwordsOf(await client.request({ method: "GET", path: listPath })).has(username);
  await remove(client, credentialAt(listId, username), isThere);
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
    const hasNoCall =
      error instanceof ApiError && (error.status === 405 || error.detail.code === "NO_RESOURCE_FOUND");
    if (hasNoCall) {
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
