import type { Clock } from "../provider/api/clock";
import type { CrawlProgress } from "../provider/inventory";

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** The widest bar, and the narrowest that tells anything. */
const [WIDEST, NARROWEST] = [30, 5];

/** What a bar leaves room for from the first, so that counts which grow do not shorten it. */
const MOST_COUNTS = "9999/9999";

/** On a log that is no terminal, a line for each of so many parts. */
const PARTS = 10;

/** How much of the bar there is for lists that tell how many more there are. */
const FIRST_SHARE = 0.1;

/**
 * Shows how far something is: a bar on a terminal, else a line now and then; `end` leaves the terminal clean. It never
 * goes back, though more lists turn up on the way.
 */
export function showProgress(
  what: string,
  output: ProgressOutput = process.stderr,
): { update: (progress: CrawlProgress) => void; end: () => void } {
  let [share, shownPart] = [0, 0];
  return {
    update({ done, total, isTotalKnown }) {
      share = Math.max(share, (isTotalKnown ? 1 : FIRST_SHARE) * (done / total));
      const counts = isTotalKnown ? `${done}/${total}` : `${done}`;
      if (output.isTTY) {
        output.write(`\r${barText(what, { share, counts, width: (output.columns ?? 80) - 1 })}\u001b[K`);
        return;
      }
      const part = Math.floor(PARTS * share);
      if (part > shownPart && total > PARTS) {
        output.write(`${what}: ${done} of ${total} lists\n`);
        shownPart = part;
      }
    },
    end() {
      if (output.isTTY) {
        output.write("\r\u001b[K");
      }
    },
  };
}

/** How far a reading of many records is. */
export interface RecordProgress {
  readonly records: number;
  /** How many there are in all, where that is known. */
  readonly total?: number;
  /** Which share of them is done, from 0 to 1, where only that is known. */
  readonly share?: number;
}

/** Room for the counts, the rate and the time that is left, so that a bar keeps its length. */
const MOST_RATES = "99,999,999 of 99,999,999, 999,999/s, 99 min left";

/** A terminal is not written to more often. */
const BETWEEN_MS = 100;

/** Shows how far a reading is, how fast it goes and how long it may still take, as `showProgress` does. */
export function showRate(
  what: string,
  { now }: Pick<Clock, "now">,
  output: ProgressOutput = process.stderr,
): { update: (progress: RecordProgress) => void; end: () => void } {
  const startMs = now();
  let [share, shownPart, shownMs] = [0, 0, -Infinity];
  return {
    update({ records, total, share: told }) {
      share = Math.min(1, Math.max(share, told ?? (total ? records / total : 0)));
      const passedMs = now() - startMs;
      const counts = rateText({ records, total, share, passedMs });
      if (output.isTTY) {
        if (passedMs - shownMs < BETWEEN_MS && share < 1) return;
        shownMs = passedMs;
        const width = (output.columns ?? 80) - 1;
        output.write(`\r${barText(what, { share, counts, width, most: MOST_RATES })}\u001b[K`);
        return;
      }
      const part = Math.floor(PARTS * share);
      if (part > shownPart) {
        output.write(`${what}: ${counts}\n`);
        shownPart = part;
      }
    },
    end() {
      if (output.isTTY) {
        output.write("\r\u001b[K");
      }
    },
  };
}

/** A rate is told once it means anything. */
const SETTLED_MS = 500;

function rateText({
  records,
  total,
  share,
  passedMs,
}: {
  records: number;
  total: number | undefined;
  share: number;
  passedMs: number;
}): string {
  const of = total === undefined ? "" : ` of ${total.toLocaleString("en")}`;
  const counted = `${records.toLocaleString("en")}${of}`;
  if (passedMs < SETTLED_MS) return counted;
  const rate = Math.round((1000 * records) / passedMs).toLocaleString("en");
  const left = share > 0 && share < 1 ? `, ${timeText((passedMs * (1 - share)) / share)} left` : "";
  return `${counted}, ${rate}/s${left}`;
}

function timeText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}

/** A bar as wide as the terminal has room for; none where it would tell nothing. */
function barText(
  what: string,
  {
    share,
    counts,
    width,
    most = MOST_COUNTS,
  }: { share: number; counts: string; width: number; most?: string },
): string {
  const room = Math.min(WIDEST, width - `${what} [] `.length - Math.max(most.length, counts.length));
  if (room < NARROWEST) return `${what} ${counts}`.slice(0, width);
  const bar = "=".repeat(Math.floor(room * share)).padEnd(room);
  return `${what} [${bar}] ${counts}`;
}
