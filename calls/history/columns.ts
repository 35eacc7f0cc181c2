import type { Lack } from "./history";

/** The columns of the API's export that make a record, by what they are called here. */
const NAMES = {
  time: "Timestamp",
  id: "Call Id",
  answer: "Answer Time",
  from: "From",
  to: "To",
  trunk: "Trunk Id",
  direction: "Direction",
  duration: "Duration (s)",
  result: "Result",
  toCountry: "To Country",
  fromCountry: "From Country",
  cost: "Cost",
  response: "SIP Response Code",
  group: "Group Id",
} as const;

/** Without these there is no record. */
const NEEDED = ["time", "id", "from", "to", "trunk", "direction", "result"] as const;

/** Where each column is in a row, from 0; -1 where it is not. */
export type Columns = Readonly<Record<keyof typeof NAMES, number>> & {
  /** How many cells every row has. */
  readonly width: number;
};

/** Whether a row names columns: the first one of a file does, and those where files were joined. */
export function isHeader(cells: readonly string[]): boolean {
  const names = new Set(cells.map(nameOf));
  return names.has(NAMES.time) && names.has(NAMES.id);
}

/** The columns that a header names, in whatever order; or the sentence that says what is wrong with it. */
export function columnsOf(cells: readonly string[]): Columns | string {
  const names = cells.map(nameOf);
  const twice = names.find((name, index) => name !== "" && names.indexOf(name) !== index);
  if (twice !== undefined) return `two columns are called "${twice}"`;
  const missing = NEEDED.map((key) => NAMES[key]).filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return `it has no column ${missing.map((name) => `"${name}"`).join(", ")}: export the calls again, with all columns`;
  }
  const places = Object.entries(NAMES).map(([key, name]) => [key, names.indexOf(name)]);
  return { ...(Object.fromEntries(places) as Columns), width: cells.length };
}

/** The name of a column, for people. */
export function columnName(key: keyof typeof NAMES): string {
  return NAMES[key];
}

function nameOf(cell: string): string {
  return cell.trim();
}

/** What no record under these columns can tell. */
export function lacksOf(columns: Columns): Lack[] {
  const lacks: readonly (readonly [Lack, ...(keyof typeof NAMES)[]])[] = [
    ["response", "response"],
    ["countries", "toCountry", "fromCountry"],
    ["group", "group"],
    ["answer", "answer"],
    ["duration", "duration"],
    ["cost", "cost"],
  ];
  return lacks.filter(([, ...keys]) => keys.every((key) => columns[key] < 0)).map(([lack]) => lack);
}
