import type { Held } from "../provider/inventory";
import { indexIn, Table } from "./alike";
import { Link, statement, type Declaration, type ProgramOptions } from "./declarations";
import type { Family } from "./families";
import { sinchImport } from "./program";
import type { Expression } from "./typescript-text";
import { flatText, type Value } from "./typescript-text";

/** The two files of a group of trunks that are alike, as lines, without their imports of each other. */
export interface AlikeFiles {
  readonly table: readonly string[];
  readonly loop: readonly string[];
}

/** A table with a row for each trunk, and a loop that declares what belongs to it. */
export function alikeFiles(
  group: readonly Family[],
  variables: ReadonlyMap<Held, string>,
  options: ProgramOptions,
): AlikeFiles {
  const table = new Table();
  const [first = []] = group;
  const locals = localVariables(first);
  // The trunk goes first: what it is called has the plainest columns, and the others' names are made from its own.
  const isTrunk = (index: number): boolean => first[index]?.held.entity.name === "SipTrunk";
  const order = [...first.keys()].sort((one, other) => Number(isTrunk(other)) - Number(isTrunk(one)));
  const names = new Map(
    order.map((index) => {
      const cells = group.map((family) => family[index]?.name);
      return [index, table.value(cells, [isTrunk(index) ? "key" : `${locals[index] ?? ""}Key`], "string")];
    }),
  );
  const statements = new Map(
    order.map((index) => {
      const members = group.flatMap((family) => family[index] ?? []);
      const isNamed = group.some((family) => isReferredTo(family, index));
      const local = locals[index] ?? "";
      const written = {
        name: names.get(index) ?? "",
        args: loopArgs(members, local, { group, table, locals, variables, options }),
        ...(isNamed && { variable: `const ${local}` }),
      };
      const kind = first[index]?.held.entity.name ?? "";
      return [index, statement(kind, written, { protect: options.protect, indent: "  " })];
    }),
  );
  return {
    table: tableLines(table, options),
    loop: [
      "for (const customer of customers) {",
      ...first.map((_, index) => statements.get(index) ?? ""),
      "}",
    ],
  };
}

function loopArgs(
  members: readonly Declaration[],
  local: string,
  context: {
    group: readonly Family[];
    table: Table;
    locals: readonly string[];
    variables: ReadonlyMap<Held, string>;
    options: ProgramOptions;
  },
): Record<string, Value> {
  const { group, table, locals, variables, options } = context;
  const kind = members[0]?.held.entity.name ?? "";
  const keys = [...new Set(members.flatMap(({ args }) => Object.keys(args)))];
  return Object.fromEntries(
    keys.flatMap((key): [string, Value][] => {
      const columnKeys = [key, `${local}${key.charAt(0).toUpperCase()}${key.slice(1)}`] as const;
      const values = members.map(({ args }) => args[key]);
      const [family = [], value] = [group[0], values[0]];
      const inner = value instanceof Link ? locals[indexIn(family, value)] : undefined;
      if (value instanceof Link && inner !== undefined) {
        return [
          [key, innerLink(value, inner, { values, columnKeys, table, packageName: options.packageName })],
        ];
      }
      const cells = values.map((one) =>
        one instanceof Link ? one.expression(variables.get(one.target) ?? "", options.packageName) : one,
      );
      const isName = key === "name" && cells.every((cell) => typeof cell === "string");
      const written = table.value(cells, columnKeys, isName ? "string" : `sinch.${kind}Args["${key}"]`);
      return written === undefined ? [] : [[key, written]];
    }),
  );
}

/** A link within the family: by the loop's own variable, and with the username out of the table. */
function innerLink(
  link: Link,
  variable: string,
  {
    values,
    columnKeys,
    table,
    packageName,
  }: { values: readonly unknown[]; columnKeys: readonly [string, string]; table: Table; packageName: string },
): Expression {
  if (link.username === undefined) return link.expression(variable, packageName);
  const usernames = values.map((value) => (value instanceof Link ? value.username : undefined));
  return link.expression(variable, packageName, flatText(table.value(usernames, columnKeys, "string") ?? ""));
}

/** A variable for each of a family; of several of a kind they are numbered. */
function localVariables(family: Family): string[] {
  const counts = new Map<string, number>();
  return family.map(({ held: { entity } }) => {
    const count = (counts.get(entity.name) ?? 0) + 1;
    counts.set(entity.name, count);
    return entity.name.charAt(0).toLowerCase() + entity.name.slice(1) + (count > 1 ? String(count) : "");
  });
}

function isReferredTo(family: Family, index: number): boolean {
  return family.some(({ args }) =>
    Object.values(args).some((value) => value instanceof Link && indexIn(family, value) === index),
  );
}

function tableLines(table: Table, options: ProgramOptions): string[] {
  const { columns } = table;
  const isTyped = columns.some(({ type }) => type !== "string");
  return [
    ...(isTyped ? [sinchImport(options).replace("import *", "import type *")] : []),
    "",
    "/** What one of them has that differs from the others. */",
    "export interface Customer {",
    ...columns.map(
      ({ key, type, cells }) => `  readonly ${key}${cells.includes(undefined) ? "?" : ""}: ${type};`,
    ),
    "}",
    "",
    "// A row for each: add one, and the next `pulumi up` makes it.",
    "// prettier-ignore",
    "export const customers: readonly Customer[] = [",
    ...table.rows().map((row) => `  ${flatText(row)},`),
    "];",
  ];
}
