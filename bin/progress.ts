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

/** A bar as wide as the terminal has room for; none where it would tell nothing. */
function barText(
  what: string,
  { share, counts, width }: { share: number; counts: string; width: number },
): string {
  const room = Math.min(WIDEST, width - `${what} [] `.length - Math.max(MOST_COUNTS.length, counts.length));
  if (room < NARROWEST) return `${what} ${counts}`.slice(0, width);
  const bar = "=".repeat(Math.floor(room * share)).padEnd(room);
  return `${what} [${bar}] ${counts}`;
}
