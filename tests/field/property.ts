import fc from "fast-check";
import type { FrontEndName } from "./engine/provider";
import { histories, type History } from "./history";
import { run } from "./run";

/** How many histories in both front ends together; FIELD_HISTORIES asks for more. */
const COUNT = Number(process.env.FIELD_HISTORIES ?? 1_000);
/** The same in every run of the tests, so that a change is judged by the same histories; FIELD_SEED tries others. */
const SEED = Number(process.env.FIELD_SEED ?? 1);
/** FIELD_PATH goes straight to one of its histories: the path that a failure names. */
const PATH = process.env.FIELD_PATH;
/** A history takes less than a tenth of a second; making a failing one smaller takes thousands. */
const TIMEOUT_MS = 60_000 + COUNT * 1_000;

/** The property of all histories in one front end, as a test. */
export function testHistories(frontEnd: FrontEndName): void {
  test(
    `whatever happens to a stack of the ${frontEnd} classes, account and program come together (FIELD_SEED=${SEED})`,
    async () => {
      let [ups, failed] = [0, 0];
      await fc.assert(
        fc.asyncProperty(histories(frontEnd), async (history: History) => {
          const report = await run(history);
          ups += report.ups;
          failed += report.failed;
          if (report.violations.length > 0) throw new Error(["", ...report.log].join("\n"));
        }),
        // Other histories than those of the other front end.
        {
          seed: frontEnd === "dynamic" ? SEED : ~SEED,
          numRuns: Math.ceil(COUNT / 2),
          ...(PATH && { path: PATH }),
        },
      );
      process.stdout.write(
        `${frontEnd}: FIELD_SEED=${SEED}, ${ups} updates, ${failed} of them refused without a fault\n`,
      );
    },
    TIMEOUT_MS,
  );
}
