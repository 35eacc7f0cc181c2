import { Command } from "commander";
import { clientOptions, type ClientOptions, type ConfigValues } from "../provider/config";
import { ConfigError } from "../provider/errors";
import { inWordsOf } from "../provider/sources";
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
      "Check configuration, clock, token, project, APIs and registrations, and say what to do about what is wrong.",
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
    ...(configured.options ? await examined(configured.options, { numbers, endpoints }) : []),
  ];
  const isWell = findings.every(({ status }) => status !== "wrong");
  console.log(
    json ? JSON.stringify({ isWell, findings }, undefined, 2) : findings.map(findingText).join("\n"),
  );
  process.exitCode = isWell ? 0 : 1;
}

/** What an examination finds, in the words of where the values came from. */
async function examined(
  options: ClientOptions,
  asked: { numbers: boolean; endpoints: boolean },
): Promise<Finding[]> {
  const findings = await examine(options, asked);
  return findings.map((finding) => ({ ...finding, detail: inWordsOf(options, finding.detail) }));
}

/** Where the key and the project came from: a stack's value wins over a variable, value by value. */
function sourceOf({ variables = {} }: ClientOptions, stack: string | undefined): string {
  const ofVariables = ["accounts", "keyId", "keySecret", "projectId"].filter((key) => key in variables);
  if (stack === undefined || ofVariables.length >= 3) return "the environment";
  return ofVariables.length === 0 ? `stack ${stack}` : `stack ${stack} and the environment`;
}

function optionsOf(
  values: ConfigValues,
  { stack, account }: { stack: string | undefined; account: string | undefined },
): { options?: ClientOptions; finding: Finding } {
  try {
    const options = clientOptions(values, process.env, { account });
    const named = account === undefined ? "" : `account "${account}": `;
    const detail = `${named}access key ${options.keyId} and project ${options.projectId}, from ${sourceOf(options, stack)}`;
    return { options, finding: { check: "configuration", status: "ok", detail } };
  } catch (error) {
    if (error instanceof ConfigError) {
      return { finding: { check: "configuration", status: "wrong", detail: error.problems.join("\n") } };
    }
    throw error;
  }
}

/** Below the first message of a check. */
const INDENT = " ".repeat(13 + 2 + 7 + 2);

/** What is said about one check: a line for each message. */
export function findingText({ check, status, detail, latencyMs }: Finding): string {
  const word = { ok: "ok", wrong: "WRONG", skipped: "skipped" }[status];
  const latency = latencyMs === undefined ? "" : ` (${Math.round(latencyMs)} ms)`;
  const [first = "", ...others] = detail.split("\n");
  return [
    `${check.padEnd(13)}  ${word.padEnd(7)}  ${first}${latency}`,
    ...others.map((one) => `${INDENT}${one}`),
  ].join("\n");
}
