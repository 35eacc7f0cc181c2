import type * as Calls from "../calls";
import type { Checked, ReplayReport } from "../calls";
import { escaped } from "../stack/markdown";
import { capped } from "./markdown";

/** What a report says of calls: phone numbers are masked in it already. */
export interface CallsPart {
  /** What is not known, a sentence each. */
  readonly notes: readonly string[];
  /** What the team expects, and what has become of it. */
  readonly expectations?: readonly Checked[];
  /** What becomes of the calls of a history. */
  readonly replay?: ReplayReport;
}

/** Only a report that says something of calls waits for them. */
function calls(): typeof Calls {
  return require("../calls") as typeof Calls;
}

/** The part as Markdown: what is not known first, then what is expected and does not hold, then the history. */
export function callsParts({ notes, expectations, replay }: CallsPart): string[] {
  return [
    ...(expectations ? ["**Expected calls**", ...notes.map(escaped), ...expectedParts(expectations)] : []),
    ...(replay ? [calls().replayText(replay).trimEnd()] : []),
  ];
}

function expectedParts(checked: readonly Checked[]): string[] {
  const { checkedLines, summaryText } = calls();
  const open = checked.filter(({ result }) => result !== "holds");
  const lines = open.map((one) => {
    const [, ...why] = checkedLines(one);
    const inner = why.map((line) => `  - ${escaped(line.trim())}`);
    return [`- **${one.result}**: ${escaped(one.text)}`, ...inner].join("\n");
  });
  return [summaryText(checked), ...(lines.length === 0 ? [] : [capped(lines, "- ").join("\n")])];
}

/** The part as data: resources by their URNs. */
export function callsJson({ expectations, ...rest }: CallsPart): object {
  return { ...rest, ...(expectations && { expectations: expectations.map(calls().checkedJson) }) };
}
