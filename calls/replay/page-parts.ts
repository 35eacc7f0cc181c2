import { bar } from "./charts";
import { countText, kindText, minutesText, momentText, moneyText, periodText, shareText } from "./format";
import { html, type Html } from "./html";
import type { Example, Part, Parts, ReplayReport } from "./report";
import { notJudgedShare, refusedOf } from "./report";
import { table, type Column } from "./table";
import { approximateText } from "./text";

/** What a report comes to, in a few numbers. */
export function tiles(report: ReplayReport): Html {
  const { calls, after, changed, notJudged } = report;
  const refused = refusedOf(report);
  const opened = changed.kinds.filter(({ from, to }) => from === "refused" && to === "let through");
  const all: (readonly [string, string, boolean])[] = [
    [countText(calls), "calls", false],
    ...(after === undefined
      ? ([[countText(refused), "let through, and refused by the verdict", refused > 0]] as const)
      : ([
          [countText(changed.calls), "change", false],
          [countText(refused), "are refused only afterwards", refused > 0],
          [
            countText(opened.reduce((sum, one) => sum + one.calls, 0)),
            "are let through only afterwards",
            false,
          ],
        ] as const)),
    [shareText(notJudged, calls), "not judged", notJudgedShare(report) > 0],
  ];
  return html`<ul class="tiles">
    ${all.map(
      ([value, name, isAlert]) =>
        html`<li${isAlert ? html` class="alert"` : html``}><b>${value}</b> ${name}</li>`,
    )}
  </ul>`;
}

/** Calls over time as a table, for those who do not see the chart. */
export function periodTable({ periods: { list: periods, seconds } }: ReplayReport): Html {
  const columns: Column<(typeof periods)[number]>[] = [
    { title: "From", cell: ({ start }) => momentText(start) },
    { title: "Calls", value: ({ calls }) => calls, cell: ({ calls }) => countText(calls) },
    { title: "Changed", value: ({ changed }) => changed, cell: ({ changed }) => countText(changed) },
  ];
  const caption = `Calls over time, each row ${periodText(seconds)}`;
  return html`<details>
    <summary>Calls over time as a table</summary>
    ${table(periods, columns, { caption })}
  </details>`;
}

function sumColumns(most: number): Column<Part>[] {
  return [
    { title: "Calls", value: ({ calls }) => calls, cell: ({ calls }) => countText(calls) },
    { title: "Compared", cell: ({ calls }) => bar(calls, most) },
    { title: "Minutes", value: ({ minutes }) => minutes, cell: minutesText },
    { title: "Money", value: ({ costs }) => costs[0]?.amount ?? 0, cell: moneyText },
  ];
}

/** In which ways verdicts change, and an example of each. */
export function kinds({ changed }: ReplayReport): Html {
  if (changed.kinds.length === 0) return html``;
  const examplesOfKinds = changed.kinds.map(({ from, to, example }) => ({
    name: kindText(from, to),
    example,
  }));
  return html`<h3>Which way</h3>
    ${table(
      changed.kinds,
      [
        { title: "Change", cell: ({ from, to }) => kindText(from, to) },
        { title: "Calls", value: ({ calls }) => calls, cell: ({ calls }) => countText(calls) },
        { title: "Minutes", value: ({ minutes }) => minutes, cell: minutesText },
        { title: "Money", value: ({ costs }) => costs[0]?.amount ?? 0, cell: moneyText },
      ],
      { caption: "How verdicts change", rows: "changes" },
    )}
    ${examples("An example of each", examplesOfKinds)}`;
}

interface Named {
  readonly name: string;
  readonly example?: Example | undefined;
}

/** One call of each kind, with what decides it. */
export function examples(title: string, all: readonly Named[]): Html {
  const rows = all.flatMap(({ name, example }) => (example === undefined ? [] : [{ name, ...example }]));
  const [first] = rows;
  if (first === undefined) return html``;
  type Row = typeof first;
  const after: Column<Row>[] =
    first.after === undefined
      ? []
      : [{ title: "Afterwards", isLong: true, cell: ({ after: text = "" }) => text }];
  const columns: Column<Row>[] = [
    { title: "Which", cell: ({ name }) => name },
    { title: "When", cell: ({ time }) => momentText(time) },
    { title: "Call", isLong: true, cell: ({ direction, from, to }) => `${direction} from ${from} to ${to}` },
    { title: "Trunk", cell: ({ trunk }) => trunk },
    { title: "It was", cell: ({ happened }) => happened },
    { title: first.after === undefined ? "Now" : "Before", isLong: true, cell: ({ before }) => before },
    ...after,
  ];
  return html`<h3>${title}</h3>
    ${table(rows, columns, { caption: title, rows: "examples" })}`;
}

/** The calls that change, by what they have in common. */
export function partTable(title: string, rows: string, { list: all, more }: Parts): Html {
  if (all.length === 0) return html``;
  const most = Math.max(...all.map(({ calls }) => calls));
  const of: Column<Part>[] = all.some((part) => part.of !== undefined)
    ? [{ title: "Of", value: (part) => part.of ?? 0, cell: (part) => countText(part.of ?? 0) }]
    : [];
  const [calls, ...others] = sumColumns(most);
  const columns = [
    { title: "Name", cell: ({ name }: Part) => name },
    ...(calls ? [calls] : []),
    ...of,
    ...others,
  ];
  const note = more > 0 ? `and ${countText(more)} more` : "";
  return html`<h3>${title}</h3>
    ${table(all, columns, { caption: `Calls that change, ${title.toLowerCase()}`, rows, note })}`;
}

/** The calls that change, by the number called. */
export function numbers({ changed: { numbers: found } }: ReplayReport): Html {
  if (found.list.length === 0) return html``;
  const most = Math.max(...found.list.map(({ calls }) => calls));
  return html`<h3>Numbers called most often</h3>
    ${table(
      found.list,
      [
        { title: "Number", cell: ({ name }) => name },
        { title: "Calls", value: ({ calls }) => calls, cell: ({ calls }) => countText(calls) },
        { title: "Compared", cell: ({ calls }) => bar(calls, most) },
      ],
      { caption: "Calls that change, by the number called", rows: "numbers", note: approximateText(found) },
    )}`;
}
