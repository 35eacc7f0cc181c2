import type { Client } from "../api/client";
import type { Entity, Route } from "../entity";
import { isGone } from "../errors";
import type { JsonObject } from "../json";
import { SECOND_LOOK_MS } from "../api/retry";
import { proveGone } from "../routes/absence";
import type { Operations } from "../routes/operations";

/** What was not found, and how to look again. */
interface Unfound {
  readonly client: Client;
  readonly entity: Entity;
  readonly operations: Operations;
  readonly id: string;
  /** The state; empty where nobody keeps it, so that nothing is dropped. */
  readonly known: JsonObject;
  readonly look: (notBeforeMs: number) => Promise<JsonObject | undefined>;
}

/** Proves that what is not found, at a second look too, is gone (`provider/routes/absence.ts`). */
export async function findGone(unfound: Unfound): Promise<JsonObject | undefined> {
  const { client, entity, operations, id, known, look } = unfound;
  const answer = isListed(entity.route) ? await lookAgain(client, look) : undefined;
  if (answer === undefined && Object.keys(known).length > 0) {
    const api = entity.route.form === "numberBinding" ? "numbers" : "trunking";
    const isListEmpty = () => hasNothing(client, operations, { route: entity.route, id });
    await proveGone(client, { kind: entity.title, id, api, isListEmpty });
  }
  return answer;
}

/** Whether it was looked for in a list; what is asked for by its id was asked for twice by the client. */
function isListed(route: Route): boolean {
  return route.form === "link" || (route.form === "collection" && route.readBy !== "id");
}

async function lookAgain(client: Client, look: Unfound["look"]): Promise<JsonObject | undefined> {
  const notBeforeMs = client.clock.now() + 1;
  await client.clock.sleep(SECOND_LOOK_MS);
  return await look(notBeforeMs);
}

/** Whether the list in which it would be has nothing; where its parent is gone too, the list of the parents. */
async function hasNothing(
  client: Client,
  operations: Operations,
  { route, id }: { route: Route; id: string },
): Promise<boolean> {
  const parent = route.form === "collection" || route.form === "link" ? route.parent : undefined;
  try {
    return (await operations.list(client, parent && id.split("/")[0])).length === 0;
  } catch (error) {
    if (parent === undefined || !isGone(error)) {
      throw error;
    }
    return (await client.list(parent.path, [parent.path.slice(1)])).length === 0;
  }
}
