import { Command, InvalidArgumentError } from "commander";
import { durationMs, readFleet } from "../config";
import { runWorker } from "../worker";
import { requirePulumi } from "../job/command";
import { storeUrl, withControl, type FolderFlags } from "./opened";
import { resolve } from "node:path";

const HELP = `
Takes shards of the fleet from Temporal and runs Pulumi for them, as many at once as --jobs says, until it is
interrupted: then what runs is finished or handed on gracefully. Start as many as the work needs, on as many machines.
The first thing that it does is to have drift looked for as fleet.yaml says (drift.every), if nobody has yet.

Each job takes about 340 MB. A line on standard output tells when it is ready.

Examples:
  pulumi-sinch-fleet worker
  pulumi-sinch-fleet worker --jobs 4 --folder /srv/fleet

Exit status: 0 interrupted, 1 failed, 2 wrong usage.`;

export function workerCommand(): Command {
  return new Command("worker")
    .description("Do the fleet's work.")
    .option("--jobs <number>", "jobs at once", wholeNumber, 2)
    .option("--no-schedule", "leave the schedule of drift as it is")
    .addHelpText("after", HELP)
    .action(async (flags: FolderFlags & { readonly jobs: number; readonly schedule: boolean }) => {
      const folder = resolve(flags.folder ?? ".");
      const config = readFleet(folder);
      const url = storeUrl();
      await requirePulumi(folder);
      if (flags.schedule) {
        const { every, jitter } = config.drift;
        await withControl(config.name, (control) =>
          control.scheduleDrift(durationMs(every), durationMs(jitter)),
        );
      }
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM"] as const)
        process.once(signal, () => {
          stop.abort();
        });
      await runWorker(
        { folder, config, env: process.env, storeUrl: url, jobsAtOnce: flags.jobs },
        stop.signal,
        () => {
          console.log(`Worker of fleet ${config.name}: ready, ${flags.jobs} jobs at once.`);
        },
      );
    });
}

/** @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw new InvalidArgumentError("It must be a whole number from 1.");
}

/** @throws InvalidArgumentError */
export function port(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number < 65_536) return number;
  throw new InvalidArgumentError("It must be a port, or 0 for a free one.");
}
