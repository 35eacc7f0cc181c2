import { InvalidArgumentError } from "commander";
import { z } from "zod";

/** A day or a time of a day that there are; `2026-02-30` is none, and a year alone may be a slip. */
const TIME = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

/** Has a zone at its end, or is a day, which begins in UTC. */
const HAS_ZONE = /(Z|[+-]\d{2}:\d{2})$|^\d{4}-\d{2}-\d{2}$/;

/**
 * A time as a command line gives it. Without a zone it is UTC, as the API's own times are, wherever the machine stands.
 *
 * @throws InvalidArgumentError that says what is right
 */
export function timeOf(text: string): Date {
  const { success, data } = TIME.safeParse(text.trim().toUpperCase().replace(" ", "T"));
  if (!success) {
    throw new InvalidArgumentError(
      "It must be a day or a time in ISO 8601, such as 2026-11-24 or 2026-11-24T12:00:00Z; without a zone it is UTC.",
    );
  }
  return new Date(HAS_ZONE.test(data) ? data : `${data}Z`);
}

/** The beginning of a time's second, as text: what was made is read with whole seconds. */
export function secondOf(time: Date): string {
  return new Date(Math.floor(time.getTime() / 1000) * 1000).toISOString();
}
