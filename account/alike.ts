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

  /** How the loop writes a value of which each family has one of these. */
  value(cells: Cells, key: string, type: string): Value | undefined {
    const [first] = cells;
    if (cells.every((cell) => sameText(cell) === sameText(first))) {
      return first;
    }
    return this.#made(cells) ?? new Expression(`customer.${this.#add(cells, key, type)}`);
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

  /** Text that has a column's text in it, with the same around it in each row: `${customer.key}-sbc`. */
  #made(cells: Cells): Expression | undefined {
    const texts = cells.filter((cell) => typeof cell === "string");
    if (texts.length < cells.length) return undefined;
    for (const { key, cells: bases } of this.columns.filter((column) => column.type === "string")) {
      const around = aroundAll(texts, bases.map(String));
      if (around !== undefined) return around(key);
    }
    return undefined;
  }

  #add(cells: Cells, bare: string, type: string): string {
    const taken = new Set(this.columns.map(({ key }) => key));
    let key = bare;
    for (let count = 2; taken.has(key); count++) key = `${bare}${count}`;
    this.columns.push({ key, type, cells });
    return key;
  }
}

function sameText(cell: Cells[number]): string | undefined {
  return cell instanceof Expression ? `=${cell.text}` : JSON.stringify(cell);
}

/** How each text is made from the base of its row; nothing where they are not all made in the same way. */
function aroundAll(
  texts: readonly string[],
  bases: readonly string[],
): ((key: string) => Expression) | undefined {
  const [text = "", base = ""] = [texts[0], bases[0]];
  const at = base === "" ? -1 : text.indexOf(base);
  const [before, after] = [text.slice(0, at), text.slice(at + base.length)];
  if (at < 0 || !texts.every((one, row) => one === `${before}${bases[row] ?? ""}${after}`)) return undefined;
  const quoted = (part: string): string => stringText(part).slice(1, -1).replace(/[`$]/g, "\\$&");
  return (key) =>
    before === "" && after === ""
      ? new Expression(`customer.${key}`)
      : new Expression(`\`${quoted(before)}\${customer.${key}}${quoted(after)}\``);
}
