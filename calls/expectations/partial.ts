import { outboundRule } from "../blocked";
import { country } from "../destinations";
import { address, digest } from "../let-in";
import { subjectOf } from "../numbers";
import type { Call, Party } from "../call";
import type { Answers } from "../questions";
import type { Run } from "../run";
import { asksOf, outcomesOf, treeOf } from "../tree";
import type { Outcome, Step, Verdict } from "../verdict";
import type { Decide, Way } from "../way";
import type { Account, Trunk } from "../world";

/*
 * Parts of the way of a call: a destination whoever calls it, and a gate wherever a call goes.
 */

/** A verdict, with what leads to it. */
export interface Judged {
  readonly verdict: Verdict;
  readonly steps: readonly Step[];
}

/** Whether calls out of an account reach a number, whoever is let in. */
export function destination(to: Party, account: Account, answers: Answers): Judged {
  return judged(
    { call: { direction: "outbound", to }, account, subject: subjectOf(to) },
    [outboundRule, country],
    answers,
  );
}

/** Whether a trunk lets a call in, wherever it goes. */
export function gate(call: Omit<Call, "direction" | "to">, trunk: Trunk, answers: Answers): Judged {
  const anywhere: Call = { ...call, direction: "outbound", to: { digits: "" } };
  return judged({ call: anywhere, trunk, account: trunk.account }, [address, digest], answers);
}

const PASSED: Outcome = { isLetThrough: true, reason: "allowed", key: "let through" };

function judged(way: Way, steps: readonly Decide[], answers: Answers): Judged {
  const follow = (run: Run): Outcome => {
    for (const step of steps) {
      const outcome = step(way, run);
      if (outcome !== undefined) return outcome;
    }
    return PASSED;
  };
  const tree = treeOf((taken) => {
    const run: Run = { answers, taken, asked: 0, consulted: 0 };
    const outcome = follow(run);
    return run.open ? { outcome, open: run.open } : { outcome };
  });
  const told: Step[] = [];
  const first = follow({ answers, asked: 0, consulted: 0, tell: (step) => told.push(step) });
  const [outcome = first, ...others] = tree === undefined ? [] : outcomesOf(tree);
  const isSure = tree !== undefined && others.length === 0;
  const asks = tree === undefined || isSure ? [] : asksOf(tree);
  const isFact = tree === undefined || asks.some(({ kind }) => kind === "fact");
  const open = isFact ? "not known" : "depends";
  const result = isSure ? (outcome.isLetThrough ? "let through" : "refused") : open;
  return { verdict: { result, outcomes: [outcome, ...others], asks }, steps: told };
}
