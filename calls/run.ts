import type { Answers, Ask } from "./questions";
import type { Step } from "./verdict";

/** One way through the steps: the answers that it takes, and what it had to ask on the way. */
export interface Run {
  /** What the user has settled, by the ids of asks. */
  readonly answers: Answers;
  /** The answers that this way takes, by the ids of asks. */
  readonly taken?: ReadonlyMap<string, number>;
  /** How often something was asked that the user has not settled. */
  asked: number;
  /** How often anything was asked. */
  consulted: number;
  /** The first ask for which this way had no answer, so that it took the first one. */
  open?: Ask;
  /** Takes the steps for people. Without it no texts are made. */
  readonly tell?: (step: Step) => void;
}

/** The index of the answer to something that a step needs to know. */
export function answerOf(run: Run, ask: Ask): number {
  run.consulted++;
  const settled = run.answers[ask.id];
  if (settled !== undefined) return Math.max(0, ask.answers.indexOf(settled));
  run.asked++;
  const taken = run.taken?.get(ask.id);
  if (taken !== undefined) return taken;
  run.open ??= ask;
  return 0;
}
