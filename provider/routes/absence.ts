import type { ApiName, Client } from "../api/client";
import { ConnectionError, SinchError, isGone } from "../errors";
import type { JsonObject } from "../json";

/*
 * When something is gone. Whoever concludes that drops it from a state, and the next `up` makes it a second time, so
 * it needs proof: the API says so in its own form (`isGone`), says it twice (`api/client.ts`), and the project itself has answered, by
 * a list or by something that exists. Where a kind's list is empty, only two of the kind may go.
 */

/** So many of a kind may be called gone in a run while the kind's list is empty; it may be so for a moment only. */
const MAX_GONE_OF_EMPTY = 2;

/** For `catch`: a 404 means that there is nothing; other errors go on. */
export function undefinedIfGone(error: unknown): undefined {
  if (!isGone(error)) {
    throw error;
  }
}

/** What a request answers; `undefined` once it is proved that what it is about is gone. */
export async function unlessGone<Answer>(
  client: Client,
  ask: () => Promise<Answer>,
  api: ApiName = "trunking",
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    undefinedIfGone(error);
  }
  await proveProject(client, api);
  return undefined;
}

/**
 * Deletes what is at a path. Returns whether it was there. An answer other than the documented 204 is believed once
 * the thing is not there any more.
 */
export async function remove(
  client: Client,
  path: string,
  isThere: () => Promise<boolean>,
): Promise<boolean> {
  const answer = await unlessGone(client, () => client.send({ method: "DELETE", path }));
  if (answer !== undefined && answer.status !== 204 && (await isThere())) {
    const what = `status ${answer.status} came back, but it is there all the same`;
    throw new ConnectionError(`DELETE ${path}`, what, "unknown", WRONG_HOST);
  }
  return answer !== undefined;
}

/** The answer, if it is about the entity that was asked for: a host that answers everything names none. */
export function aboutIt(
  client: Client,
  answer: JsonObject,
  { id, key, label, api = "trunking" }: { id: string; key: string; label: string; api?: ApiName },
): JsonObject {
  const named = answer[key];
  if (typeof named !== "string" || plain(named) !== plain(id)) {
    throw new ConnectionError(label, `the answer is not about ${id}`, "unknown", WRONG_HOST);
  }
  client.answered.add(api);
  return answer;
}

/** What a read that found nothing has to prove. */
export interface Missing {
  /** The kind in messages and, once for each, in the count: "SIP endpoint". */
  readonly kind: string;
  readonly id: string;
  readonly api: ApiName;
  /** Whether the kind's list, or that of its parent's kind where the parent is gone too, has nothing. */
  readonly isListEmpty: () => Promise<boolean>;
}

/** What was proved to be gone or looks so, by kind; one thing counts once, however many resources mean it. */
const goneOf = new WeakMap<Client, Map<string, Set<string>>>();

/** Proves that what a refresh did not find is gone. @throws when that is not sure, so that the state is kept */
export async function proveGone(client: Client, { kind, id, api, isListEmpty }: Missing): Promise<void> {
  await proveProject(client, api);
  const kinds = goneOf.get(client) ?? new Map<string, Set<string>>();
  goneOf.set(client, kinds);
  const gone = (kinds.get(kind) ?? new Set()).add(id);
  kinds.set(kind, gone);
  if (gone.size > MAX_GONE_OF_EMPTY && !client.acceptsEmptyLists && (await isListEmpty())) {
    throw new SinchError(
      `${kind} ${id} and at least ${MAX_GONE_OF_EMPTY} more look deleted, and the API lists none at all: it may be ` +
        "so for a moment only, therefore nothing more is dropped from the state. Run the command again; if they " +
        "were deleted indeed, run: pulumi config set sinch:acceptEmptyLists true (or set SINCH_ACCEPT_EMPTY_LISTS)",
    );
  }
}

/** Where lists of the two APIs are asked for, to see whether the project answers at all. */
export const PROJECT_LISTS = {
  trunking: { path: "/trunks", keys: ["trunks", "sipTrunks"], query: { size: 1 } },
  numbers: {
    path: "/activeNumbers",
    keys: ["activeNumbers"],
    query: { regionCode: "US", type: "LOCAL", pageSize: 1 },
  },
} as const;

/** Asks for a list, unless something of the project has answered in this run. @throws where there is none */
async function proveProject(client: Client, api: ApiName): Promise<void> {
  if (!client.answered.has(api)) {
    const { path, keys, query } = PROJECT_LISTS[api];
    await client.page(path, keys, 1, { query, api }).catch((error: unknown) => {
      throw isGone(error)
        ? new SinchError(
            `${(error as Error).message} So the project itself does not answer, and nothing is taken as gone: ` +
              "check sinch:projectId and the path in sinch:apiUrl and sinch:numbersUrl.",
          )
        : error;
    });
  }
}

/** What to do about answers that are not the API's. */
export const WRONG_HOST =
  "It is not the API that answers there: check sinch:apiUrl, sinch:numbersUrl and HTTPS_PROXY.";

/** Without the sign and case that the API may write otherwise. */
function plain(id: string): string {
  return id.replace(/^\+/, "").toLowerCase();
}
