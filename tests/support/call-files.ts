import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  readCsv,
  type BadRow,
  type CallRecord,
  type CsvReading,
  type HistorySummary,
} from "../../calls/history";

/** The columns of the API's export, in its order. */
export const COLUMNS = [
  ...["Timestamp", "Call Id", "Answer Time", "End Time", "From", "To", "Trunk Id", "Trunk Name", "Direction"],
  ...[
    "Duration (s)",
    "Result",
    "To Country",
    "From Country",
    "Is Emergency Call",
    "Price Per Minute",
    "Cost",
  ],
  ...["Cause Code", "SIP Response Code", "Region", "MOS", "Transport", "Port", "Project Id", "Group Id"],
  ...["Relationship Type", "Has Children"],
];

/** Cells by the names of their columns. */
export type Cells = Readonly<Record<string, string>>;

/** A call of the export, unless told otherwise. */
export function cellsOf(id: string, more: Cells = {}): Cells {
  return {
    Timestamp: "2026-02-03T09:00:00.250Z",
    "Call Id": id,
    "Answer Time": "2026-02-03T09:00:04.000Z",
    "End Time": "2026-02-03T09:01:02.000Z",
    From: "sip:+12025550190@203.0.113.21",
    To: "+46701740605",
    "Trunk Id": "01JZ6Q8V3M7T2C9XK4R5B6N8PD",
    "Trunk Name": "Voice",
    Direction: "OUTBOUND",
    "Duration (s)": "58",
    Result: "COMPLETED",
    "To Country": "SE",
    "From Country": "US",
    "Is Emergency Call": "false",
    "Price Per Minute": "0.0180 USD",
    Cost: "0.0180 USD",
    "Cause Code": "16",
    "SIP Response Code": "200",
    Region: "us-west",
    MOS: "0.0",
    Transport: "udp",
    Port: "5060",
    "Project Id": "emulator-project",
    "Group Id": id,
    "Relationship Type": "initial",
    "Has Children": "null",
    ...more,
  };
}

/** One line of the export, without its end. */
export function line(cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(",");
}

/** A call as a line of the export. */
export function row(id: string, more: Cells = {}, columns: readonly string[] = COLUMNS): string {
  const cells = cellsOf(id, more);
  return line(columns.map((column) => cells[column] ?? ""));
}

/** The line that names the columns. */
export const HEADER = line(COLUMNS);

/** Lines, each with its end. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}

/** Makes files for the tests of a file; they are gone after them. */
export function useFiles(): (content: string | Uint8Array, name?: string) => string {
  let folder = "";
  let made = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-calls-"));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return (content, name = `calls-${(made += 1)}.csv`) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}

/** All that a reading of a file tells. */
export interface Told {
  readonly records: readonly CallRecord[];
  readonly bad: readonly BadRow[];
  readonly summary: HistorySummary;
}

/** Reads a file in the form of the export. */
export async function told(path: string, more: Partial<CsvReading> = {}): Promise<Told> {
  const records: CallRecord[] = [];
  const bad: BadRow[] = [];
  const summary = await readCsv(path, {
    onRecord: (record) => records.push(record),
    onBad: (one) => bad.push(one),
    ...more,
  });
  return { records, bad, summary };
}
