#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { STATUS, VERSION } from "pulumi-sinch/internals";
import { adoptCommand } from "./adopt";
import { driftCommand } from "./drift";
import { moveCommand } from "./move";
import { planCommand } from "./plan";
import { retireCommand } from "./retire";
import { rollBackCommand, rollOutCommand } from "./roll-out";
import { abortCommand, pauseCommand, resumeCommand } from "./signals";
import { statusCommand } from "./status";
import { workerCommand } from "./worker";

const program = new Command("pulumi-sinch-fleet")
  .description("Thousands of customers on Sinch Elastic SIP Trunking: shards of Pulumi stacks, on Temporal.")
  .version(VERSION, "-V, --version", "print the version")
  .showHelpAfterError("(--help tells more)")
  .addHelpText(
    "after",
    `
Variables: FLEET_DATABASE_URL (PostgreSQL: leases and records), TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY,
PULUMI_BACKEND_URL and PULUMI_CONFIG_PASSPHRASE (the states), SINCH_* (the accounts; SINCH_ACCOUNTS by name).

Exit status: 0 done, 1 failed or not looked at, 2 wrong usage, 7 found (changes, drift).`,
  )
  .exitOverride();

for (const command of [
  ...[planCommand(), rollOutCommand(), rollBackCommand(), statusCommand()],
  ...[pauseCommand(), resumeCommand(), abortCommand()],
  ...[driftCommand(), moveCommand(), retireCommand(), adoptCommand(), workerCommand()],
]) {
  program.addCommand(
    command
      .option("--folder <path>", "the fleet's folder, with fleet.yaml", ".")
      .copyInheritedSettings(program),
  );
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has written its message.
    process.exitCode = error.exitCode === 0 ? 0 : STATUS.usage;
    return;
  }
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = STATUS.failed;
});
