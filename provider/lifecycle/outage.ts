import type { Entity } from "../entity";
import { textOf, type JsonObject } from "../json";

/** One thing that a delete-first replacement has taken down. */
interface Down {
  readonly entity: Entity;
  readonly words: string;
}

/**
 * What is down in the middle of a run: deleted since it is replaced, and not made again yet. Whatever fails then says
 * so, with the command that brings it up.
 */
export class Outage {
  readonly #down: Down[] = [];

  /** Something was deleted to be made again. */
  deleted(entity: Entity, id: string, state: JsonObject): void {
    this.#down.push({ entity, words: wordsFor(entity, id, state) });
  }

  /** Something was made: of its kind, the one that is down and has its name, else the first. */
  made(entity: Entity, id: string, state: JsonObject): void {
    const words = wordsFor(entity, id, state);
    const same = this.#down.findIndex((one) => one.entity === entity && one.words === words);
    const index = same < 0 ? this.#down.findIndex((one) => one.entity === entity) : same;
    if (index >= 0) {
      this.#down.splice(index, 1);
    }
  }

  /** A message, with what is down by now. */
  tell(message: string): string {
    if (this.#down.length === 0) {
      return message;
    }
    const words = this.#down.map((one) => one.words).join(", ");
    return (
      `${message} Down now, since it was deleted to be made again: ${words}. Once the cause is mended, \`pulumi up\` ` +
      "makes it again."
    );
  }
}

function wordsFor(entity: Entity, id: string, state: JsonObject): string {
  const name = textOf(state.name);
  return `${entity.title} ${name ? `"${name}"` : id}`;
}
