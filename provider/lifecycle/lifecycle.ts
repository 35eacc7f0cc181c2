import type { Client } from "../api/client";
import { parseTime } from "../api/clock";
import type { Entity } from "../entity";
import { ApiError, SinchError, withAdvice } from "../errors";
import type { JsonObject } from "../json";
import { operationsOf } from "../routes";
import { SECOND_LOOK_MS } from "../routes/gone";
import { checkInputs, type Checked } from "./check";
import { contentOf, type Kept } from "./content";
import { hasUnknown } from "./unknown";
import { isSame, pick } from "./values";

/** Which changes of inputs need another entity. */
export interface Difference {
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** Check, diff, create, read, update and delete of one entity; the same for every way into it. */
export interface Lifecycle {
  /** Makes no request. */
  check(olds: JsonObject, news: JsonObject): Checked;
  /** Makes no request. `olds` is the state, `news` checked inputs. */
  diff(olds: JsonObject, news: JsonObject): Difference;
  create(inputs: JsonObject): Promise<{ id: string; state: JsonObject }>;
  /** `undefined` when it is gone. `known` is the state, or empty for an import. */
  read(id: string, known: JsonObject): Promise<Kept | undefined>;
  update(id: string, olds: JsonObject, news: JsonObject): Promise<JsonObject>;
  delete(id: string, state: JsonObject): Promise<void>;
  /** All that the project has, or that a parent has; with the times that the API tells. */
  list(parentId?: string): Promise<Listed[]>;
}

/** An entity in a list. */
export interface Listed extends Kept {
  readonly id: string;
  /** When it was made, in ISO 8601; absent where the API does not tell. */
  readonly createTime?: string;
}

/** The API may need a moment to see that a dependent is gone: deletes that it refuses are tried this often. */
const MAX_DELETES = 4;

/** The lifecycle of an entity over a client, which is asked for when a request is due. */
export function lifecycleOf(entity: Entity, client: () => Client): Lifecycle {
  const operations = operationsOf(entity.route);
  const content = contentOf(entity);
  const { keys, absent, keep } = content;

  return {
    check: (olds, news) => checkInputs(entity, content, olds, news),

    diff(olds, news) {
      const isUnknown = (key: string): boolean => hasUnknown(news[key]);
      const changed = entity.replaceOn.filter((key) => isUnknown(key) || !isSame(olds[key], news[key]));
      const known = Object.fromEntries(Object.entries(news).filter(([key]) => !isUnknown(key)));
      const replaces = [...changed, ...(entity.replaces?.(olds, known, isUnknown) ?? [])];
      return { replaces, deleteBeforeReplace: entity.deleteBeforeReplace };
    },

    async create(inputs) {
      const matches = (answer: JsonObject): boolean => isSame(keep(answer, inputs, "").inputs, inputs);
      const context = { title: entity.title, matches };
      const sent = pick(inputs, keys);
      const { id, answer } = await advised(entity, operations.create(client(), sent, context));
      const { state } = keep({ ...sent, ...answer }, inputs, client().projectId);
      return { id, state };
    },

    async read(id, known) {
      checkProject(entity, known, client());
      const expected = keys.filter((key) => known[key] !== undefined && !isSame(known[key], absent[key]));
      let answer = await advised(entity, operations.read(client(), id, known, { expected }));
      if (answer === undefined) {
        const notBeforeMs = client().clock.now() + 1;
        await client().clock.sleep(SECOND_LOOK_MS);
        answer = await advised(entity, operations.read(client(), id, known, { expected, notBeforeMs }));
      }
      return answer && keep(answer, known, client().projectId);
    },

    async update(id, olds, news) {
      checkProject(entity, olds, client());
      const sent = pick(news, keys);
      const cleared = keys.filter((key) => olds[key] !== undefined && sent[key] === undefined);
      const answer = await advised(entity, operations.update(client(), id, { olds, news: sent, cleared }));
      return keep({ ...sent, ...answer }, news, client().projectId).state;
    },

    async delete(id, state) {
      checkProject(entity, state, client());
      for (let attempt = 1; ; attempt++) {
        try {
          await advised(entity, operations.delete(client(), id, state));
          return;
        } catch (error) {
          const isHeld = error instanceof ApiError && /cannot (be deleted|delete)/i.test(error.detail.text);
          if (!isHeld || attempt >= MAX_DELETES) {
            throw error;
          }
          await client().pause(attempt);
        }
      }
    },

    async list(parentId) {
      const found = await operations.list(client(), parentId);
      return found.map(({ id, answer }) => {
        const createdMs = parseTime(answer.createTime);
        return {
          id,
          ...keep(answer, {}, client().projectId),
          ...(createdMs !== undefined && { createTime: new Date(createdMs).toISOString() }),
        };
      });
    },
  };
}

/**
 * A state belongs to the project in which it was made: with another one configured, all of it would look
 * deleted, and be made again there, while the old trunks go on taking calls unmanaged.
 */
function checkProject(entity: Entity, state: JsonObject, client: Client): void {
  const { projectId } = state;
  if (typeof projectId === "string" && projectId !== client.projectId) {
    throw new SinchError(
      `this ${entity.title} belongs to project ${projectId}, but sinch:projectId is ${client.projectId}. ` +
        `Run: pulumi config set sinch:projectId ${projectId}, or use another stack for the other project`,
    );
  }
}

async function advised<Result>(entity: Entity, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const text = error instanceof ApiError ? error.detail.text : "";
    const advice = entity.advice?.find(({ when }) => text !== "" && when.test(text));
    throw advice ? withAdvice(error, advice.then) : error;
  }
}
