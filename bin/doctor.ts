import { Command } from "commander";
import { clientOptions, type ClientOptions, type ConfigValues } from "../provider/config";
import { ConfigError } from "../provider/errors";
import { ACCOUNT_HELP, ACCOUNT_OPTION, stackValues, type AccountFlags } from "./account-options";
import { examine, type Finding } from "../account/examination";

const HELP = `${ACCOUNT_HELP}

Checks the configuration, this machine's clock against the server's, whether a token is granted, whether the access
key may use the project, that each API answers, with its latency, and whether the devices of registered endpoints can
sign in. Only reads; never prints a secret.

Examples:
  pulumi-sinch doctor
  pulumi-sinch doctor --stack dev
  pulumi-sinch doctor --stack dev --account acme
  pulumi-sinch doctor --no-numbers --no-endpoints --json

Exit status: 0 all is well, 1 something is wrong, 2 wrong usage.`;

interface Flags extends AccountFlags {
  numbers: boolean;
  endpoints: boolean;
  json?: boolean;
}

/** The command that finds out why something does not work. */
export function doctorCommand(): Command {
  return new Command("doctor")
    .description(
      "Check configuration, clock, token, project, APIs and registrations, and say how to mend what is wrong.",
    )
    .option(
      "--stack <name>",
      "take the configuration of a stack of this folder's Pulumi project (default: the selected one)",
    )
    .option(...ACCOUNT_OPTION)
    .option("--no-numbers", "leave the Numbers API out, which only PhoneNumberAssignment needs")
    .option("--no-endpoints", "do not read the endpoints of every trunk, two requests for each")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(run);
}

async function run({ stack: asked, account, numbers, endpoints, json }: Flags): Promise<void> {
  const { stack, values } = await stackValues(asked);
  const configured = optionsOf(values, { stack, account });
  const findings = [
    configured.finding,
    ...(configured.options ? await examine(configured.options, { numbers, endpoints }) : []),
  ];
  const isWell = findings.every(({ status }) => status !== "wrong");
  console.log(
    json ? JSON.stringify({ isWell, findings }, undefined, 2) : findings.map(findingText).join("\n"),
  );
  process.exitCode = isWell ? 0 : 1;
}

function optionsOf(
  values: ConfigValues,
  { stack, account }: { stack: string | undefined; account: string | undefined },
): { options?: ClientOptions; finding: Finding } {
  try {
    const options = clientOptions(values, process.env, { account });
    const source = stack === undefined ? "the environment" : `stack ${stack} and the environment`;
    const named = account === undefined ? "" : `account "${account}": `;
    const detail = `${named}access key ${options.keyId} and project ${options.projectId}, from ${source}`;
    return { options, finding: { check: "configuration", status: "ok", detail } };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { finding: { check: "configuration", status: "wrong", detail: error.message } };
    }
    throw error;
  }
}

/** One line about one check. */
export function findingText({ check, status, detail, latencyMs }: Finding): string {
  const word = { ok: "ok", wrong: "WRONG", skipped: "skipped" }[status];
  const latency = latencyMs === undefined ? "" : ` (${Math.round(latencyMs)} ms)`;
  return `${check.padEnd(13)}  ${word.padEnd(7)}  ${detail}${latency}`;
}
