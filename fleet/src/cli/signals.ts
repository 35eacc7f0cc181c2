import { Command } from "commander";
import { withControl, withFleet, type FolderFlags } from "./opened";

export function pauseCommand(): Command {
  return signalCommand("pause", {
    description: "Let the shards that run end, and begin no more.",
    said: "Paused: what runs ends, nothing more begins. `pulumi-sinch-fleet resume` goes on.",
  });
}

export function resumeCommand(): Command {
  return signalCommand("resume", {
    description: "Go on with a roll-out that was paused or has stopped; what failed is tried again.",
    said: "It goes on. `pulumi-sinch-fleet status` shows how far it is.",
  });
}

export function abortCommand(): Command {
  return signalCommand("abort", {
    description: "End a roll-out: what runs stops gracefully, what is done stays as it is.",
    said: "It ends: what is under way is finished and recorded. `pulumi-sinch-fleet roll-back` takes back what was done.",
  });
}

function signalCommand(
  name: "pause" | "resume" | "abort",
  { description, said }: { readonly description: string; readonly said: string },
): Command {
  return new Command(name)
    .description(description)
    .option("--json", "print JSON")
    .addHelpText(
      "after",
      `\nExamples:\n  pulumi-sinch-fleet ${name}\n  pulumi-sinch-fleet ${name} --folder fleets/acme\n\nExit status: 0 done, 1 failed (no roll-out is under way), 2 wrong usage.`,
    )
    .action(async (flags: FolderFlags & { readonly json?: boolean }) => {
      await withFleet(flags, ({ config }) =>
        withControl(config.name, (control) => control.signalRollOut(name)),
      );
      console.log(flags.json ? JSON.stringify({ signal: name }) : said);
    });
}
