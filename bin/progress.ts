import type { CrawlProgress } from "../provider/inventory";

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const BAR_WIDTH = 30;

/** On a log that is no terminal, a line for each of so many parts. */
const PARTS = 10;

/** Shows how far something is: a bar on a terminal, else a line now and then; `end` leaves the terminal clean. */
export function showProgress(
  what: string,
  output: ProgressOutput = process.stderr,
): { update: (progress: CrawlProgress) => void; end: () => void } {
  let shownPart = 0;
  return {
    update({ done, total }) {
      if (output.isTTY) {
        const filled = Math.floor((BAR_WIDTH * done) / total);
        const bar = "=".repeat(filled).padEnd(BAR_WIDTH);
        output.write(`\r${`${what} [${bar}] ${done}/${total}`.slice(0, (output.columns ?? 80) - 1)}\u001b[K`);
        return;
      }
      const part = Math.floor((PARTS * done) / total);
      if (part > shownPart && total > PARTS) {
        output.write(`${what}: ${done} of ${total} lists\n`);
      }
      shownPart = part;
    },
    end() {
      if (output.isTTY) {
        output.write("\r\u001b[K");
      }
    },
  };
}
