import { readFileSync } from "node:fs";
import { Command } from "commander";
import type { PolicyConfig } from "../policy/findings";
import { comment, reportJson, reportOf } from "../review";
import type { Review } from "../stack/change";
import { readReviewOf } from "./review-source";

const HELP = `
FILE has what \`pulumi preview --json --show-sames\` or \`pulumi refresh --preview-only --json\` prints; without it, standard
input is read. Of a preview the report says what it changes, in telephony words, and which rules of the policy pack
it breaks; of a refresh, what was changed outside of Pulumi, and how to put it back. No secret is shown. Passwords
are hidden in Pulumi's JSON, so the rules about them are listed as not judged: run the pack itself for these.

Examples:
  pulumi preview --json --show-sames > preview.json; pulumi-sinch report preview.json > comment.md
  pulumi refresh --preview-only --json | pulumi-sinch report
  pulumi refresh --preview-only --run-program --json | pulumi-sinch report --drift
  pulumi-sinch report preview.json --policy-pack-config policy.json --json

Exit status: 0 done and no drift, 1 failed or Pulumi had, 2 wrong usage, 3 drift.`;

const FAILED = 1;
const DRIFT = 3;

interface Flags {
  policyPackConfig?: string;
  drift?: boolean;
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
    .option("--json", "print JSON")
    .addHelpText("after", HELP)
    .action(async (file: string | undefined, { policyPackConfig, drift, json }: Flags) => {
      const review = await readReviewOf({ isDrift: drift === true, ...(file !== undefined && { file }) });
      const report = reportOf(review, policyPackConfig === undefined ? {} : readConfig(policyPackConfig));
      console.log(json ? reportJson(report) : comment(report, review));
      process.exitCode = statusOf(review);
    });
}

function statusOf({ errors, form, changes }: Review): number {
  if (errors.length > 0) return FAILED;
  return form === "refresh" && changes.some(({ operation }) => operation !== "same") ? DRIFT : 0;
}

function readConfig(path: string): PolicyConfig {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as PolicyConfig;
  } catch (error) {
    throw new Error(
      `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
}
