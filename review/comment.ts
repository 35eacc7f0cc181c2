import type { Review } from "../stack/change";
import type { Direction } from "./effect";
import { mermaid, MERMAID_MAX_CHARACTERS } from "./mermaid";
import { pictureOf } from "./picture";
import type { Report, ReportedChange } from "./report";

/** A little below what GitHub takes as a comment. */
const MAX_CHARACTERS = 65_000;
/** Lines of a part before the rest is only counted. */
const MAX_LINES = 100;

const DIRECTIONS: readonly { direction: Direction; heading: string }[] = [
  { direction: "opens", heading: "Opens" },
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
    ...(report.changes.length === 0
      ? [NOTHING[report.form]]
      : DIRECTIONS.flatMap(({ direction, heading: title }) => section(report, direction, title))),
    ...putBack(report),
    ...policy(report),
  ];
}

const NOTHING: Record<Report["form"], string> = {
  preview: "Nothing changes.",
  refresh: "Nothing was changed outside of Pulumi.",
  state: "The stack as it is.",
};

function heading({ form, project, stack }: Report): string {
  const of = `${escaped(project)}, stack ${escaped(stack)}`;
  return {
    preview: `SIP trunks: what changes in ${of}`,
    refresh: `SIP trunks: drift of ${of}`,
    state: `SIP trunks of ${of}`,
  }[form];
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

function putBack({ putBack: command }: Report): string[] {
  if (command === undefined) return [];
  return [
    "This puts it back as the program says:",
    `\`\`\`sh\n${command}\n\`\`\``,
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
      ? "No rule is broken."
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

function capped(lines: readonly string[], bullet: string): string[] {
  const rest = lines.length - MAX_LINES;
  return rest > 0 ? [...lines.slice(0, MAX_LINES), `${bullet}and ${rest} more`] : [...lines];
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}

/** A text in which nothing has a meaning in Markdown or HTML, nor calls anybody. */
function escaped(text: string): string {
  return text
    .replace(/\p{C}+/gu, " ")
    .replace(/[\\`*_[\]<>#|@~&$!]/g, (character) => `&#${character.codePointAt(0) ?? 32};`)
    .replace(/:\/\//g, "&#58;//");
}
