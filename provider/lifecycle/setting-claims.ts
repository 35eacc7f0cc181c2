import type { Entity, Failure, SettingSetRoute } from "../entity";
import { textsOf, type JsonObject } from "../json";
import { spoken } from "../words";
import { hasUnknown } from "../unknown";

/*
 * One setting may be declared by a resource of its own, or by one for all settings of its kind. A program in which both
 * decide of it is refused; what passes from the one to the other in an update is not switched on the way.
 */

/** A resource for all settings of a kind. */
interface Whole {
  readonly entity: Entity;
  readonly route: SettingSetRoute;
  readonly inputs: JsonObject;
}

/** Whether a resource for all settings decides of one; `undefined` while it is not known which it leaves alone. */
export function decidesOf({ ignored }: SettingSetRoute, inputs: JsonObject, id: string): boolean | undefined {
  return hasUnknown(inputs[ignored]) ? undefined : !textsOf(inputs[ignored]).includes(id);
}

/** Whether a resource for all settings has found one on; `undefined` where it does not know. */
export function foundBy(route: SettingSetRoute, state: JsonObject, id: string): boolean | undefined {
  const found = state[route.foundAs];
  return Array.isArray(found) && decidesOf(route, state, id) ? found.includes(id) : undefined;
}

/** Which settings the resources of a run declare, by the paths of their kinds. */
export class SettingClaims {
  readonly #wholes = new Map<string, Whole>();
  readonly #singles = new Map<string, Map<string, Entity>>();

  /** A resource of the program declares what these inputs mean. */
  claim(entity: Entity, id: string, inputs: JsonObject): void {
    const { route } = entity;
    if (route.form === "settingSet") {
      this.#wholes.set(route.path, { entity, route, inputs });
    } else if (route.form === "setting") {
      const singles = this.#singles.get(route.path) ?? new Map<string, Entity>();
      this.#singles.set(route.path, singles.set(id, entity));
    }
  }

  /** The resource for all settings of its kind that decides of a setting. */
  wholeFor({ route }: Entity, id: string): Whole | undefined {
    const whole = route.form === "setting" ? this.#wholes.get(route.path) : undefined;
    return whole && decidesOf(whole.route, whole.inputs, id) === true ? whole : undefined;
  }

  /** The settings of a path that have resources of their own. */
  singles(path: string): ReadonlyMap<string, Entity> {
    return this.#singles.get(path) ?? new Map<string, Entity>();
  }

  /** Why what is declared cannot be beside what is claimed already. */
  conflicts(entity: Entity, id: string, inputs: JsonObject): Failure[] {
    const { name, route } = entity;
    if (route.form === "setting") {
      const whole = this.wholeFor(entity, id);
      if (whole === undefined) return [];
      const other = whole.entity.name;
      const reason =
        `is ${id}, of which the ${other} of this account decides with all others: remove this ${name}, or put ` +
        `"${id}" into ${whole.route.ignored} of the ${other}`;
      return [{ property: route.key, reason }];
    }
    if (route.form !== "settingSet") {
      return [];
    }
    const both = [...this.singles(route.path).keys()].filter((one) => decidesOf(route, inputs, one) === true);
    if (both.length === 0) return [];
    const quoted = spoken(both.map((one) => `"${one}"`));
    const reason =
      `is without ${spoken(both)}, which this program declares with ${route.single} too: remove that ` +
      `${route.single}, or put ${quoted} into ${route.ignored}`;
    return [{ property: route.ignored, reason }];
  }
}
