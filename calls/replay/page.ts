import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { periodChart } from "./charts";
import { countText, periodText } from "./format";
import { Html, html, when } from "./html";
import { examples, kinds, numbers, partTable, periodTable, tiles } from "./page-parts";
import type { ReplayReport } from "./report";
import { table } from "./table";
import { changedText, modelText, notKnownTexts, scopeText } from "./text";

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
