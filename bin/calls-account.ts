import { Command } from "commander";
import { systemClock } from "../provider/api/clock";
import { inventory } from "../provider/inventory";
import type { JsonObject } from "../provider/json";
import { inventoryJson } from "../calls";
import { accountClient, type AccountFlags } from "./account-options";
import { showProgress } from "./progress";

const HELP = `
Reads all that an account holds, with a progress bar, and prints it as JSON. The other commands take that by --account
FILE, so that they need no access key, and a pipeline reads an account once. It has no password: the API tells none. It
has all that lists, endpoints and numbers are called, so keep it where you keep states.

Examples:
  pulumi-sinch calls account > account.json
  pulumi-sinch calls account --stack dev > account.json

Exit status: 0 done, 1 failed, 2 wrong usage.`;

/** Which account is read: as other commands choose one, with another name for the option that --account is here. */
export interface AccountChoice {
  stack?: string;
  accountName?: string;
}

/** The options by which the commands about calls choose an account. */
export function withAccountChoice(command: Command): Command {
  return command
    .option("--stack <name>", "the stack whose configuration has the account (default: the selected one)")
    .option("--account-name <name>", "one of the accounts by name, of sinch:accounts or SINCH_ACCOUNTS");
}

/** The command that saves what an account holds. */
export function accountCommand(): Command {
  return withAccountChoice(new Command("account"))
    .description("Print what an account holds as JSON, for --account of the other commands.")
    .addHelpText("after", HELP)
    .action(async (choice: AccountChoice) => {
      console.log(JSON.stringify(await readAccount(choice)));
    });
}

/** The choice as other commands have it. */
export function accountFlags({ stack, accountName }: AccountChoice): AccountFlags {
  return {
    ...(stack !== undefined && { stack }),
    ...(accountName !== undefined && { account: accountName }),
  };
}

/** Reads an account, with a bar that tells how far it is. */
export async function readAccount(choice: AccountChoice): Promise<JsonObject> {
  const client = await accountClient(accountFlags(choice));
  const progress = showProgress("Reading the account");
  const held = await inventory(client, undefined, progress.update).finally(progress.end);
  const readAt = new Date(systemClock.now()).toISOString();
  const { account } = accountFlags(choice);
  return inventoryJson(held, {
    projectId: client.projectId,
    readAt,
    ...(account !== undefined && { account }),
  });
}
