#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { masked } from "../calls";
import { VERSION } from "../provider/version";
import { adoptCommand } from "./adopt";
import { callsCommand } from "./calls";
import { addCompletion } from "./completion";
import { diagramCommand } from "./diagram";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { emulatorCommand } from "./emulator";
import { STATUS } from "./exit-status";
import { initCommand } from "./init";
import { leftoversCommand } from "./leftovers";
import { reportCommand } from "./report";
import { plainMessage } from "./system-errors";

const program = new Command("pulumi-sinch")
  .description("Tools for Sinch Elastic SIP Trunking as code.")
  .version(VERSION, "-V, --version", "print the version")
  .showHelpAfterError("(--help tells more)")
  .addHelpText(
    "after",
    "\nExit status: 0 done, 1 failed or not looked at, 2 wrong usage, 3 refused or broken (calls), 4 not judged (calls),\n7 found (drift, leftovers), 8 interrupts service.",
  )
  .exitOverride();

for (const command of [
  adoptCommand(),
  callsCommand(),
  diagramCommand(),
  doctorCommand(),
  driftCommand(),
  emulatorCommand(),
  initCommand(),
  leftoversCommand(),
  reportCommand(),
]) {
  program.addCommand(command.copyInheritedSettings(program));
  for (const one of command.commands) one.copyInheritedSettings(program);
}

let running: Command | undefined;
program.hook("preAction", (_program, command) => {
  running = command;
});

addCompletion(program);
program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    // Commander has written its message.
    process.exitCode = error.exitCode === 0 ? 0 : STATUS.usage;
    return;
  }
  const text = error instanceof Error ? plainMessage(error, running) : String(error);
  // Errors name what was typed, and what it is near to.
  console.error(`error: ${running?.getOptionValue("mask") === true ? masked(text) : text}`);
  process.exitCode = STATUS.failed;
});
