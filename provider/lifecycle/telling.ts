import type { Client } from "../api/client";
import type { Entity } from "../entity";
import { ApiError, PartialUpdateError, withAdvice } from "../errors";
import { runOf } from "./run";

/**
 * What some work for an entity ends with. An error says what is particular to the entity, what is down by now, and
 * where the configuration's values came from.
 */
export async function told<Result>(
  entity: Entity,
  client: Client,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (thrown) {
    const error = advised(entity, thrown);
    if (error instanceof Error) {
      error.message = client.inWords(runOf(client).outage.tell(error.message));
    }
    throw error;
  }
}

function advised(entity: Entity, error: unknown): unknown {
  const cause = error instanceof PartialUpdateError ? error.cause : error;
  const text = cause instanceof ApiError ? cause.detail.text : "";
  const advice = entity.advice?.find(({ when }) => text !== "" && when.test(text));
  if (advice === undefined) {
    return error;
  }
  const better = withAdvice(cause, advice.then);
  return error instanceof PartialUpdateError && better instanceof Error
    ? new PartialUpdateError(error.answer, better)
    : better;
}

/** The API may need a moment to see that a dependent is gone: deletes that it refuses are tried this often. */
const MAX_DELETES = 4;

/** Deletes, again where the API says that something still holds it. */
export async function patientDelete<Result>(client: Client, attempt: () => Promise<Result>): Promise<Result> {
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      const isHeld = error instanceof ApiError && /cannot (be deleted|delete)/i.test(error.detail.text);
      if (!isHeld || count >= MAX_DELETES) {
        throw error;
      }
      await client.pause(count);
    }
  }
}
