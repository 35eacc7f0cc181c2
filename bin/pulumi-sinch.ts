#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { adoptCommand } from "./adopt";
import { diagramCommand } from "./diagram";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { emulatorCommand } from "./emulator";
import { STATUS } from "./exit-status";
import { initCommand } from "./init";
import { leftoversCommand } from "./leftovers";
import { reportCommand } from "./report";

const program = new Command("pulumi-sinch")
  .description("Tools for Sinch Elastic SIP Trunking as code.")
  .showHelpAfterError("(--help tells more)")
  .addHelpText(
    "after",
    "\nExit status: 0 done, 1 failed or not looked at, 2 wrong usage, 7 found (drift, leftovers), 8 interrupts service.",
  )
  .exitOverride();

for (const command of [
  adoptCommand(),
  diagramCommand(),
  doctorCommand(),
  driftCommand(),
  emulatorCommand(),
  initCommand(),
  leftoversCommand(),
  reportCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
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
