import { Command } from "commander";
import { STATUS } from "pulumi-sinch/internals";
import { withFleet, type FolderFlags } from "./opened";
import { planJson, planned, planText, writeAssignment, type PlanFlags } from "./planned";
import { wholeNumber } from "./worker";

const HELP = `
Reads the table, compiles the program, and calls it for each customer without making anything; tells which shards would
be rolled out, and who is left as it is and why. Sends no request to the API. --write gives new customers a shard, in the
file that fleet.yaml names as assignment (shards.json), which is reviewed and committed as code.

Examples:
  pulumi-sinch-fleet plan
  pulumi-sinch-fleet plan --write
  pulumi-sinch-fleet plan --json

Exit status: 0 nothing to do and nothing wrong, 1 failed (the table may be cut, the program does not compile), 2 wrong
usage, 7 shards would be rolled out, or customers are left as they are.`;

export function planCommand(): Command {
  return new Command("plan")
    .description("Tell what a roll-out would bring, and who is left as it is.")
    .option("--write", "write new customers into the file of shards")
    .option(
      "--accept-missing <number>",
      "exactly so many recorded customers are missing, and stay",
      wholeNumber,
    )
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (flags: FolderFlags & PlanFlags & { readonly json?: boolean }) => {
      await withFleet(flags, async (opened) => {
        const plan = await planned(opened, flags);
        if (flags.write && writeAssignment(opened, plan))
          console.error(`Written: ${opened.config.assignment}`);
        console.log(flags.json ? JSON.stringify(planJson(plan), undefined, 2) : planText(plan));
        const isQuiet = plan.changed.length === 0 && plan.problems.length === 0;
        process.exitCode = isQuiet ? STATUS.done : STATUS.found;
      });
    });
}
