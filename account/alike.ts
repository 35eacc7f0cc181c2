import type { Json } from "../provider/json";
import { Link } from "./declarations";
import { groupedBy, type Family } from "./families";
import { Expression, stringText, type Value } from "./typescript-text";

/** Fewer than these are read more easily one by one. */
const FEWEST_ALIKE = 5;

/** Sorts families into those that have the same set of resources, many enough for a table, and all others. */
export function groupAlike(families: readonly Family[]): { groups: Family[][]; rest: Family[] } {
  const all = [...groupedBy(families, shapeOf).values()];
  return {
    groups: all.filter(({ length }) => length >= FEWEST_ALIKE),
    rest: all.filter(({ length }) => length < FEWEST_ALIKE).flat(),
  };
}

/** Which kinds there are and which of them refers to which: two families of a shape differ in values alone. */
function shapeOf(family: Family): string {
  return JSON.stringify(
    family.map(({ held, args }) => [
      held.entity.name,
      Object.entries(args)
        .flatMap(([key, value]) =>
          value instanceof Link ? [[key, indexIn(family, value), value.username === undefined]] : [],
        )
        .sort(),
    ]),
  );
}

/** Which of a family a link refers to; -1 for what is outside of it. */
export function indexIn(family: Family, { target }: Link): number {
  return family.findIndex(({ held }) => held === target);
}

/** What a column of the table has for each family; nothing where the input has its default. */
type Cells = readonly (Json | Expression | undefined)[];

interface Column {
  readonly key: string;
  /** Its type in TypeScript. */
  readonly type: string;
  readonly cells: Cells;
}

/** The table of a group: values that differ from family to family become columns, each once. */
export class Table {
  readonly columns: Column[] = [];

  /**
   * How the loop writes a value of which each family has one of these.
   *
   * @param keys names for a column, the first that is free is taken
   */
  value(cells: Cells, keys: readonly [string, ...string[]], type: string): Value | undefined {
    const [first] = cells;
    if (cells.every((cell) => sameText(cell) === sameText(first))) {
      return first;
    }
    return this.#made(cells) ?? new Expression(`customer.${this.#add(cells, keys, type)}`);
  }

  /** The rows, for the families in their order. */
  rows(): Record<string, Value>[] {
    const count = this.columns[0]?.cells.length ?? 0;
    return Array.from({ length: count }, (_, row) =>
      Object.fromEntries(
        this.columns.flatMap(({ key, cells }): [string, Value][] => {
          const cell = cells[row];
          return cell === undefined ? [] : [[key, cell]];
        }),
      ),
    );
  }

  /** Text made of the columns' texts with the same between them in each row: `${customer.key}-sbc`. */
  #made(cells: Cells): Expression | undefined {
    const texts = cells.filter((cell) => typeof cell === "string");
    const parts = texts.length < cells.length ? undefined : this.#partsOf(texts);
    if (parts === undefined) return undefined;
    const [only, ...more] = parts.filter((part) => part !== "");
    return only instanceof Expression && more.length === 0
      ? only
      : new Expression(`\`${parts.map(inTemplate).join("")}\``);
  }

  #partsOf(texts: readonly string[]): (string | Expression)[] | undefined {
    const [text = ""] = texts;
    if (texts.every((one) => one === text)) return [text];
    for (const { key, type, cells } of this.columns) {
      const bases = cells.map(String);
      const at = bases[0] ? text.indexOf(bases[0]) : -1;
      const before = text.slice(0, at);
      const heads = bases.map((base) => before + base);
      if (type !== "string" || at < 0 || !texts.every((one, row) => one.startsWith(heads[row] ?? "")))
        continue;
      const rest = this.#partsOf(texts.map((one, row) => one.slice(heads[row]?.length)));
      if (rest !== undefined) return [before, new Expression(`customer.${key}`), ...rest];
    }
    return undefined;
  }

  #add(cells: Cells, keys: readonly [string, ...string[]], type: string): string {
    const taken = new Set(this.columns.map(({ key }) => key));
    const key = keys.find((one) => !taken.has(one)) ?? `${keys[0]}${this.columns.length}`;
    this.columns.push({ key, type, cells });
    return key;
  }
}

function sameText(cell: Cells[number]): string | undefined {
  return cell instanceof Expression ? `=${cell.text}` : JSON.stringify(cell);
}

function inTemplate(part: string | Expression): string {
  return part instanceof Expression
    ? `\${${part.text}}`
    : stringText(part).slice(1, -1).replace(/[`$]/g, "\\$&");
}
