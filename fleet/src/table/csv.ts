import { CsvError, parse } from "csv-parse/sync";
import { type Line, refused } from "./lines";

/**
 * Rows of a CSV file with a header. All cells are text; an empty one is a column that the row does not have. What a cut
 * could look like refuses the file: a last line without line end, a last row with fewer cells, an open quote, which may
 * have swallowed lines.
 */
export function csvLines(text: string): Line[] {
  if (!text.endsWith("\n")) {
    throw refused(
      "its last line has no line end, so it may be cut: end it with one",
      text.split("\n").length,
    );
  }
  const [header, ...records] = parsed(text);
  if (header === undefined) throw refused("it is empty, without a header");
  const columns = header.record.map((name) => name.trim());
  const twice = columns.find((name, index) => columns.indexOf(name) !== index || name === "");
  if (twice !== undefined) throw refused(`its header has the column "${twice}" twice or without a name`, 1);
  if (!columns.includes("id")) throw refused('its header has no column "id"', 1);
  const last = records.at(-1);
  if (last !== undefined && last.record.length < columns.length) {
    throw refused("its last row has fewer cells than the header, so it may be cut", last.line);
  }
  return records.map(({ record, line }) => {
    const cells = Object.fromEntries(
      columns.map((column, index) => [column, record[index]] as const).filter(([, cell]) => cell !== ""),
    );
    const isWhole = record.length === columns.length;
    const unreadable = `has ${record.length} cells where the header has ${columns.length}`;
    return isWhole ? { line, cells } : { line, cells: { id: cells.id }, unreadable };
  });
}

function parsed(text: string): { record: string[]; line: number }[] {
  const records: { record: string[]; line: number }[] = [];
  let before = 0;
  const onRecord = (record: string[], { lines }: { lines: number }) => {
    if (record.some((cell) => /[\r\n]/.test(cell))) {
      throw refused("a cell goes over several lines: a quote is open before them", before + 1);
    }
    before = lines;
    records.push({ record, line: lines });
    return null;
  };
  try {
    parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      on_record: onRecord,
    });
  } catch (error) {
    if (error instanceof CsvError)
      throw refused("a quote is open or in a wrong place", Number(error.lines) || before + 1);
    throw error;
  }
  return records;
}
