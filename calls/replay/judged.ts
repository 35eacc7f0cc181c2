import type { Answers } from "../questions";
import type { Verdict } from "../verdict";
import { isSame } from "./difference";

/** What asks from which of several sources a call came. */
const WHICH_SOURCE = {
  id: "which source",
  kind: "question",
  text: "from which of the addresses and usernames of its trunk it comes",
  answers: ["one that leads to the one outcome", "one that leads to the other"],
} as const;

/** The verdict of a call that may have come from several sources: theirs, where all agree. */
export function agreed(verdicts: readonly [Verdict, ...Verdict[]]): Verdict {
  const [first, ...others] = verdicts;
  if (others.every((other) => isSame(first, other))) return first;
  const outcomes = new Map(verdicts.flatMap((one) => one.outcomes).map((outcome) => [outcome.key, outcome]));
  const asks = new Map([WHICH_SOURCE, ...verdicts.flatMap((one) => one.asks)].map((ask) => [ask.id, ask]));
  const isNotKnown = verdicts.some(({ result }) => result === "not known");
  const [probable, ...more] = outcomes.values();
  return {
    result: isNotKnown ? "not known" : "depends",
    outcomes: [probable ?? first.outcomes[0], ...more],
    asks: [...asks.values()],
  };
}

/** Answers with which a call is taken to answer its challenge rightly, where nothing tells who signs in. */
export function withUsername(answers: Answers): Answers {
  return { username: "one of a linked credential list", ...answers };
}
