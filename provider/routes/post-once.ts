import type { ApiRequest, Client } from "../api/client";
import type { JsonObject } from "../json";
import { ConnectionError, isAmbiguous, isGone, outcomeOf, withAdvice } from "../errors";

/** A POST that makes something, and how to find what it made when its answer was lost. */
export interface Creation<Made> {
  readonly path: string;
  readonly body: unknown;
  /** What the answer says was made; `undefined` if it names nothing that is ours. */
  readonly made: (answer: JsonObject) => Made | undefined;
  /** What an attempt since the given time of our clock made, if it is there and belongs to nobody else. */
  readonly find: (sinceMs: number) => Promise<Made | undefined>;
  /** Whether the API itself refuses a second one: then a repeated POST cannot double it. */
  readonly unique: boolean;
  /**
   * Whether the last look has seen others: a list that shows nothing at all may do so for a moment only, and proves
   * nothing. Not asked where the API refuses a second one.
   */
  readonly showsOthers?: () => boolean;
  /** Where a person would look for a leftover: `an access control list named "Office"`. */
  readonly leftover: string;
}

/** Attempts of one POST, each after a look that found nothing. */
export const MAX_POSTS = 4;

/** Looks for what the API may make late, before giving up. */
export const MAX_LOOKS = 4;

/** How long the API may go on working on a request of which nobody said that it stopped. */
const MAX_OPEN_MS = 60_000;

/** A parent that was made moments ago may not be known everywhere yet: attempts after a 404. */
export const MAX_NOT_FOUND = 3;

/** What is in doubt of a POST whose answers were lost. */
interface Doubt {
  /** When the first such attempt began; absent while no answer was lost. */
  sinceMs?: number;
  lastMs: number;
  failure?: unknown;
  /** Whether the API may still be working on one of them. */
  isOpen: boolean;
}

/** The POSTs of each process that were given up while they were in doubt, by what they were to make. */
const doubtsOf = new WeakMap<Client, Map<string, Doubt[]>>();

/**
 * Sends a POST so that nothing is made twice: after an answer that leaves open whether it was made, what it
 * would have made is looked up, and adopted if it is there. Only if it is not, the POST is sent again, and
 * where the API may still be working on the first one and would not refuse a second, not at all. The same POST
 * later in the process, as an error hook of Pulumi asks for it, begins with that look.
 *
 * @throws the last error; it names the possible leftover if that could not be cleared up
 */
export async function postOnce<Made>(client: Client, creation: Creation<Made>): Promise<Made> {
  const all = doubtsOf.get(client) ?? new Map<string, Doubt[]>();
  doubtsOf.set(client, all);
  const key = `${creation.path} ${JSON.stringify(creation.body)}`;
  const doubts = all.get(key) ?? [];
  all.set(key, doubts);
  const doubt = doubts.shift() ?? { lastMs: 0, isOpen: false };
  try {
    return (await lookAgain(client, creation, doubt)) ?? (await post(client, creation, doubt));
  } catch (error) {
    if (doubt.sinceMs !== undefined) doubts.push(doubt);
    throw error;
  }
}

/** Looks for what an earlier call may have made, until it is there or will not come any more. */
async function lookAgain<Made>(
  client: Client,
  creation: Creation<Made>,
  { sinceMs, lastMs, failure, isOpen }: Doubt,
): Promise<Made | undefined> {
  for (let attempt = 1; sinceMs !== undefined; attempt++) {
    const found = await look(client, creation, { sinceMs, looks: 1, failure });
    const isOver = !isOpen || client.clock.now() - lastMs >= MAX_OPEN_MS;
    const isProved = creation.showsOthers?.() !== false || attempt >= MAX_LOOKS;
    if (found !== undefined || creation.unique || (isOver && isProved)) {
      return found;
    }
    await client.pause(attempt);
  }
  return undefined;
}

async function post<Made>(client: Client, creation: Creation<Made>, doubt: Doubt): Promise<Made> {
  const request: ApiRequest = { method: "POST", path: creation.path, body: creation.body };
  for (let attempt = 1, notFound = 1; ;) {
    const sinceMs = client.clock.now();
    const failure = await client.request(request).then(
      (answer) => {
        const made = creation.made(answer);
        return made === undefined ? nothingNamed(creation.path) : { made };
      },
      (error: unknown) => error,
    );
    if (isMade<Made>(failure)) {
      return failure.made;
    }
    if (isGone(failure) && notFound < MAX_NOT_FOUND) {
      await client.pause(notFound++);
      continue;
    }
    const isLost = isAmbiguous(failure);
    if (!isLost && doubt.sinceMs === undefined) {
      throw failure;
    }
    doubt.sinceMs ??= sinceMs;
    if (isLost) {
      Object.assign(doubt, { failure, lastMs: client.clock.now() });
      doubt.isOpen ||= outcomeOf(failure) === "open";
    }
    const mayRepeat = isLost && (creation.unique || outcomeOf(failure) === "unknown");
    const found = await look(client, creation, {
      sinceMs: doubt.sinceMs,
      looks: mayRepeat ? 1 : MAX_LOOKS,
      failure,
    });
    if (found !== undefined) {
      return found;
    }
    const isProved = creation.unique || creation.showsOthers?.() !== false;
    if (!mayRepeat || !isProved || attempt >= MAX_POSTS) {
      throw leftoverError(failure, creation.leftover);
    }
    await client.pause(attempt++).catch(() => {
      throw leftoverError(failure, creation.leftover);
    });
  }
}

interface Look {
  readonly sinceMs: number;
  readonly looks: number;
  readonly failure: unknown;
}

async function look<Made>(
  client: Client,
  { find, leftover }: Creation<Made>,
  { sinceMs, looks, failure }: Look,
): Promise<Made | undefined> {
  try {
    for (let attempt = 1; ; attempt++) {
      const found = await find(sinceMs);
      if (found !== undefined || attempt >= looks) {
        return found;
      }
      await client.pause(attempt);
    }
  } catch {
    throw leftoverError(failure, leftover);
  }
}

function isMade<Made>(result: unknown): result is { made: Made } {
  return typeof result === "object" && result !== null && "made" in result;
}

function nothingNamed(path: string): ConnectionError {
  return new ConnectionError(`POST ${path}`, "the answer does not name what was made", "unknown");
}

function leftoverError(failure: unknown, leftover: string): unknown {
  return withAdvice(
    failure,
    `The answer was lost, so it may have been made all the same: look for ${leftover} and remove it, ` +
      "then run `pulumi up` again; `pulumi-sinch leftovers` lists what no state knows.",
  );
}
