import { html, type Html, when } from "./html";

/** A column of a table. */
export interface Column<Row> {
  readonly title: string;
  /** A number is put right, and sorted by its value. */
  readonly value?: (row: Row) => number;
  /** Whether its texts are several lines. */
  readonly isLong?: boolean;
  readonly cell: (row: Row) => Html | string;
}

/** A table as HTML. */
export interface TableOptions {
  /** What it is of, as its caption. */
  readonly caption: string;
  /** What its rows are called; those of a table with a name can be filtered and sorted. */
  readonly rows?: string;
  /** What is said below it. */
  readonly note?: string;
}

/** A table whose first column heads its rows; it scrolls by itself where it is wider than the page. */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { caption, rows: name, note = "" }: TableOptions,
): Html {
  const head = columns.map(
    ({ title, value }) => html`<th scope="col" class="${value ? "number" : "text"}">${title}</th>`,
  );
  const body = rows.map(
    (row) =>
      html`<tr>
        ${columns.map((column, index) => cellOf(row, column, index === 0))}
      </tr>`,
  );
  const tool = name === undefined ? html`` : html` class="tool" data-name="${name}"`;
  return html`<div class="wide" tabindex="0" role="group" aria-label="${caption}"
      ><table${tool}><caption>${caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div
    >${when(note || undefined, (text) => html`<p class="quiet">${text}</p>`)}`;
}

function cellOf<Row>(row: Row, { value, isLong, cell }: Column<Row>, isHead: boolean): Html {
  const text = cell(row);
  if (isHead) return html`<th scope="row">${text}</th>`;
  return value === undefined
    ? html`<td class="${isLong ? "long" : "text"}">${text}</td>`
    : html`<td class="number" data-value="${value(row)}">${text}</td>`;
}
