import { InvalidArgumentError } from "commander";
import { apiHistory, fileHistory, type ApiHistory, type CallTime, type History } from "../calls";
import { systemClock } from "../provider/api/clock";
import type { Client } from "../provider/api/client";
import { showRate } from "./progress";

/** The flags that say which calls. */
export interface HistoryFlags {
  readonly last?: number;
  readonly since?: Date;
  readonly until?: Date;
  readonly calls?: string;
}

const HOUR_MS = 3_600_000;

/** What is taken where nothing is said. */
const DAY_MS = 24 * HOUR_MS;

/** A length of time, such as `24h`, in milliseconds. */
export function lengthOf(text: string): number {
  const [, count, unit = ""] = /^(\d+)\s*(min|h|d|w)$/.exec(text.trim()) ?? [];
  const units: Readonly<Record<string, number>> = { min: HOUR_MS / 60, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };
  const length = Number(count) * (units[unit] ?? NaN);
  if (length > 0) return length;
  throw new InvalidArgumentError("It must be a number with min, h, d or w, such as 24h or 7d.");
}

/** What is wrong with the flags together, if anything. */
export function wrongTime({ last, since, until, calls }: HistoryFlags): string | undefined {
  const isTold = last !== undefined || since !== undefined || until !== undefined;
  if (calls !== undefined && isTold)
    return "--calls FILE has its own calls: leave --last, --since and --until out";
  if (last !== undefined && (since ?? until)) return "give either --last, or --since with or without --until";
  if (until !== undefined && since === undefined) return "--until needs --since, from when on";
  if (since && until && since >= until) return "--since must be earlier than --until";
  return undefined;
}

/** Gets the calls: out of a file, or of the account, with a bar that tells how far that is. */
export async function historyOf(
  flags: HistoryFlags,
  client: () => Promise<Client>,
): Promise<History & Partial<Pick<ApiHistory, "forget">>> {
  if (flags.calls !== undefined) return fileHistory(flags.calls);
  const progress = showRate("Reading calls", systemClock);
  return await apiHistory(await client(), timeOf(flags), { onProgress: progress.update }).finally(
    progress.end,
  );
}

function timeOf({ last, since, until }: HistoryFlags): CallTime {
  if (since === undefined) return { lastMs: last ?? DAY_MS };
  return { sinceMs: since.getTime(), untilMs: (until ?? new Date(systemClock.now())).getTime() };
}
