import { junitText, xmlText } from "../stack/junit";
import { capped, escaped, putBackParts } from "./markdown";
import type { Drift, DriftFinding, Urgency } from "./drift";

const HEADINGS: Record<Urgency, string> = {
  alarm: "Alarms: calls are diverted, or open to others",
  drift: "Drift",
  policy: "Rules that are broken",
  "not looked at": "Not looked at",
  advice: "Advice, and what the rules could not judge",
};

/** What was found as Markdown for a ticket, the new first, what was known and accepted last. */
export function driftText(drift: Drift): string {
  const { project, stack, found, accepted, baselineNotes } = drift;
  const groups = Object.entries(HEADINGS).flatMap(([urgency, heading]) => {
    const lines = found.filter((one) => one.urgency === urgency).flatMap(lineOf);
    return lines.length === 0 ? [] : [`**${heading}**`, capped(lines, "- ").join("\n")];
  });
  const known = accepted.map(
    ({ text, reason, until }) => `- ${escaped(text)}: ${escaped(reason)}, until ${until}`,
  );
  return `${[
    `### SIP trunks: drift of ${escaped(project)}, stack ${escaped(stack)}`,
    ...(found.every(({ urgency }) => urgency === "advice")
      ? ["The account is as the program says, and nothing else is in it."]
      : []),
    ...groups,
    ...putBack(drift),
    ...(known.length === 0 ? [] : ["**Known and accepted**", capped(known, "- ").join("\n")]),
    ...(baselineNotes.length === 0
      ? []
      : ["**Baseline**", baselineNotes.map((note) => `- ${escaped(note)}`).join("\n")]),
  ].join("\n\n")}\n`;
}

function lineOf({ text, more = [] }: DriftFinding): string[] {
  return [`- ${escaped(text)}`, ...more.map((one) => `  - ${code(one)}`)];
}

/** A command in a form to copy; other words as they are. */
function code(text: string): string {
  return /^(pulumi|pulumi-sinch) /.test(text) && !text.includes("`") ? `\`${text}\`` : escaped(text);
}

function putBack({ putBack: command, putBackOpens = [] }: Drift): string[] {
  if (command === undefined) return [];
  const opened = putBackOpens.map((text) => `- ${escaped(text)}`);
  return putBackParts("This puts back what a program says otherwise:", command, opened);
}

/** The same as JUnit's XML, for a build server: a test case for each finding, which fails where it is new. */
export function driftJunit({ stack, found, accepted }: Drift): string {
  const failing = found.filter(({ urgency }) => urgency !== "advice");
  const cases = [
    ...failing.map(
      ({ urgency, text, more = [] }) =>
        `    <testcase classname="${xmlText(urgency)}" name="${xmlText(text)}"><failure message="${xmlText(urgency)}">${xmlText([text, ...more].join("\n"))}</failure></testcase>`,
    ),
    ...accepted.map(
      ({ urgency, text, reason, until }) =>
        `    <testcase classname="${xmlText(urgency)}" name="${xmlText(text)}"><skipped message="${xmlText(`${reason}, until ${until}`)}"/></testcase>`,
    ),
    ...(failing.length === 0
      ? [`    <testcase classname="drift" name="the account is as the program says"/>`]
      : []),
  ];
  const counts = { tests: cases.length, failures: failing.length, skipped: accepted.length };
  return junitText({ name: `drift of ${stack}`, ...counts }, cases);
}
