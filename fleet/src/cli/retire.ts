import { writeFileSync } from "node:fs";
import input from "@inquirer/input";
import { Command } from "commander";
import { assignmentText, readAssignment, without } from "../assignment";
import { BadInputError } from "../errors";
import { readTable } from "../table";
import { withControl, withFleet, type FolderFlags } from "./opened";

const HELP = `
Deletes all that one customer has: the only command that deletes. The customer's row has to be out of the table first,
and its id is asked for once more; --confirm ID answers that beforehand. Numbers are unbound, never released.

Examples:
  pulumi-sinch-fleet retire corner-bakery
  pulumi-sinch-fleet retire corner-bakery --confirm corner-bakery

Exit status: 0 done, 1 failed or not confirmed, 2 wrong usage.`;

export function retireCommand(): Command {
  return new Command("retire")
    .description("Delete all that one customer has.")
    .argument("<customer>", "its id")
    .option("--confirm <customer>", "its id once more")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(
      async (
        customer: string,
        flags: FolderFlags & { readonly confirm?: string; readonly json?: boolean },
      ) => {
        await withFleet(flags, async ({ config, store }) => {
          const assignment = readAssignment(config.assignment);
          const shard = assignment.customers.get(customer);
          if (shard === undefined)
            throw new BadInputError(`there is no customer ${customer} in the file of shards`);
          const { rows } = await readTable(config.customers, config.folder, process.env);
          if (rows.some(({ row }) => row.id === customer)) {
            throw new BadInputError(
              `${customer} is in the table: take its row out first, or it would be made again`,
            );
          }
          const record = await store.shard(shard);
          const again =
            flags.confirm ??
            (process.stdin.isTTY
              ? await input({ message: `Type ${customer} to delete all that it has in ${shard}:` })
              : undefined);
          if (again !== customer)
            throw new BadInputError(`not confirmed: nothing is deleted; --confirm ${customer}`);
          const job = { kind: "retire" as const, shard, account: assignment.shards.get(shard), customer };
          if (record !== undefined) {
            await withControl(config.name, (control) => control.single("retire", job, customer));
          }
          writeFileSync(config.assignment, assignmentText(without(assignment, [customer])));
          console.log(
            flags.json
              ? JSON.stringify({ retired: customer, shard })
              : `${customer} is deleted, and out of the file of shards.`,
          );
        });
      },
    );
}
