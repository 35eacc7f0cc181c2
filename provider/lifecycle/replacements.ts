import type { Client } from "../api/client";
import { ENTITIES } from "../entities";
import type { Entity } from "../entity";
import { SinchError } from "../errors";
import type { JsonObject } from "../json";
import { HOLDERS, listOfUsername } from "../routes/holders";
import { hasUnknown } from "../unknown";

/*
 * A replacement that has to delete first is examined before the first thing goes. The engine asks for the difference
 * of what is replaced, and of all that depends on it with the inputs that come from there not known, before the first
 * delete; so it is known by then what is going to go, and the API can tell what else holds it.
 */

/** The replacements of a run. */
export class Replacements {
  readonly #client: Client;
  /** Inputs that a check has let pass while some are not known: the program's own, in a preview. */
  readonly #checked = new Set<string>();
  /** What is going to be deleted and made again, by kind and id. */
  readonly #condemned = new Set<string>();
  /** What has to go before something else goes: the kinds and ids of that. */
  readonly #before = new Map<string, Set<string>>();
  readonly #usernames = new Map<string, string>();
  readonly #examined = new Map<string, Promise<void>>();

  constructor(client: Client) {
    this.#client = client;
  }

  /** A check has put out inputs. */
  checked(entity: Entity, inputs: JsonObject): void {
    if (hasUnknown(inputs)) {
      this.#checked.add(keyOf(entity.name, JSON.stringify(inputs)));
    }
  }

  /**
   * Whether the engine asks for a difference since what unknown inputs come from is about to be deleted: in a preview
   * the program's own unknown inputs have passed a check, and in an update it has none.
   */
  isDependent(entity: Entity, news: JsonObject): boolean {
    return hasUnknown(news) && !this.#checked.has(keyOf(entity.name, JSON.stringify(news)));
  }

  /** A resource is going to be deleted and made again. */
  condemn(entity: Entity, id: string, olds: JsonObject, news: JsonObject): void {
    const own = keyOf(entity.name, id);
    this.#condemned.add(own);
    for (const [input, old] of Object.entries(olds)) {
      const kind = ENTITIES.find(({ idForm }) => idForm === input)?.name;
      if (typeof old === "string" && hasUnknown(news[input])) {
        if (kind !== undefined) {
          this.#goesBefore(own, keyOf(kind, old));
        } else if (input === "credentialUsername") {
          this.#usernames.set(own, old);
        }
      }
    }
  }

  isCondemned(entity: Entity, id: string): boolean {
    return this.#condemned.has(keyOf(entity.name, id));
  }

  /**
   * Looks, before the first of its dependents goes, whether something that is not going to go holds an entity.
   *
   * @throws SinchError that names it, while everything is still up
   */
  async examine(entity: Entity, id: string): Promise<void> {
    const own = keyOf(entity.name, id);
    const username = this.#usernames.get(own);
    if (username !== undefined) {
      const listId = await listOfUsername(this.#client, username);
      if (listId !== undefined) this.#goesBefore(own, keyOf("CredentialList", listId));
      this.#usernames.delete(own);
    }
    for (const target of this.#before.get(own) ?? []) {
      const examined = this.#examined.get(target) ?? this.#lookAt(target);
      this.#examined.set(target, examined);
      await examined;
    }
  }

  async #lookAt(target: string): Promise<void> {
    const [kind = "", id = ""] = target.split(" ");
    const holders = (await HOLDERS[kind]?.(this.#client, id)) ?? [];
    // Those that depend on it through a username are known by that alone.
    const others = holders.filter((one) => !this.#condemned.has(keyOf(one.kind, one.id)));
    if (others.length > 0) {
      throw new SinchError(
        `nothing was deleted: ${kind} ${id} would have to be deleted and made again, and the API refuses that while ` +
          `${others.map(({ words }) => words).join(", ")} hold${others.length > 1 ? "" : "s"} it, which this stack ` +
          "does not replace. Let it go first, or let it refer to the resource in this program; for a new username, put " +
          "it into a second credential list instead (docs/resources/credential-list.md)",
      );
    }
  }

  #goesBefore(own: string, target: string): void {
    this.#before.set(own, (this.#before.get(own) ?? new Set()).add(target));
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
