import type { z } from "zod";
import type { Client } from "./client";
import { parseTime } from "./clock";
import type { Derivation, Entity, Failure } from "./entity";
import { ApiError, SinchError, withAdvice } from "./errors";
import { fields } from "./fields";
import { isObject, type Json, type JsonObject } from "./json";
import { duplicates, failuresOf, unknownKeys } from "./input-failures";
import { inOrderOf, orderKey } from "./list-order";
import { operationsOf } from "./routes";
import { SECOND_LOOK_MS } from "./routes/gone";
import { UNKNOWN, hasUnknown } from "./unknown";

/** The result of a check: the inputs in one spelling with defaults filled in, and what is wrong with them. */
export interface Checked {
  readonly inputs: JsonObject;
  readonly failures: Failure[];
}

/** Which changes of inputs need another entity. */
export interface Difference {
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

/** An entity as Pulumi keeps it: the inputs as a program could give them, and inputs and outputs together. */
export interface Kept {
  readonly inputs: JsonObject;
  readonly state: JsonObject;
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
  const schemas: Record<string, z.ZodType> = entity.inputs(fields);
  const keys = Object.keys(schemas);
  /** What the inputs are that an answer does not name. */
  const absent = Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [
      key,
      schema.safeParse(undefined).data as Json | undefined,
    ]),
  );

  /** Inputs out of an answer of the API, in check's own spelling, lists in the order that is known. */
  function inputsOf(answer: JsonObject, known: JsonObject): JsonObject {
    const pairs = Object.entries(schemas).map(([key, schema]) => {
      const given = answer[key];
      // What is in the state already is in check's spelling.
      const parsed = given !== undefined && given === known[key] ? undefined : schema.safeParse(given);
      const value = parsed?.success ? (parsed.data as Json) : given;
      return [key, inOrderOf(known[key], value, orderKey(entity, key))] as const;
    });
    return clean(Object.fromEntries(pairs));
  }

  /** Outputs that follow from inputs; not known yet where the input is not. */
  function derived(inputs: JsonObject): JsonObject {
    const derivations: [string, Derivation | undefined][] = Object.entries(entity.derived ?? {});
    const pairs = derivations.map(([key, derivation]) => {
      const input = derivation && inputs[derivation.from];
      return [key, hasUnknown(input) ? UNKNOWN : derivation?.value(input)] as const;
    });
    return Object.fromEntries(pairs);
  }

  function keep(answer: JsonObject, known: JsonObject, projectId: string): Kept {
    const plain = inputsOf(answer, known);
    const inputs = { ...plain, ...derived(plain) };
    const outputs = Object.fromEntries(entity.outputs.map((key) => [key, answer[key]]));
    return { inputs, state: { ...inputs, ...clean(outputs), projectId } };
  }

  return {
    check(olds, news) {
      const given = new Set(keys.filter((key) => isGiven(news[key])));
      const unknown = keys.filter((key) => hasUnknown(news[key]));
      const failures: Failure[] = [];
      const inputs: JsonObject = {};
      for (const [key, schema] of Object.entries(schemas)) {
        const parsed = unknown.includes(key)
          ? { success: true as const, data: news[key] }
          : schema.safeParse(news[key]);
        if (parsed.success) {
          inputs[key] = inOrderOf(olds[key], parsed.data as Json, orderKey(entity, key));
        } else {
          inputs[key] = news[key];
          failures.push(...failuresOf(key, parsed.error, given.has(key)));
        }
      }
      failures.push(
        ...unknownKeys(entity, [...keys, ...Object.keys(entity.derived ?? {})], news),
        ...duplicates(entity, inputs, unknown),
      );
      if (failures.length === 0) {
        const known = Object.fromEntries(Object.entries(inputs).filter(([key]) => !unknown.includes(key)));
        failures.push(...(entity.check?.(known, { olds, isGiven: (key) => given.has(key) }) ?? []));
      }
      return { inputs: clean({ ...inputs, ...derived(inputs) }), failures };
    },

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

/** A copy that JSON can carry, without keys that have no value. */
export function clean(value: JsonObject): JsonObject {
  return JSON.parse(
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "bigint" ? Number(inner) : (inner ?? undefined),
    ),
  ) as JsonObject;
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => keys.includes(key)));
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
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

/** Whether two values are the same as JSON, whatever the order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sorted(value[key])]),
    );
  }
  return value;
}
