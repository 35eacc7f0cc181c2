import type { Answers, Ask } from "./questions";
import type { Step } from "./verdict";

/** One way through the steps: the answers that it takes, and what it had to ask on the way. */
export interface Run {
  /** What the user has settled, by the ids of asks. */
  readonly answers: Answers;
  /** The answers that this way takes. */
  readonly taken?: Taken | undefined;
  /** How often something was asked that the user has not settled. */
  asked: number;
  /** How often anything was asked. */
  consulted: number;
  /** The first ask for which this way had no answer, so that it took the first one. */
  open?: Ask | undefined;
  /** Takes the steps for people, each after what it asked. Without it no texts are made. */
  readonly tell?: (step: Step) => void;
  /** Takes what is asked, for people. */
  readonly hear?: (ask: Ask) => void;
}

/** Answers that a way takes: the last one, and those before it. */
export interface Taken {
  readonly id: string;
  /** The index of the answer. */
  readonly index: number;
  readonly before: Taken | undefined;
}

/** The index of the answer to something that a step needs to know. */
export function answerOf(run: Run, ask: Ask): number {
  run.consulted++;
  const settled = run.answers[ask.id];
  if (settled !== undefined) return Math.max(0, ask.answers.indexOf(settled));
  run.asked++;
  run.hear?.(ask);
  for (let taken = run.taken; taken !== undefined; taken = taken.before) {
    if (taken.id === ask.id) return taken.index;
  }
  run.open ??= ask;
  return 0;
}
