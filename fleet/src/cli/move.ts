import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { assignmentText, moved, readAssignment } from "../assignment";
import { BadInputError } from "../errors";
import { withControl, withFleet, type FolderFlags } from "./opened";

const HELP = `
Moves customers of one shard into another one of the same account, which may be new: from state to state, with no
request that changes the account. What a dead process has begun is settled first. A shard is split by moving half of it.

Examples:
  pulumi-sinch-fleet move main-007 corner-bakery garage
  pulumi-sinch-fleet move main-007 --from main-003 --half

Exit status: 0 done, 1 failed, 2 wrong usage.`;

interface Flags extends FolderFlags {
  readonly from?: string;
  readonly half?: boolean;
  readonly json?: boolean;
}

export function moveCommand(): Command {
  return new Command("move")
    .description("Move customers into another shard, or split one.")
    .argument("<shard>", "where to")
    .argument("[customer...]", "ids of customers that are in one shard")
    .option("--from <shard>", "with --half, the shard to split")
    .option("--half", "the later half of that shard, by id")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (to: string, named: string[], flags: Flags) => {
      await withFleet(flags, async ({ config }) => {
        const assignment = readAssignment(config.assignment);
        const customers = flags.half ? laterHalf(assignment.customers, flags.from) : named;
        const shards = new Set(customers.map((customer) => assignment.customers.get(customer)));
        const [shard, ...others] = [...shards];
        if (shard === undefined || others.length > 0 || shard === to) {
          throw new BadInputError(
            "name customers that are all in one shard, and another shard to move them to",
          );
        }
        const after = moved(assignment, customers, to);
        const job = { kind: "move" as const, shard, account: assignment.shards.get(shard), customers, to };
        await withControl(config.name, (control) => control.single("move", job, `${shard}-${to}`));
        writeFileSync(config.assignment, assignmentText(after));
        console.log(
          flags.json
            ? JSON.stringify({ customers, from: shard, to })
            : `${customers.length} customers are in ${to} now: commit the file of shards.`,
        );
      });
    });
}

function laterHalf(all: ReadonlyMap<string, string>, from: string | undefined): string[] {
  const own = [...all]
    .filter(([, shard]) => shard === from)
    .map(([customer]) => customer)
    .sort();
  return own.slice(Math.ceil(own.length / 2));
}
