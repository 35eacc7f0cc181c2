import type * as Yaml from "yaml";
import type { Document, LineCounter, Node } from "yaml";
import { nearest } from "../../provider/nearest";
import { spoken } from "../../provider/words";

/** Only who gives a file waits for what reads it. */
function yaml(): typeof Yaml {
  return require("yaml") as typeof Yaml;
}

/** Reads a YAML or JSON document, with the lines of what is wrong in it. */
export class Reader {
  readonly #document: Document.Parsed;
  readonly #counter: LineCounter;
  readonly #source: string;

  /** @throws Error with the line where it is neither */
  constructor(text: string, source: string) {
    this.#source = source;
    this.#counter = new (yaml().LineCounter)();
    this.#document = yaml().parseDocument(text, { lineCounter: this.#counter });
    const [error] = this.#document.errors;
    if (error) this.fail(error.pos[0], error.message.split(" at line ")[0] ?? error.message);
  }

  /** The entries of the document itself. */
  top(what: string, keys: readonly string[]): Map<string, Node | undefined> {
    return this.entries(this.#document.contents, what, keys);
  }

  lineOf(node: Node | number | null | undefined): number {
    const offset = typeof node === "number" ? node : (node?.range?.[0] ?? 0);
    return this.#counter.linePos(offset).line;
  }

  fail(at: Node | number | null | undefined, problem: string): never {
    throw new Error(`${this.#source}:${this.lineOf(at)}: ${problem}`);
  }

  /** The entries of a mapping; none where it is left out. */
  entries(
    given: Node | null | undefined,
    what: string,
    keys?: readonly string[],
  ): Map<string, Node | undefined> {
    const node = this.#resolved(given);
    if (node === undefined) return new Map();
    if (!yaml().isMap(node)) {
      return this.fail(node, `${what} must have names with values${keys ? `: ${keys.join(", ")}` : ""}`);
    }
    return new Map(
      node.items.map(({ key, value }) => {
        const name = yaml().isScalar(key) && typeof key.value === "string" ? key.value : String(key);
        if (keys && !keys.includes(name)) {
          const [meant] = nearest(name, keys);
          const hint = meant === undefined ? "" : `; ${meant} is probably meant`;
          this.fail(key as Node, `${what} has no ${name}: it has ${spoken([...keys])}${hint}`);
        }
        return [name, this.#resolved(value as Node | null) ?? (key as Node)] as const;
      }),
    );
  }

  /** The items of a list, at least one. */
  items(given: Node | undefined, what: string, example: string): Node[] {
    if (given !== undefined && yaml().isSeq(given) && given.items.length > 0) {
      return given.items.map((item) => this.#resolved(item as Node) ?? given);
    }
    return this.fail(given, `${what} must be a list of sentences, at least one, such as: - ${example}`);
  }

  text(node: Node | undefined, what: string): string {
    if (node !== undefined && yaml().isScalar(node) && typeof node.value === "string" && node.value !== "") {
      return node.value;
    }
    return this.fail(node, `${what} must be a text: put it into quotation marks`);
  }

  flag(node: Node, what: string): boolean {
    if (yaml().isScalar(node) && typeof node.value === "boolean") return node.value;
    return this.fail(node, `${what} must be true or false`);
  }

  #resolved(node: Node | null | undefined): Node | undefined {
    const found = yaml().isAlias(node) ? node.resolve(this.#document) : node;
    if (found === null || found === undefined) return undefined;
    return yaml().isScalar(found) && found.value === null ? undefined : found;
  }
}
