import { InvalidArgumentError, type Command } from "commander";
import { answersOf, readAnswers, type Answers } from "../calls";
import { readText } from "../stack/state";
import { withAccountChoice } from "./calls-account";
import type { WorldFlags } from "./calls-world";

/** Options of the commands that judge calls. */
export interface JudgingFlags extends WorldFlags {
  readonly answer?: Answers;
  readonly answers?: string;
  readonly mask?: boolean;
  readonly json?: boolean;
}

/** What `--help` says about it. */
export const WORLD_HELP = `
SOURCE has what \`pulumi preview --json --show-sames\`, \`pulumi refresh --preview-only --json\` or \`pulumi stack export\` prints;
without it, the account is read. Before a change is what the account holds, after it that with the steps of SOURCE. Give
the account with SOURCE, by --live or --account FILE: else what SOURCE does not name is not known, never absent.`;

/** Adds the options of all commands that judge calls. */
export function withJudging(command: Command): Command {
  return withAccountChoice(
    command
      .option(
        "--account <file>",
        "an account that `calls account` has saved; may be given several times",
        collected,
      )
      .option("--live", "read the account, which is the default without SOURCE")
      .option("--whole", "SOURCE declares all that the account has but countries"),
  )
    .option("--answer <question=answer>", "settles an open question; may be given several times", settled)
    .option(
      "--answers <file>",
      "a file that settles open questions: one with `answers`, as expectations have",
    )
    .option("--mask", "hide phone numbers but for country, area and last digits")
    .option("--json", "print JSON");
}

/** The answers of flags, which go before those of a file. */
export function answersFrom({ answer, answers }: Pick<JudgingFlags, "answer" | "answers">): Answers {
  return { ...(answers !== undefined && readAnswers(readText(answers), answers)), ...answer };
}

/** Adds a value to those of an option that may be given several times. */
function collected(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function settled(text: string, before: Answers = {}): Answers {
  return { ...before, ...answerIn(text) };
}

function answerIn(text: string): Answers {
  const [, id = "", answer = ""] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (id === "") {
    throw new InvalidArgumentError("It must be a question and its answer, such as no-gate=refused.");
  }
  try {
    return answersOf({ [id.trim()]: answer.trim() }, "--answer");
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
