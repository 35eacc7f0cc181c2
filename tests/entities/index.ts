import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ENTITIES } from "../../provider/entities";
import type { CollectionRoute, Entity } from "../../provider/entity";
import { fields } from "../../provider/fields";
import { isObject, textOf, type JsonObject } from "../../provider/json";
import type { Sample, WorldIds } from "./sample";
import { nothing } from "./values";

/** The file with what the tests know of an entity: `sip-trunk.ts` of SipTrunk. */
export function fileOf(name: string): string {
  return `${name.replaceAll(/(?<!^)([A-Z])/g, "-$1").toLowerCase()}.ts`;
}

/** What the tests know of each entity; `tests/unit/completeness.test.ts` names those that are missing. */
export const SAMPLES: Readonly<Record<string, Sample>> = Object.fromEntries(
  ENTITIES.flatMap(({ name }) => {
    const file = join(__dirname, fileOf(name));
    const loaded: unknown = existsSync(file) ? require(file) : undefined;
    return hasSample(loaded) ? [[name, loaded.sample]] : [];
  }),
);

/** Inputs of each entity that are right, all of them given. */
export const INPUTS: Readonly<Record<string, JsonObject>> = Object.fromEntries(
  Object.entries(SAMPLES).map(([name, { inputs }]) => [name, inputs]),
);

/** Accepted inputs of each entity. */
export function accepted(ids: WorldIds): Record<string, fc.Arbitrary<JsonObject>> {
  return Object.fromEntries(
    ENTITIES.flatMap((entity) => {
      const sample = SAMPLES[entity.name];
      return sample ? [[entity.name, sample.accepted?.(ids) ?? anyOf(entity, sample)]] : [];
    }),
  );
}

/** An entity that has a collection of its own, below no other: its tests follow from its sample. */
export interface Collection {
  readonly entity: Entity;
  readonly route: CollectionRoute;
  readonly inputs: JsonObject;
  readonly changed: JsonObject;
  readonly replacing: JsonObject;
  readonly answered: JsonObject;
  /** Inputs of one that may be there besides others. */
  readonly numbered: (n: number) => JsonObject;
}

/** All entities with a collection of their own. */
export const COLLECTIONS: readonly Collection[] = ENTITIES.flatMap((entity) => {
  const { route } = entity;
  const sample = SAMPLES[entity.name];
  if (route.form !== "collection" || route.parent !== undefined || sample === undefined) return [];
  const { inputs, changed = {}, replacing = {}, answered = {} } = sample;
  const numbered = (n: number): JsonObject =>
    route.unique === undefined
      ? inputs
      : { ...inputs, [route.unique]: `${textOf(inputs[route.unique])}-${n}` };
  return [{ entity, route, inputs, changed, replacing, answered, numbered }];
});

/** Each value of the sample, and none where an input may be left out. */
function anyOf(entity: Entity, { inputs, changed = {} }: Sample): fc.Arbitrary<JsonObject> {
  const schemas = Object.entries(entity.inputs(fields));
  return fc.record(
    Object.fromEntries(
      schemas.map(([key, schema]) => {
        const given = fc.constantFrom(
          ...[inputs, changed].filter((one) => key in one).map((one) => one[key]),
        );
        return [key, schema.safeParse(undefined).success ? fc.oneof(given, nothing) : given];
      }),
    ),
  );
}

function hasSample(loaded: unknown): loaded is { readonly sample: Sample } {
  return isObject(loaded) && "sample" in loaded;
}
