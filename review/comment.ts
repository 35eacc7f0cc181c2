import type { Review } from "../stack/change";
import { callsParts } from "./calls-part";
import type { Direction } from "./effect";
import { mermaid, MERMAID_MAX_CHARACTERS } from "./mermaid";
import { capped, escaped, MAX_LINES, putBackParts } from "./markdown";
import { pictureOf } from "./picture";
import type { Report, ReportedChange } from "./report";

/** A little below what GitHub takes as a comment. */
const MAX_CHARACTERS = 65_000;

const DIRECTIONS: readonly { direction: Direction; heading: string }[] = [
  { direction: "opens", heading: "Opens" },
  { direction: "diverts", heading: "Diverts calls" },
  { direction: "changes", heading: "Changes" },
  { direction: "closes", heading: "Closes" },
];

/** The report as Markdown for a comment on a pull request, or for an issue. */
export function comment(report: Report, review: Review): string {
  const text = parts(report).join("\n\n");
  const picture = details("Diagram", `\`\`\`mermaid\n${mermaid(pictureOf(review))}\n\`\`\``);
  const isTooLong = picture.length > MERMAID_MAX_CHARACTERS || text.length + picture.length > MAX_CHARACTERS;
  return `${text}\n\n${isTooLong ? "The diagram is too large for a comment: `pulumi-sinch diagram --format svg` draws it." : picture}\n`;
}

function parts(report: Report): string[] {
  return [
    `### ${heading(report)}`,
    ...report.errors.map((error) => `**Pulumi failed:** ${escaped(error)}`),
    ...interrupts(report),
    ...(report.changes.length === 0
      ? [report.errors.length > 0 ? COULD_NOT_LOOK : nothing(report)]
      : DIRECTIONS.flatMap(({ direction, heading: title }) => section(report, direction, title))),
    ...putBack(report),
    ...(report.calls ? callsParts(report.calls) : []),
    ...policy(report),
    ...notLookedAt(report),
  ];
}

const COULD_NOT_LOOK = "What else there is was not looked at.";

const NOTHING: Record<Report["form"], string> = {
  preview: "Nothing changes.",
  refresh: "Nothing was changed outside of Pulumi.",
  state: "The stack as it is.",
};

function nothing({ form, notLookedAt: clauses }: Report): string {
  return form === "refresh" && clauses.length > 0
    ? "Nothing of what was looked at was changed outside of Pulumi."
    : NOTHING[form];
}

function heading({ form, project, stack }: Report): string {
  const of = `${escaped(project)}, stack ${escaped(stack)}`;
  return {
    preview: `SIP trunks: what changes in ${of}`,
    refresh: `SIP trunks: drift of ${of}`,
    state: `SIP trunks of ${of}`,
  }[form];
}

/** What is down on the way stands on top: nobody sees it in what is there afterwards. */
function interrupts({ interruptions }: Report): string[] {
  const lines = interruptions.map(
    ({ text, hit, because, without }) =>
      `- ${escaped(text)}: ${escaped(because)}. Hit: ${hit.join(", ")}. Without it: ${escaped(without)}`,
  );
  return lines.length === 0 ? [] : ["**Interrupts service**", capped(lines, "- ").join("\n")];
}

function notLookedAt({ notLookedAt: clauses }: Report): string[] {
  const lines = clauses.map((clause) => `- ${escaped(clause)}`);
  return lines.length === 0 ? [] : ["**Not looked at**", capped(lines, "- ").join("\n")];
}

function section({ changes, form }: Report, direction: Direction, title: string): string[] {
  const lines = changes.flatMap((change) =>
    change.effects
      .filter((effect) => effect.direction === direction)
      .map(({ text }) => `- ${escaped(text)}${since(change, form)}`),
  );
  return lines.length === 0 ? [] : [`**${title}**`, capped(lines, "- ").join("\n")];
}

/** The API tells when an entity changed, but the state does not keep it. */
function since({ notBefore }: ReportedChange, form: Report["form"]): string {
  if (form !== "refresh") return "";
  return notBefore === undefined
    ? "; since when is not known"
    : `; since when is not known, but after ${escaped(notBefore.replace(/\.\d+/, ""))}, when Pulumi last changed it`;
}

function putBack({ putBack: command, putBackOpens = [] }: Report): string[] {
  if (command === undefined) return [];
  const opened = putBackOpens.map((text) => `- ${escaped(text)}`);
  return [
    ...putBackParts("This puts it back as the program says:", command, capped(opened, "- ")),
    "To keep it instead, change the program so that it says the same, then run the command.",
  ];
}

/** Findings a line each; what could not be judged is counted by reason, never left out. */
function policy({ findings }: Report): string[] {
  const judged = findings.filter((finding) => finding.judged);
  const open = new Map<string, string[]>();
  for (const { judged: isJudged, message, rule } of findings) {
    if (!isJudged) open.set(message, [...(open.get(message) ?? []), rule]);
  }
  const rows = judged.map(({ level, rule, message }) => `| ${level} | \`${rule}\` | ${escaped(message)} |`);
  return [
    "**Policy**",
    rows.length === 0
      ? open.size === 0
        ? "No rule is broken."
        : "No rule is broken by what could be judged."
      : ["| Level | Rule | Finding |", "| --- | --- | --- |", ...rows.slice(0, MAX_LINES)].join("\n"),
    ...(rows.length > MAX_LINES ? [`and ${rows.length - MAX_LINES} more findings`] : []),
    ...(open.size === 0
      ? []
      : [
          details(
            `${open.size} not judged here`,
            [...open]
              .map(
                ([message, rules]) =>
                  `- ${escaped(message)} (${rules.map((rule) => `\`${rule}\``).join(", ")})`,
              )
              .join("\n"),
          ),
        ]),
  ];
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
