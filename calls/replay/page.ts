import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { bar, periodChart } from "./charts";
import { countText, kindText, minutesText, momentText, moneyText, periodText, shareText } from "./format";
import { html, Html, when } from "./html";
import type { Example, Part, Parts, ReplayReport } from "./report";
import { notJudgedShare, refusedOf } from "./report";
import { table, type Column } from "./table";
import { approximateText, changedText, modelText, notKnownTexts, scopeText } from "./text";

/** What a page shows beside the replay. */
export interface Surroundings {
  readonly title: string;
  /** The picture of the stack, as `diagram --format svg` draws it. */
  readonly pictureSvg?: string;
  /** What the change does, a clause each. */
  readonly effects?: readonly string[];
  /** What rules of the policy pack say, a clause each. */
  readonly findings?: readonly string[];
}

/**
 * A replay as one HTML file that asks nobody for anything: its style, its script and its charts are in it, and its own
 * policy allows nothing else.
 */
export function pageOf(report: ReplayReport, surroundings: Surroundings): string {
  const [style, script] = [asset("page.css"), asset("page.js")];
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const { title, pictureSvg, effects, findings } = surroundings;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Html(policy)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${whole("style", style)}
      </head>
      <body>
        <header>
          <h1>${title}</h1>
          <p class="quiet">${scopeText(report)}</p>
        </header>
        <main>
          ${notKnown(report)} ${changes(report)} ${model(report)} ${list("What the change does", effects)}
          ${list("What the policy says", findings)}
          ${when(
            pictureSvg,
            (picture) =>
              html`<section aria-labelledby="picture">
                <h2 id="picture">The trunks</h2>
                <div class="picture" tabindex="0" role="group" aria-label="Picture of the trunks">
                  ${new Html(picture)}
                </div>
              </section>`,
          )}
        </main>
        ${whole("script", script)}
      </body>
    </html> `;
  return page.text;
}

/** A file beside this one's folder: what the browser runs is no TypeScript. */
function asset(name: string): string {
  return readFileSync(join(__dirname, "page", name), "utf8");
}

/** An element with nothing but a text, whose hash the policy has: not a blank may come to it. */
function whole(name: "style" | "script", text: string): Html {
  return new Html(`<${name}>${text}</${name}>`);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function notKnown(report: ReplayReport): Html {
  const texts = notKnownTexts(report);
  if (texts.length === 0) return html``;
  return html`<section class="told" aria-labelledby="not-known">
    <h2 id="not-known">Not known</h2>
    <ul>
      ${texts.map((text) => html`<li>${text}</li>`)}
    </ul>
  </section>`;
}

function changes(report: ReplayReport): Html {
  const { calls, after, changed, periods } = report;
  const hasAfter = after !== undefined;
  return html`<section aria-labelledby="changes">
    <h2 id="changes">${hasAfter ? "What changes" : "The present set-up"}</h2>
    <p>${changedText(report)}</p>
    ${tiles(report)}
    ${calls === 0 ? html`` : html`${periodChart(periods.list, periodText(periods.seconds))}${periodTable(report)}`}
    ${kinds(report)} ${partTable("By what decides", "reasons", changed.reasons)}
    ${partTable("By trunk", "trunks", changed.trunks)}
    ${partTable("By country", "countries", changed.countries)} ${numbers(report)}
  </section>`;
}

function tiles(report: ReplayReport): Html {
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

function periodTable({ periods: { list: periods, seconds } }: ReplayReport): Html {
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

function kinds({ changed }: ReplayReport): Html {
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
function examples(title: string, all: readonly Named[]): Html {
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

function partTable(title: string, rows: string, { list: all, more }: Parts): Html {
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

function numbers({ changed: { numbers: found } }: ReplayReport): Html {
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

function model(report: ReplayReport): Html {
  const { reasons, more } = report.model;
  return html`<section aria-labelledby="model">
    <h2 id="model">How right the verdict is about these calls</h2>
    <p>${modelText(report)}</p>
    ${
      reasons.length === 0
        ? html``
        : table(
            reasons,
            [
              { title: "Refused by", cell: ({ name }) => name },
              { title: "Calls", value: ({ calls }) => calls, cell: ({ calls }) => countText(calls) },
            ],
            {
              caption: "Calls that were let through, and that the present set-up refuses",
              rows: "refusals",
              note: more > 0 ? `and ${countText(more)} more` : "",
            },
          )
    }
    ${examples("An example of each refusal", reasons)}
  </section>`;
}

function list(title: string, texts: readonly string[] | undefined): Html {
  if (texts === undefined) return html``;
  const id = title.toLowerCase().replace(/\W+/g, "-");
  const body =
    texts.length === 0
      ? html`<p>Nothing.</p>`
      : html`<ul>
          ${texts.map((text) => html`<li>${text}</li>`)}
        </ul>`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${body}
  </section>`;
}
