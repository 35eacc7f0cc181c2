import type { Client } from "../provider/api/client";
import type { Entity } from "../provider/entity";
import { isMade, type Held } from "../provider/inventory";
import type { JsonObject } from "../provider/json";
import { lifecycleOf } from "../provider/lifecycle/lifecycle";
import type { KnownResources } from "./leftovers";

/** An entity as a command line names it. */
export interface Named {
  readonly entity: Entity;
  readonly id: string;
}

/**
 * Reads the named entities.
 *
 * @throws if a state knows one, or the project does not hold it
 */
export async function readUnknown(
  client: Client,
  known: KnownResources,
  named: readonly Named[],
): Promise<Held[]> {
  for (const { entity, id } of named) {
    const owner = known.ownerOf(entity, id);
    if (owner !== undefined) {
      throw new Error(
        `${entity.name} ${id} is no leftover: it is ${owner.urn}. Change that stack's program instead`,
      );
    }
  }
  const found: Held[] = [];
  for (const { entity, id } of named) {
    const kept = await lifecycleOf(entity, () => client).read(id, {});
    if (kept === undefined || !isMade(entity, kept.state)) {
      throw new Error(`the project holds no ${entity.name} ${id}: its id has the form ${entity.idForm}`);
    }
    found.push({ entity, id, ...kept });
  }
  return found;
}

/** The state of a setting that is to be switched back, which nobody has read before it was switched. */
function asBefore({ route }: Entity, state: JsonObject): JsonObject {
  return route.form === "setting" ? { ...state, [route.foundAs]: state[route.field] !== true } : state;
}

/** Removes entities, those that hang on others first, and tells each one once the API says that it is gone. */
export async function removeHeld(
  client: Client,
  held: readonly Held[],
  onRemoved: (removed: Held) => void,
): Promise<void> {
  const dependants = held.filter(({ entity }) => hangsOnOthers(entity));
  for (const one of [...dependants, ...held.filter((other) => !dependants.includes(other))]) {
    const { entity, id, state } = one;
    const lifecycle = lifecycleOf(entity, () => client);
    await lifecycle.delete(id, asBefore(entity, state));
    const left = await lifecycle.read(id, {});
    if (left !== undefined && isMade(entity, left.state)) {
      throw new Error(`${entity.name} ${id} is still there, although the API accepted its removal`);
    }
    onRemoved(one);
  }
}

function hangsOnOthers({ route }: Entity): boolean {
  return (
    route.form === "link" ||
    route.form === "numberBinding" ||
    (route.form === "collection" && route.parent !== undefined)
  );
}
