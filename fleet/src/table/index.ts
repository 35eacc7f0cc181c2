import { extname, resolve } from "node:path";
import type { TableSource } from "../config";
import type { Problem, Row } from "../model";
import { csvLines } from "./csv";
import { jsonLines } from "./json-lines";
import { type Line, readTableText, refused } from "./lines";
import { postgresLines } from "./postgres";
import { yamlLines } from "./yaml";

/** A row and where it stands. */
export interface PlacedRow {
  readonly row: Row;
  readonly line: number;
}

/** Rows that have an id and an account, each once, and all other lines as problems. */
export interface Table {
  readonly rows: readonly PlacedRow[];
  readonly problems: readonly Problem[];
}

const ID = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;
/** As the names in `sinch:accounts` are. */
const ACCOUNT = /^[A-Za-z0-9][\w-]{0,39}$/;

const READERS: Readonly<Record<string, (text: string) => Line[]>> = {
  ".csv": csvLines,
  ".yaml": yamlLines,
  ".yml": yamlLines,
  ".jsonl": jsonLines,
};

/**
 * Reads a table. Every line becomes a row or a problem; what the program's own schema says of rows comes later.
 *
 * @throws BadInputError where the whole table may be cut, or is none
 */
export async function readTable(
  source: TableSource,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Table> {
  if ("query" in source) return tableOf(await postgresLines(source.query, env));
  const path = resolve(folder, source.file);
  const read = READERS[extname(path)];
  if (read === undefined) throw refused("its file must end with .yaml, .csv or .jsonl");
  return tableOf(read(readTableText(path)));
}

function tableOf(lines: readonly Line[]): Table {
  const linesOfId = new Map<string, number[]>();
  for (const { line, cells } of lines) {
    const key = sameId(cells.id);
    linesOfId.set(key, [...(linesOfId.get(key) ?? []), line]);
  }
  const rows: PlacedRow[] = [];
  const problems: Problem[] = [];
  for (const { line, cells, unreadable } of lines) {
    const others = linesOfId.get(sameId(cells.id)) ?? [];
    const text = unreadable ?? problemOf(cells) ?? doubled(others.filter((one) => one !== line));
    if (text === undefined) {
      // Through JSON, as it will be kept: what was rehearsed is what is declared.
      rows.push({ row: JSON.parse(JSON.stringify(cells)) as Row, line });
    } else {
      problems.push({ customer: isId(cells.id) ? cells.id : undefined, line, text });
    }
  }
  return { rows, problems };
}

function problemOf({ id, account }: Line["cells"]): string | undefined {
  if (!isId(id)) {
    return id === undefined
      ? "has no id"
      : "must have an id of small letters, digits and hyphens, at most 40, as text";
  }
  const isAccount = account === undefined || (typeof account === "string" && ACCOUNT.test(account));
  return isAccount ? undefined : "has an account that is no name of sinch:accounts";
}

function doubled(others: readonly number[]): string | undefined {
  return others.length === 0
    ? undefined
    : `has the id of line ${others.join(", ")} too: nobody knows which one holds`;
}

function isId(id: unknown): id is string {
  return typeof id === "string" && ID.test(id);
}

/** Ids that somebody may have meant to be the same: a second one in another case is no other customer. */
function sameId(id: unknown): string {
  return typeof id === "string" || typeof id === "number" ? String(id).trim().toLowerCase() : "";
}
