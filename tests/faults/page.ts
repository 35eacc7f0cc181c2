import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cell } from "./cell";
import { COLUMNS } from "./faults";

const ROOT = join(__dirname, "..", "..");

/** Where each run leaves its figures, for `npm run docs:reliability`. */
const FOLDER = join(ROOT, ".local", "fault-matrix");

/** The first line of the table. */
export const HEADING = ["operation", ...COLUMNS, "held/tried", "ended in an error", "longest wait, s"];

/** The figures of an operation: held of tried for each column, and how the cells ended. */
export function figuresOf(row: string, cells: readonly Cell[]): string[] {
  const columns = COLUMNS.map((column) => figure(cells.filter(({ fault }) => fault.column === column)));
  const errors = cells.filter(({ ending }) => ending === "fails").length;
  const longestS = Math.max(...cells.map(({ waitedMs }) => waitedMs)) / 1000;
  return [row, ...columns, figure(cells), String(errors), longestS.toFixed(0)];
}

/** A line of a table in Markdown. */
export function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Keeps the figures of an operation. */
export function keepFigures(position: number, figures: readonly string[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${position}.json`), JSON.stringify({ position, heading: HEADING, figures }));
}

/** The lines of docs/reliability.md, or of the page with its tables. */
export function pageLines(page: "reliability" | "reliability-figures"): string[] {
  return readFileSync(join(ROOT, "docs", `${page}.md`), "utf8").split("\n");
}

function figure(cells: readonly Cell[]): string {
  const held = cells.filter(({ broken }) => broken.length === 0);
  return cells.length === 0 ? "–" : `${held.length}/${cells.length}`;
}
