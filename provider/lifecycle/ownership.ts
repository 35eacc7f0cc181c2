import type { Entity, Failure, Route, SettingSetRoute } from "../entity";
import { twiceReason } from "../declared-twice";
import { SinchError } from "../errors";
import { textOf, textsOf, type JsonObject } from "../json";
import { hasUnknown } from "../unknown";
import { lostLines, type Lost } from "./lost";
import { SettingClaims, foundBy } from "./setting-claims";

/*
 * Who owns a thing that two resources can mean: a link, a setting, a number, whose id follows from the inputs. The
 * rule: what any resource of this run declares is never taken down by another one. The engine checks every resource
 * of the program before it deletes what left it, so a check is a claim; these kinds are therefore never replaced
 * delete-first on their own account.
 */

/** The id of an entity whose inputs are its id; `undefined` for others, and while an input is not known. */
export function idOfInputs({ route }: Entity, inputs: JsonObject): string | undefined {
  const parts = idParts(route, inputs);
  return parts === undefined || parts.some((part) => part === "" || hasUnknown(part))
    ? undefined
    : parts.join("/");
}

function idParts(route: Route, inputs: JsonObject): string[] | undefined {
  switch (route.form) {
    case "link":
      return [textOf(inputs[route.parent.input]), textOf(inputs[route.input])];
    case "setting":
      return [textOf(inputs[route.key])];
    case "settingSet":
      return Object.keys(inputs).length === 0 ? undefined : [route.id];
    case "numberBinding":
      return [textOf(inputs.phoneNumber)];
    default:
      return undefined;
  }
}

/** What the resources of a run declare, and what they held before. */
export class Ownership {
  /** The URN of what declares a thing, where the front end tells it. */
  readonly #claims = new Map<string, string | undefined>();
  readonly #held = new Map<string, JsonObject>();
  readonly #made = new Map<string, JsonObject>();
  readonly #failed = new Set<string>();
  readonly #settings = new SettingClaims();
  /** Of resources for all settings of a kind: what they held, by path. */
  readonly #wholes = new Map<string, { readonly route: SettingSetRoute; readonly state: JsonObject }>();
  /** The project of a resource of the run that is another one than the configured one. */
  foreignProject: string | undefined;

  /** Why a resource cannot be declared beside those that are. */
  conflicts(entity: Entity, inputs: JsonObject, urn: string | undefined): Failure[] {
    const id = idOfInputs(entity, inputs);
    if (id === undefined) return [];
    const first = this.#claims.get(keyOf(entity, id));
    // The engine checks a resource once more before it replaces it.
    if (urn === undefined || first === undefined || first === urn) {
      return this.#settings.conflicts(entity, id, inputs);
    }
    const reason = twiceReason(entity.name, { name: nameIn(urn), first: nameIn(first) });
    return [{ property: "", reason }];
  }

  /** A resource of the program declares what these inputs mean. */
  claim(entity: Entity, inputs: JsonObject, urn: string | undefined): void {
    const id = idOfInputs(entity, inputs);
    if (id !== undefined) {
      this.#claims.set(keyOf(entity, id), urn);
      this.#settings.claim(entity, id, inputs);
    }
  }

  /** Whether a resource of the program declares it; of all settings of a kind, also one of them by its id. */
  isClaimed(entity: Entity, id: string): boolean {
    return this.#claims.has(keyOf(entity, id)) || this.#settings.wholeFor(entity, id) !== undefined;
  }

  /** A resource of the stack held this before the run, or does now. */
  saw(entity: Entity, state: JsonObject): void {
    const id = idOfInputs(entity, state);
    if (id !== undefined) {
      const key = keyOf(entity, id);
      const held = { ...this.#held.get(key), ...state };
      this.#held.set(key, held);
      const { route } = entity;
      if (route.form === "settingSet") this.#wholes.set(route.path, { route, state: held });
    }
  }

  /** A resource of this run was made or changed. */
  made(entity: Entity, id: string, state: JsonObject): void {
    this.#made.set(keyOf(entity, id), state);
  }

  /** A resource of this run could not be made, and is in no state. */
  failed(entity: Entity, inputs: JsonObject): void {
    const id = idOfInputs(entity, inputs);
    if (id !== undefined) {
      this.#failed.add(keyOf(entity, id));
    }
  }

  /** Whether what declares it now could not be made: then the state that has it is the only one. */
  isLeftTo(entity: Entity, id: string): boolean {
    return this.#declarers(entity, id).some((key) => this.#failed.has(key) && !this.#made.has(key));
  }

  /** What is lost with a state whose things other resources declare now: the values that were found, in words. */
  lostWith(entity: Entity, id: string, state: JsonObject): string[] {
    const { route } = entity;
    if (route.form === "setting") {
      const before = state[route.foundAs];
      return lostLines(route.words, this.#lost(entity, id, before));
    }
    if (route.form !== "settingSet") {
      return [];
    }
    const anew = this.#claims.has(keyOf(entity, id)) ? this.#made.get(keyOf(entity, id)) : undefined;
    const singles = this.#settings.singles(route.path);
    const ids = anew ? listed(state[route.foundAs], anew[route.foundAs]) : [...singles.keys()];
    const lost = ids.flatMap((one): Lost[] => {
      const before = foundBy(route, state, one);
      const single = singles.get(one);
      if (anew && typeof before === "boolean") return [{ id: one, before, now: foundBy(route, anew, one) }];
      return single ? this.#lost(single, one, before) : [];
    });
    return lostLines(route.words, lost);
  }

  /** What a resource of the stack held under an id; of all settings of a kind, also one of them by its id. */
  seen(entity: Entity, id: string): JsonObject | undefined {
    const { route } = entity;
    const held = this.#held.get(keyOf(entity, id));
    const whole = route.form === "setting" ? this.#wholes.get(route.path) : undefined;
    if (held !== undefined || whole === undefined) {
      return held;
    }
    const found = foundBy(whole.route, whole.state, id);
    return found === undefined ? undefined : { [whole.route.foundAs]: found };
  }

  /** What declares a thing, or what was one thing, now. */
  #declarers(entity: Entity, id: string): string[] {
    const { route } = entity;
    const own = keyOf(entity, id);
    const whole = this.#settings.wholeFor(entity, id);
    if (whole !== undefined) {
      return [own, keyOf(whole.entity, whole.route.id)];
    }
    const isDivided = route.form === "settingSet" && !this.#claims.has(own);
    return isDivided
      ? [...this.#settings.singles(route.path)].map(([one, single]) => keyOf(single, one))
      : [own];
  }

  /** A setting whose value before the stack is another to the resource that declares it now. */
  #lost(entity: Entity, id: string, before: unknown): Lost[] {
    const single = this.#made.get(keyOf(entity, id));
    const whole = this.#settings.wholeFor(entity, id);
    const made = single ?? (whole && this.#made.get(keyOf(whole.entity, whole.route.id)));
    if (entity.route.form !== "setting" || made === undefined || typeof before !== "boolean") {
      return [];
    }
    const now = single ? single[entity.route.foundAs] : whole && foundBy(whole.route, made, id);
    return [{ id, before, now: typeof now === "boolean" ? now : undefined }];
  }
}

/** The key of a thing; of one of all settings of a kind, that of the setting. */
function keyOf({ name, route }: Entity, id: string): string {
  return `${route.form === "settingSet" && id !== route.id ? route.single : name} ${id}`;
}

/** What the program calls a resource: urn:pulumi:{stack}::{project}::{types}::{name}. */
function nameIn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The ids in either of two lists. */
function listed(...lists: unknown[]): string[] {
  return [...new Set(lists.flatMap(textsOf))];
}

/** Why a resource that left the program stays in the state, in an update that goes on after errors. */
export function leftError({ title }: Entity, id: string): SinchError {
  return new SinchError(
    `the ${title} ${id} stays as it is, and in the state, since the resource that declares it now could not be made: ` +
      "run `pulumi up` again once that is mended",
  );
}

/** What to say of a create that found its thing to be so already. */
export function alreadyLine(already: string): string {
  return (
    `${already} already, and is taken as it is. If the resource was renamed or moved in the program, give it aliases; ` +
    "if another stack declares it, let one of them go with `pulumi state move` (docs/how-to/teams.md): else either " +
    "takes it down for both"
  );
}
