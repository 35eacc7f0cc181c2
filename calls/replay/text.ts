import { escaped } from "../../stack/markdown";
import { countText, counted, kindText, minutesText, momentText, moneyText, shareText } from "./format";
import type { Example, Kind, Numbers, Part, Parts, ReplayReport } from "./report";

/** Bad rows of which the line is told. */
const MOST_ROWS = 10;

/** Rows of a table: a comment on a pull request has little room, and the page has them all. */
const MOST_PARTS = 15;

/** A replay as Markdown: first what is not known, then what changes, then how right the verdict is about these calls. */
export function replayText(report: ReplayReport): string {
  return `${[heading(report), ...notKnown(report), ...changes(report), ...model(report)].join("\n\n")}\n`;
}

function heading(report: ReplayReport): string {
  return report.calls === 0 ? "**Calls**: the history has none." : `**Calls**: ${scopeText(report)}`;
}

/** Which calls a report is about: how many, of which time. */
export function scopeText({ calls, records, first, last }: ReplayReport): string {
  const merged = records === calls ? "" : ` (${countText(records)} records)`;
  const time =
    first === undefined || last === undefined ? "" : `, ${momentText(first)} to ${momentText(last)}`;
  return `${counted(calls, "call")}${merged}${time}.`;
}

/** What was not known or not read, a sentence each: what a report says first. */
export function notKnownTexts({ notes, rows, notKnown: gaps, notJudged, calls }: ReplayReport): string[] {
  const lines = rows.first.slice(0, MOST_ROWS).map(({ line, problem }) => `line ${line}: ${problem}`);
  const rest = rows.bad - lines.length;
  const told = [...lines, ...(rest > 0 ? [`and ${countText(rest)} more`] : [])].join("; ");
  return [
    ...notes,
    ...(rows.bad === 0
      ? []
      : [
          `${counted(rows.bad, "row is no record", "rows are no records")} and not among the calls: ${told}.`,
        ]),
    ...(notJudged === 0
      ? []
      : [
          `${countText(notJudged)} of ${counted(calls, "call")} (${shareText(notJudged, calls)}) not judged.`,
        ]),
    ...gaps.map(({ text }) => text),
  ];
}

function notKnown(report: ReplayReport): string[] {
  const lines = notKnownTexts(report).map((text) => `- ${escaped(text)}`);
  return lines.length === 0 ? [] : ["**Not known**", lines.join("\n")];
}

/** What changes, in a sentence; of the present alone, how its verdicts are. */
export function changedText({ after, before, changed, calls }: ReplayReport): string {
  if (after === undefined) {
    return (
      `Of ${counted(calls, "call")} the present set-up lets ${countText(before["let through"])} through and refuses ` +
      `${countText(before.refused)}; ${countText(before.depends)} depend on what nobody has documented, ` +
      `of ${countText(before["not known"])} it is not known.`
    );
  }
  if (changed.calls === 0) return `No verdict changes of ${counted(calls, "call")}.`;
  return (
    `The verdict of ${countText(changed.calls)} of ${counted(calls, "call")} (${shareText(changed.calls, calls)}) ` +
    `changes: they were ${minutesText(changed)} minutes and ${moneyText(changed)}.`
  );
}

function changes(report: ReplayReport): string[] {
  if (report.calls === 0) return [];
  const { changed } = report;
  const title = report.after === undefined ? "**The present set-up**" : "**What changes**";
  if (changed.kinds.length === 0) return [title, changedText(report)];
  return [
    title,
    changedText(report),
    table(
      ["Change", "Calls", "Minutes", "Money"],
      changed.kinds.map((kind) => [kindText(kind.from, kind.to), ...sumCells(kind)]),
    ),
    changed.kinds.flatMap(exampleLine).join("\n"),
    ...partTable("By what decides", changed.reasons),
    ...partTable("By trunk", changed.trunks),
    ...partTable("By country", changed.countries),
    ...numberTable(changed.numbers),
  ];
}

function sumCells(part: Part): string[] {
  return [countText(part.calls), minutesText(part), escaped(moneyText(part))];
}

function exampleLine({ from, to, example }: Kind): string[] {
  return example === undefined
    ? []
    : [`- ${kindText(from, to)}, for example ${escaped(exampleText(example))}`];
}

/** A SIP address without signs that Markdown would have to hide: `+12025550101 (198.51.100.17)`. */
function party(address: string): string {
  return address.replace(/^sips?:/, "").replace(/@(.*)$/, " ($1)");
}

/** One call: when, who, what happened, and what decides it. */
export function exampleText(example: Example): string {
  const { time, direction, from, to, trunk, happened, before, after } = example;
  const way = direction === "outbound" ? "by" : "on";
  const decided = after === undefined ? `now ${before}` : `before: ${before}; afterwards: ${after}`;
  return `${momentText(time)}, ${direction} from ${party(from)} to ${party(to)} ${way} ${trunk}, which was ${happened}; ${decided}`;
}

function partTable(title: string, { list: all, more: others }: Parts): string[] {
  const list = all.slice(0, MOST_PARTS);
  const more = others + all.length - list.length;
  const [first] = list;
  if (first === undefined) return [];
  const hasOf = first.of !== undefined;
  const rows = list.map((part) => [
    escaped(part.name),
    countText(part.calls),
    ...(hasOf ? [countText(part.of ?? 0)] : []),
    minutesText(part),
    escaped(moneyText(part)),
  ]);
  const head = [title, "Calls", ...(hasOf ? ["Of"] : []), "Minutes", "Money"];
  return [details(title, `${table(head, rows)}${more > 0 ? `\n\nand ${countText(more)} more` : ""}`)];
}

/** What is said of counts of numbers that are not exact. */
export function approximateText({ atMostTooMany }: Numbers): string {
  return atMostTooMany === 0
    ? ""
    : `Approximate: each count is at most ${countText(atMostTooMany)} too high.`;
}

function numberTable(numbers: Numbers): string[] {
  if (numbers.list.length === 0) return [];
  const rows = numbers.list.slice(0, MOST_PARTS).map(({ name, calls }) => [escaped(name), countText(calls)]);
  const note = approximateText(numbers);
  const body = table(["Number called", "Calls"], rows);
  return [details("Numbers called most often", note === "" ? body : `${body}\n\n${note}`)];
}

/** How right the verdict of the present set-up is about these calls, in a sentence. */
export function modelText({ model: { letThrough, refused, notJudged, withoutGate } }: ReplayReport): string {
  if (letThrough === 0)
    return "No record proves that its call was let through, so nothing tells how right the verdict is.";
  const judged = letThrough - notJudged;
  const gate =
    withoutGate === 0
      ? ""
      : ` Of ${countText(withoutGate)} of them the gate was not judged: from which address or with which username they came is not known.`;
  return (
    `Of ${counted(letThrough, "call")} that were let through, ${countText(judged)} could be judged, and the present ` +
    `set-up would refuse ${countText(refused)} of them (${shareText(refused, judged)}).` +
    `${refused === 0 ? "" : " Either the verdict is wrong about these, or the set-up has changed since."}${gate}`
  );
}

function model(report: ReplayReport): string[] {
  if (report.calls === 0) return [];
  const { reasons, more } = report.model;
  const lines = reasons.map(({ name, calls, example }) => {
    const one = example === undefined ? "" : `, for example ${exampleText(example)}`;
    return `- ${escaped(`${counted(calls, "call")}: ${name}${one}`)}`;
  });
  const all = [...lines, ...(more > 0 ? [`- and ${countText(more)} more reasons`] : [])];
  return [
    "**How right the verdict is about these calls**",
    modelText(report),
    ...(all.length === 0 ? [] : [all.join("\n")]),
  ];
}

/** A table of Markdown; texts in cells are escaped already. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}

function details(summary: string, body: string): string {
  return `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`;
}
