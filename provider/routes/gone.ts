import type { Client } from "../api/client";
import { isGone } from "../errors";

/** A 404 is believed when it comes twice, this far apart: new entities may not be known everywhere at once. */
export const SECOND_LOOK_MS = 500;

/** For `catch`: a 404 means that there is nothing; other errors go on. */
export function undefinedIfGone(error: unknown): undefined {
  if (!isGone(error)) {
    throw error;
  }
}

/** What a request answers; after a 404 it is sent once more, and `undefined` if that says the same. */
export async function unlessGone<Answer>(
  client: Client,
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    undefinedIfGone(error);
  }
  await client.clock.sleep(SECOND_LOOK_MS);
  return await ask().catch(undefinedIfGone);
}
