import { writeFileSync } from "node:fs";
import { Command, InvalidArgumentError } from "commander";
import {
  failedBy,
  forgetHistories,
  maskedJson,
  notJudgedShare,
  pageOf,
  replayText,
  type ReplayReport,
} from "../calls";
import { accountClient } from "./account-options";
import { accountFlags } from "./calls-account";
import { lengthOf, wrongTime, type HistoryFlags } from "./calls-history";
import { answersFrom, withJudging, WORLD_HELP, type JudgingFlags } from "./calls-options";
import { replayed } from "./calls-replayed";
import { surroundings } from "./calls-surroundings";
import { readSource, sidesFrom } from "./calls-world";
import { STATUS } from "./exit-status";
import { clearMemory, keepMemorySmall } from "./small-memory";
import { timeOf } from "./time";

const HELP = `${WORLD_HELP}
Where the calls come from the API, the account is read, too, unless it is given.

Without a change, the calls are held against what is there now: those that succeeded and would be refused show where the
model is wrong, or what somebody has changed since. Records do not tell from which address or username a call came:
--sources FILE does, as \`voice: [198.51.100.17]\`; without it, calls are taken to have been let in by their trunk's gate.
While it reads, records are kept in ~/.cache/pulumi-sinch (or XDG_CACHE_HOME), for this user alone, so that a reading
that failed goes on where it was; they are removed when it is done, or by --forget.

Examples:
  pulumi-sinch calls replay
  pulumi-sinch calls replay --last 7d --sources sources.yaml
  pulumi-sinch calls replay preview.json --since 2026-11-24 --until 2026-11-25T12:00:00Z --fail-on refused=10
  pulumi-sinch calls replay preview.json --account account.json --calls calls.csv --html calls.html > replay.md
  pulumi-sinch calls replay preview.json --account account.json --calls calls.csv --mask --most-open 5 --json
  pulumi-sinch calls replay --forget

Exit status: 0 done, 1 failed, 2 wrong usage, 3 too many refused (--fail-on), 4 too many not judged (--most-open).`;

interface Flags extends JudgingFlags, HistoryFlags {
  readonly sources?: string;
  readonly html?: string;
  readonly failOn?: number;
  readonly mostOpen?: number;
  readonly forget?: boolean;
}

/** The command that holds a history against a change. */
export function replayCommand(): Command {
  const command = new Command("replay")
    .description("Hold the calls of a history against a change: which would be refused, or go elsewhere.")
    .argument("[source]", "what Pulumi has printed, - for standard input (default: the account)")
    .option("--last <time>", "the calls of the last 24h, 7d or so (default: 24h)", lengthOf)
    .option("--since <time>", "those from a day or a time on, in UTC unless it has a zone", timeOf)
    .option("--until <time>", "those before a day or a time (default: now)", timeOf)
    .option("--calls <file>", "those of a file: the API's CSV export, or JSON with the fields of its calls")
    .option(
      "--sources <file>",
      "from which addresses and usernames calls of each trunk come, as YAML or JSON",
    )
    .option("--html <file>", "also write a page with charts and tables there, which asks nobody for anything")
    .option("--fail-on <limit>", "refused, or refused=N: end with status 3 from so many calls on", limitOf)
    .option("--most-open <percent>", "end with status 4 where more than that was not judged", percentOf)
    .option("--forget", "only remove what readings that failed have kept");
  return withJudging(command)
    .addHelpText("after", HELP)
    .action(async (source: string | undefined, flags: Flags) => {
      if (flags.forget === true) {
        await forgetHistories();
        return;
      }
      const problem = wrongTime(flags);
      if (problem !== undefined) command.error(`error: ${problem}`);
      keepMemorySmall();
      const review = await readSource(source);
      const isRead = flags.calls === undefined && flags.account === undefined;
      const sides = await sidesFrom(review, isRead ? { ...flags, live: true } : flags);
      // Before the calls, so that what Pulumi has printed is not kept in memory meanwhile.
      const around = flags.html === undefined ? undefined : surroundings(review, flags.mask === true);
      clearMemory();
      const found = await replayed({
        ...flags,
        sides,
        answers: answersFrom(flags),
        client: () => accountClient(accountFlags(flags)),
      });
      const report = flags.mask === true ? maskedJson(found) : found;
      if (flags.html !== undefined && around !== undefined) writeFileSync(flags.html, pageOf(report, around));
      process.stdout.write(
        flags.json === true ? `${JSON.stringify(report, undefined, 2)}\n` : replayText(report),
      );
      process.exitCode = statusOf(found, flags);
    });
}

function statusOf(report: ReplayReport, { failOn, mostOpen }: Flags): number {
  if (failOn !== undefined && failedBy(report, { refused: failOn })) return STATUS.refused;
  return mostOpen !== undefined && notJudgedShare(report) > mostOpen / 100 ? STATUS.open : STATUS.done;
}

function limitOf(text: string): number {
  const found = /^refused(?:=(\d+))?$/.exec(text);
  const count = found === null ? 0 : Number(found[1] ?? 1);
  if (count > 0) return count;
  throw new InvalidArgumentError("It must be refused, or refused=N with N from 1 on, such as refused=10.");
}

function percentOf(text: string): number {
  const percent = /^\d+(\.\d+)?%?$/.test(text) ? Number.parseFloat(text) : NaN;
  if (percent <= 100) return percent;
  throw new InvalidArgumentError("It must be a part of all calls from 0 to 100, such as 5 or 0.5%.");
}
