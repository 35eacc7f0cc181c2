import { writeFileSync } from "node:fs";
import { Command } from "commander";
import {
  checkExpectations,
  checkedJson,
  checkedLines,
  expectationsJunit,
  masked,
  maskedJson,
  readExpectations,
  summaryText,
  type Checked,
} from "../calls";
import { readText } from "../stack/state";
import { answersFrom, withJudging, WORLD_HELP, type JudgingFlags } from "./calls-options";
import { readSides } from "./calls-world";
import { STATUS } from "./exit-status";

const HELP = `${WORLD_HELP}

EXPECTATIONS is YAML or JSON: parties, and sentences such as \`office can call DE\` or \`+12025550101 rings sbc1, then sbc2\`;
docs/calls.md has all forms. They are held against what is there afterwards. What is broken stands there with the steps
of a call that breaks it; what could not be judged, with what would have to be known.

Examples:
  pulumi-sinch calls check expectations.yaml
  pulumi-sinch calls check expectations.yaml --account account.json preview.json
  pulumi-sinch calls check expectations.yaml --live --junit calls.xml preview.json
  pulumi stack export | pulumi-sinch calls check expectations.yaml --whole -

Exit status: 0 all hold, 1 failed or something is named that there is not, 2 wrong usage, 3 one is broken, 4 one was not judged.`;

interface Flags extends JudgingFlags {
  readonly junit?: string;
}

/** The command that holds what a team expects against what is there. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description("Hold what a team expects of its calls against what is there after a change.")
    .argument("<expectations>", "what is expected, as YAML or JSON")
    .argument("[source]", "what Pulumi has printed, - for standard input (default: the account)")
    .option("--junit <file>", "also write JUnit's XML there");
  return withJudging(command)
    .addHelpText("after", HELP)
    .action(async (file: string, source: string | undefined, flags: Flags) => {
      const expectations = readExpectations(readText(file), file);
      const { before, after, notes } = await readSides(source, {
        ...flags,
        whole: flags.whole === true || expectations.isWhole,
      });
      const checked = checkExpectations(expectations, after, { before, settled: answersFrom(flags) });
      const hide = flags.mask === true;
      if (flags.json === true) {
        const json = { notes, expectations: checked.map(checkedJson) };
        console.log(JSON.stringify(hide ? maskedJson(json) : json, undefined, 2));
      } else {
        const text = [...notes, ...checked.flatMap(checkedLines), summaryText(checked)].join("\n");
        console.log(hide ? masked(text) : text);
      }
      if (flags.junit !== undefined) {
        const junit = expectationsJunit(file, checked);
        writeFileSync(flags.junit, hide ? masked(junit) : junit);
      }
      process.exitCode = statusOf(checked);
    });
}

function statusOf(checked: readonly Checked[]): number {
  if (checked.some(({ result }) => result === "broken")) return STATUS.refused;
  return checked.some(({ result }) => result === "not judged") ? STATUS.open : STATUS.done;
}
