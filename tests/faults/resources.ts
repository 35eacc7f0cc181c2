import { ENTITIES } from "../../provider/entities";
import { COLLECTIONS, SAMPLES, type Collection } from "../entities";
import type { Faulty } from "../entities/sample";
import { many } from "./make";

/** A resource under test: what it hangs on, how it is asked for and how it changes. */
export interface Subject extends Faulty {
  /** The entity's name. */
  readonly name: string;
}

/** All resources, in the order of the docs. */
export const SUBJECTS: readonly Subject[] = ENTITIES.flatMap(({ name }) => {
  const collection = COLLECTIONS.find(({ entity }) => entity.name === name);
  const faulty = SAMPLES[name]?.faults ?? (collection && faultyOf(collection));
  return faulty ? [{ name, ...faulty }] : [];
});

/** An entity that needs nothing, beside a twin that differs only where the API asks for it. */
function faultyOf({ route, inputs, changed, numbered }: Collection): Faulty {
  const { path, unique } = route;
  return {
    unique: unique !== undefined,
    async prepare(world) {
      await world.make(path, numbered(0));
      return inputs;
    },
    changed: (before) => ({ ...before, ...changed }),
    fill: (world) => many((n) => world.make(path, numbered(n + 1))),
  };
}
