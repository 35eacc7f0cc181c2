import type { z } from "zod";
import type { Derivation, Entity } from "../entity";
import { answerFields, comparisonFields, fields } from "../fields";
import type { Json, JsonObject } from "../json";
import { inOrderOf, orderKey } from "./list-order";
import { spelledAs, wholeAs } from "./spelling";
import { UNKNOWN, hasUnknown } from "../unknown";
import { clean, isSame } from "./values";

/** An entity as Pulumi keeps it: the inputs as a program could give them, and inputs and outputs together. */
export interface Kept {
  readonly inputs: JsonObject;
  readonly state: JsonObject;
}

/** What an entity's inputs and outputs are, and how an answer of the API becomes them. */
export interface Content {
  /** The names of the inputs. */
  readonly keys: readonly string[];
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** What the inputs are that an answer does not name. */
  readonly absent: JsonObject;
  /** Outputs that follow from inputs; not known yet where the input is not. */
  readonly derived: (inputs: JsonObject) => JsonObject;
  /** Inputs and state out of an answer of the API, in the spelling and lists in the order that are known. */
  readonly keep: (answer: JsonObject, known: JsonObject, projectId: string) => Kept;
}

const contents = new WeakMap<Entity, Content>();

/** The content of an entity, out of its definition: once for all accounts, since schemas are slow to make. */
export function contentOf(entity: Entity): Content {
  const content = contents.get(entity) ?? newContentOf(entity);
  contents.set(entity, content);
  return content;
}

function newContentOf(entity: Entity): Content {
  const schemas: Record<string, z.ZodType> = entity.inputs(fields);
  const answers: Record<string, z.ZodType> = entity.inputs(answerFields);
  const comparisons: Record<string, z.ZodType> = entity.inputs(comparisonFields);
  const absent = Object.fromEntries(
    Object.entries(schemas).map(([key, schema]) => [
      key,
      schema.safeParse(undefined).data as Json | undefined,
    ]),
  );

  function inputsOf(answer: JsonObject, known: JsonObject): JsonObject {
    const pairs = Object.entries(answers).map(([key, schema]) => {
      const given = answer[key];
      const parsed = given !== undefined && given === known[key] ? undefined : schema.safeParse(given);
      return [key, parsed?.success ? (parsed.data as Json) : given] as const;
    });
    const plain: JsonObject = Object.fromEntries(pairs);
    const wasIdle: readonly string[] = entity.idle?.(known) ?? [];
    for (const key of entity.idle?.(plain) ?? []) {
      if (!wasIdle.includes(key)) continue;
      if (!plain[key] || isSame(plain[key], absent[key])) plain[key] = known[key] ?? absent[key];
    }
    const spelled = Object.entries(wholeAs(known, plain, comparisons, entity.meaning)).map(([key, value]) => {
      const keyOf = orderKey(entity, key);
      const schema = comparisons[key];
      const own = keyOf && schema ? spelledAs(known[key], value, { schema, keyOf }) : value;
      return [key, inOrderOf(known[key], own, keyOf)] as const;
    });
    return clean(Object.fromEntries(spelled));
  }

  function derived(inputs: JsonObject): JsonObject {
    const derivations: [string, Derivation | undefined][] = Object.entries(entity.derived ?? {});
    const pairs = derivations.map(([key, derivation]) => {
      const input = derivation && inputs[derivation.from];
      const value = isWholeUnknown(input) ? UNKNOWN : derivation?.value(input);
      return [key, hasUnknown(value) ? UNKNOWN : value] as const;
    });
    return Object.fromEntries(pairs);
  }

  return {
    keys: Object.keys(schemas),
    schemas,
    absent,
    derived,
    keep(answer, known, projectId) {
      const plain = inputsOf(answer, known);
      const inputs = { ...plain, ...derived(plain) };
      const outputs = Object.fromEntries(entity.outputs.map((key) => [key, answer[key]]));
      return { inputs, state: { ...inputs, ...clean(outputs), projectId } };
    },
  };
}

/** Whether a value, or an element of a list, is not known at all: what is known of its parts does not tell it. */
function isWholeUnknown(value: Json | undefined): boolean {
  const parts = Array.isArray(value) ? value : [value];
  return parts.some((part) => typeof part === "string" && hasUnknown(part));
}
