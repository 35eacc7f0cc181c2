import { Command } from "commander";
import { accountCommand } from "./calls-account";
import { checkCommand } from "./calls-check";
import { replayCommand } from "./calls-replay";
import { traceCommand } from "./calls-trace";

const HELP = `
Judges calls by what an account has, before and after a change: who is let in, which rule blocks, which country is open,
who rings. It places no call, and changes nothing. Each command tells its own options: \`pulumi-sinch calls trace --help\`.

Examples:
  pulumi-sinch calls trace --to +46701234567 --source 198.51.100.17
  pulumi-sinch calls replay --last 24h
  pulumi-sinch calls check expectations.yaml
  pulumi-sinch calls account > account.json

Exit status: 0 done, 1 failed, 2 wrong usage, 3 refused or broken, 4 depends, not known or not judged.`;

/** The commands about calls. */
export function callsCommand(): Command {
  return new Command("calls")
    .description("Say what becomes of calls: one, those of a history, those that a team expects.")
    .addHelpText("after", HELP)
    .addCommand(traceCommand())
    .addCommand(replayCommand())
    .addCommand(checkCommand())
    .addCommand(accountCommand());
}
