import type { Client } from "../api/client";
import { ENTITIES } from "../entities";
import type { Entity } from "../entity";
import { SinchError, TakenError, isGone } from "../errors";
import type { JsonObject } from "../json";
import { HOLDERS, listOfUsername, usernamesElsewhere } from "../routes/holders";
import { bindingOf } from "../routes/number-binding";
import type { Handover } from "./handover";
import { uniqueNames } from "./unique-names";
import { hasUnknown } from "../unknown";
import { sortedText } from "./values";

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
  /** Numbers that are going to be unbound and bound again, and may not be taken away from anything else. */
  readonly #numbers = new Map<string, string>();
  /** What is made again needs, of what the API gives once only. */
  readonly #wants = new Map<string, string[]>();
  /** Inputs of a check that had none before it: of a new resource, or of one whose replacement is forced. */
  readonly #declaredAnew = new Set<string>();
  readonly #examined = new Map<string, Promise<void>>();
  readonly #handover: Handover;

  constructor(client: Client, handover: Handover) {
    this.#client = client;
    this.#handover = handover;
  }

  /** A check has put out inputs. */
  checked(entity: Entity, inputs: JsonObject, isNew: boolean): void {
    const key = keyOf(entity.name, sortedText(inputs));
    if (hasUnknown(inputs)) this.#checked.add(key);
    if (isNew) this.#declaredAnew.add(key);
  }

  /**
   * Whether the engine asks for a difference since what unknown inputs come from is about to be deleted: in a preview
   * the program's own unknown inputs have passed a check, and in an update it has none.
   */
  isDependent(entity: Entity, news: JsonObject): boolean {
    return hasUnknown(news) && !this.#checked.has(keyOf(entity.name, sortedText(news)));
  }

  /** A resource is going to be deleted and made again. */
  condemn(entity: Entity, id: string, olds: JsonObject, news: JsonObject): void {
    const own = keyOf(entity.name, id);
    this.#condemned.add(own);
    if (entity.route.form === "numberBinding" && news.takeOver !== true) this.#numbers.set(own, id);
    if (!hasUnknown(news)) this.#wants.set(own, uniqueNames(entity, news));
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

  /** Whether what is deleted is going to be made again: the engine has asked for its difference, or declares the same. */
  isReplaced(entity: Entity, id: string, inputs: JsonObject): boolean {
    const isForced = this.#declaredAnew.has(keyOf(entity.name, sortedText(inputs)));
    return isForced || this.#condemned.has(keyOf(entity.name, id));
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
    const holders = await (HOLDERS[kind]?.(this.#client, id) ?? Promise.resolve([])).catch(
      (error: unknown) => {
        // What is gone already, as after a replacement that stopped half-way, is held by nothing.
        if (isGone(error)) return [];
        throw error;
      },
    );
    const held = new Set(holders.map((one) => keyOf(one.kind, one.id)));
    for (const [own, number] of this.#numbers) {
      if (this.#before.get(own)?.has(target) && !held.has(own)) await this.#refuseMoved(number, id);
    }
    const others = holders.filter((one) => !this.#condemned.has(keyOf(one.kind, one.id)));
    if (others.length > 0) {
      const isList = kind === "CredentialList";
      throw new SinchError(
        `nothing was deleted: ${kind} ${id} would have to be deleted and made again, and the API refuses that while ` +
          `${others.map(({ words }) => words).join(", ")} hold${others.length > 1 ? "" : "s"} it, which this stack ` +
          "does not replace. Let it go first, or let it refer to the resource in this program" +
          (isList ? "; or put new usernames into a second list (docs/resources/credential-list.md)" : ""),
      );
    }
    const wants = this.#wants.get(target) ?? [];
    if (kind === "CredentialList" && wants.length > 0) {
      await this.#untilFree(id, wants);
    }
  }

  /** @throws SinchError where a number was moved by hand: it would be given up, and not be bound again */
  async #refuseMoved(number: string, trunkId: string): Promise<void> {
    const { trunkId: now = "", other = "" } = (await bindingOf(this.#client, number)) ?? {};
    if (other !== "" || !["", trunkId].includes(now)) {
      throw new SinchError(
        `nothing was deleted: ${number} would have to be bound again with trunk ${trunkId}, and was moved to ` +
          `${other || `trunk ${now}`} by hand: run \`pulumi refresh\` to see it, then this again; or set takeOver ` +
          "to true to take the number away from there",
      );
    }
  }

  /** Ends once no other list has what the new one needs, as far as this run is to give it up. */
  async #untilFree(id: string, names: string[]): Promise<void> {
    try {
      const look = () => usernamesElsewhere(this.#client, id, names);
      await this.#handover.takes({ kind: "CredentialList", id, names }, look);
    } catch (error) {
      throw error instanceof TakenError
        ? new SinchError(
            `nothing was deleted: the credential list would have to be deleted and made again with a username that ` +
              `another list has. ${error.advice}`,
          )
        : error;
    }
  }

  #goesBefore(own: string, target: string): void {
    this.#before.set(own, (this.#before.get(own) ?? new Set()).add(target));
  }
}

function keyOf(kind: string, id: string): string {
  return `${kind} ${id}`;
}
