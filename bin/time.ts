import { InvalidArgumentError } from "commander";

const TIME = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * A time as a command line gives it. Without a zone it is UTC, as the API's own times are, wherever the machine stands.
 *
 * @throws InvalidArgumentError that says what is right, also for days that there are not
 */
export function timeOf(text: string): Date {
  const [, day = "", clock = "00:00", zone = "Z"] = TIME.exec(text.trim()) ?? [];
  const time = new Date(`${day}T${clock}${zone.toUpperCase()}`);
  // Of a day too many, some engines make the next month's first.
  if (Number.isNaN(time.getTime()) || !isoOf(`${day}T00:00Z`).startsWith(day)) {
    throw new InvalidArgumentError(
      "It must be a day or a time in ISO 8601, such as 2026-11-24 or 2026-11-24T12:00:00Z; without a zone it is UTC.",
    );
  }
  return time;
}

/** The beginning of a time's second, as text: what was made is read with whole seconds. */
export function secondOf(time: Date): string {
  return new Date(Math.floor(time.getTime() / 1000) * 1000).toISOString();
}

function isoOf(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? "" : time.toISOString();
}
