#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { adoptCommand } from "./adopt";
import { diagramCommand } from "./diagram";
import { doctorCommand } from "./doctor";
import { emulatorCommand } from "./emulator";
import { leftoversCommand } from "./leftovers";
import { reportCommand } from "./report";

const WRONG_USAGE = 2;
const FAILED = 1;

const program = new Command("pulumi-sinch")
  .description("Tools for Sinch Elastic SIP Trunking as code.")
  .showHelpAfterError("(--help tells more)")
  .addHelpText("after", "\nExit status: 0 done, 1 failed, 2 wrong usage.")
  .exitOverride();

for (const command of [
  adoptCommand(),
  diagramCommand(),
  doctorCommand(),
  emulatorCommand(),
  leftoversCommand(),
  reportCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
}

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has written its message.
    process.exitCode = error.exitCode === 0 ? 0 : WRONG_USAGE;
    return;
  }
  console.error(`error: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = FAILED;
});
