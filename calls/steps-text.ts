import { label } from "../stack/resource";
import type { Ask } from "./questions";
import type { Step } from "./verdict";

const WIDTH = "not known".length;

/** A line for each step: what comes of it, why, and the resource that decided where the words do not name it. */
export function stepLines(steps: readonly Step[]): string[] {
  return steps.map(({ text, result, status, resource }) => {
    const by = resource === undefined || text.includes(`"${resource.name}"`) ? "" : ` (${label(resource)})`;
    const said = result === "not known" ? text.replace(/^not known here: /, "") : text;
    const code = status === undefined || text.includes(String(status)) ? "" : `: ${status}`;
    return `${result.padEnd(WIDTH)}  ${said}${by}${code}`;
  });
}

/**
 * A line for each thing that would have to be known, with the flag that settles it where it is a question.
 *
 * @param helps what makes a fact known, by the ids of asks
 */
export function askLines(asks: readonly Ask[], helps: Readonly<Record<string, string>> = {}): string[] {
  return asks.map(({ id, kind, text, answers }) =>
    kind === "question"
      ? `open: ${text}; settle it by ${answers.map((answer) => `--answer ${quoted(`${id}=${answer}`)}`).join(" or ")}`
      : `not known here: ${text}${helps[id] === undefined ? "" : `; ${helps[id]}`}`,
  );
}

/** As a shell takes it. */
function quoted(text: string): string {
  return /^[\w=+-]+$/.test(text) ? text : `'${text}'`;
}
