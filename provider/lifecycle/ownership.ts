import type { Entity, Route } from "../entity";
import { SinchError } from "../errors";
import { textOf, type JsonObject } from "../json";
import { hasUnknown } from "../unknown";

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
    case "numberBinding":
      return [textOf(inputs.phoneNumber)];
    default:
      return undefined;
  }
}

/** What the resources of a run declare, and what they held before. */
export class Ownership {
  readonly #claims = new Set<string>();
  readonly #held = new Map<string, JsonObject>();
  readonly #made = new Map<string, JsonObject>();
  readonly #failed = new Set<string>();
  /** The project of a resource of the run that is another one than the configured one. */
  foreignProject: string | undefined;

  /** A resource of the program declares what these inputs mean. */
  claim(entity: Entity, inputs: JsonObject): void {
    const id = idOfInputs(entity, inputs);
    if (id !== undefined) {
      this.#claims.add(`${entity.name} ${id}`);
    }
  }

  /** Whether a resource of the program declares it. */
  isClaimed(entity: Entity, id: string): boolean {
    return this.#claims.has(`${entity.name} ${id}`);
  }

  /** A resource of the stack held this before the run, or does now. */
  saw(entity: Entity, state: JsonObject): void {
    const id = idOfInputs(entity, state);
    if (id !== undefined) {
      const key = `${entity.name} ${id}`;
      this.#held.set(key, { ...this.#held.get(key), ...state });
    }
  }

  /** A resource of this run was made. */
  made(entity: Entity, id: string, state: JsonObject): void {
    this.#made.set(`${entity.name} ${id}`, state);
  }

  /** A resource of this run could not be made, and is in no state. */
  failed(entity: Entity, inputs: JsonObject): void {
    const id = idOfInputs(entity, inputs);
    if (id !== undefined) {
      this.#failed.add(`${entity.name} ${id}`);
    }
  }

  /** Whether what declares it now could not be made: then the state that has it is the only one. */
  isLeftTo(entity: Entity, id: string): boolean {
    const key = `${entity.name} ${id}`;
    return this.#failed.has(key) && !this.#made.has(key);
  }

  /** What is lost with a state whose thing another resource declares now: the value that was found, in words. */
  lostWith({ name, route }: Entity, id: string, state: JsonObject): string | undefined {
    const made = this.#made.get(`${name} ${id}`);
    if (route.form !== "setting" || made === undefined) {
      return undefined;
    }
    const [before, now] = [state[route.foundAs], made[route.foundAs]];
    const word = (value: unknown): string => route.words[value === true ? 1 : 0];
    if (typeof before !== "boolean" || before === now) {
      return undefined;
    }
    return (
      `${id} was ${word(before)} before this stack changed it, which the resource that declares it now does not know: ` +
      (now === undefined ? "when that is deleted, it is left as it is" : `it takes it for ${word(now)}`) +
      "; with aliases, or `pulumi up --refresh`, a rename takes that along"
    );
  }

  /** What a resource of the stack held under an id. */
  seen(entity: Entity, id: string): JsonObject | undefined {
    return this.#held.get(`${entity.name} ${id}`);
  }
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
    "if another stack declares it, let one of them go with `pulumi state move` (docs/sharing.md): else whoever " +
    "deletes it last takes it down"
  );
}
