import { isObject, textOf, type Json } from "../provider/json";

/** A finding that a team has accepted: its text, as the report has it, why, and until when. */
export interface Accepted {
  readonly finding: string;
  readonly reason: string;
  /** The last day, as 2027-03-31. */
  readonly until: string;
}

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const FORM = '{"accepted": [{"finding": "…", "reason": "…", "until": "2027-03-31"}]}';

/**
 * Reads a baseline.
 *
 * @throws if it is none, or an entry has no reason or no day: what is accepted for ever is forgotten
 */
export function readBaseline(text: string, source: string): Accepted[] {
  const value = parsed(text);
  if (!isObject(value) || !Array.isArray(value.accepted)) {
    throw new Error(`${source} is no baseline: its form is ${FORM}`);
  }
  return value.accepted.map((entry: Json, index) => {
    const which = `${source}: entry ${index + 1}`;
    if (!isObject(entry)) throw new Error(`${which} is no object, as in ${FORM}`);
    for (const key of ["finding", "reason", "until"] as const) {
      const given = entry[key];
      if (given !== undefined && typeof given !== "string") {
        throw new Error(`${which}: ${key} must be a text, as in ${FORM}`);
      }
    }
    const [finding = "", reason = "", until = ""] = [entry.finding, entry.reason, entry.until].map((one) =>
      textOf(one).trim(),
    );
    const wrong = [
      ...(finding ? [] : ["finding, the text that the report shows"]),
      ...(reason ? [] : ["reason"]),
      ...(isDay(until) ? [] : ["until, a day such as 2027-03-31"]),
    ];
    if (wrong.length > 0) throw new Error(`${which} lacks ${wrong.join(" and ")}`);
    return { finding, reason, until };
  });
}

function isDay(text: string): boolean {
  return DAY.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
