import type { Client } from "../api/client";
import type { Entity, Route } from "../entity";
import { isGone } from "../errors";
import type { JsonObject } from "../json";
import { SECOND_LOOK_MS, proveGone } from "../routes/absence";
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

/** Looks a second time, and proves that what is not found then is gone (`provider/routes/absence.ts`). */
export async function findGone(unfound: Unfound): Promise<JsonObject | undefined> {
  const { client, entity, operations, id, known, look } = unfound;
  const notBeforeMs = client.clock.now() + 1;
  await client.clock.sleep(SECOND_LOOK_MS);
  const answer = await look(notBeforeMs);
  if (answer === undefined && Object.keys(known).length > 0) {
    const api = entity.route.form === "numberBinding" ? "numbers" : "trunking";
    const isListEmpty = () => hasNothing(client, operations, { route: entity.route, id });
    await proveGone(client, { kind: entity.title, id, api, isListEmpty });
  }
  return answer;
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
