import { Command } from "commander";
import { comment, reportJson, reportOf, type Report } from "../review";
import { callsPart, type CallsFlags } from "./report-calls";
import { STATUS } from "./exit-status";
import { readPolicyConfig } from "./policy-config";
import { readReviewOf } from "./review-source";

const HELP = `
FILE has what \`pulumi preview --json --show-sames\` or \`pulumi refresh --preview-only --json\` prints; without it, standard
input is read. Of a preview the report says what it changes, in telephony words, and which rules of the policy pack
it breaks, and first of all what is without service meanwhile; of a refresh, what was changed outside of Pulumi, how
to put it back, and what that opens. No secret is shown. Passwords
are hidden in Pulumi's JSON, so the rules about them are listed as not judged: run the pack itself for these.

--expectations FILE and --calls FILE add what becomes of calls, with phone numbers masked, as \`calls check\` and \`calls replay\`
tell it; --account FILE has the account as it is before. These never make it fail: \`calls check\` and \`calls replay\` do.

Examples:
  pulumi preview --json --show-sames --show-replacement-steps > preview.json; pulumi-sinch report preview.json > comment.md
  pulumi-sinch report preview.json --maintenance > comment.md
  pulumi refresh --preview-only --json | pulumi-sinch report
  pulumi refresh --preview-only --run-program --json | pulumi-sinch report --drift
  pulumi-sinch report preview.json --policy-pack-config policy.json --json
  pulumi-sinch report preview.json --expectations expectations.yaml --account account.json > comment.md

Exit status: 0 done, 1 failed or Pulumi had, 2 wrong usage, 7 drift, 8 a preview interrupts service (see --maintenance).`;

interface Flags extends CallsFlags {
  policyPackConfig?: string;
  drift?: boolean;
  maintenance?: boolean;
  json?: boolean;
}

/** The command that turns a preview or a refresh into a comment for reviewers. */
export function reportCommand(): Command {
  return new Command("report")
    .description("Say what a preview changes, or what has drifted, as Markdown for a pull request.")
    .argument("[file]", "what Pulumi has printed (default: standard input)")
    .option(
      "--policy-pack-config <file>",
      "levels and parameters of rules, as Pulumi's option of this name takes",
    )
    .option("--drift", "FILE is a refresh's, which cannot always be seen if it ran with --run-program")
    .option("--maintenance", "that service is interrupted is no reason to fail")
    .option("--expectations <file>", "also say whether what a team expects of its calls holds afterwards")
    .option(
      "--calls <file>",
      "also say what becomes of the calls of a history: the API's CSV export, or JSON",
    )
    .option("--account <file>", "the account before, as `calls account` has saved it")
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, flags: Flags) => {
      const { policyPackConfig, drift, maintenance, json } = flags;
      const review = await readReviewOf({ isDrift: drift === true, ...(file !== undefined && { file }) });
      const calls = await callsPart(review, flags);
      const report = { ...reportOf(review, readPolicyConfig(policyPackConfig)), ...(calls && { calls }) };
      console.log(json ? reportJson(report) : comment(report, review));
      process.exitCode = statusOf(report, maintenance === true);
    });
}

function statusOf({ errors, form, changes, interruptions }: Report, isMaintenance: boolean): number {
  if (errors.length > 0) return STATUS.failed;
  if (form === "refresh" && changes.length > 0) return STATUS.found;
  return interruptions.length > 0 && !isMaintenance ? STATUS.interrupts : STATUS.done;
}
