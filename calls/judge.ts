import type { Call } from "./call";
import { INBOUND, inboundWay } from "./inbound";
import { OUTBOUND, outboundWay } from "./outbound";
import type { Answers, Ask } from "./questions";
import type { Run } from "./run";
import { asksOf, outcomesOf, treeOf } from "./tree";
import type { Outcome, Step, Verdict } from "./verdict";
import type { World } from "./world";

/**
 * What becomes of a call: its outcomes over all answers to what is open or not known here, and what it asks for that
 * makes a difference. A history has millions of calls, so one that asks nothing takes one way and makes no text.
 */
export function verdictOf(call: Call, world: World, answers: Answers): Verdict {
  const run: Run = { answers, asked: 0, consulted: 0 };
  const { outcome, isSure } = follow(call, world, run);
  return isSure ? single(outcome) : explored(call, world, answers);
}

const singles = new WeakMap<Outcome, Verdict>();

/** The verdict of an outcome that is sure. */
function single(outcome: Outcome): Verdict {
  const known = singles.get(outcome);
  if (known !== undefined) return known;
  const verdict: Verdict = {
    result: outcome.isLetThrough ? "let through" : "refused",
    outcomes: [outcome],
    asks: [],
  };
  singles.set(outcome, verdict);
  return verdict;
}

interface Followed {
  readonly outcome: Outcome;
  /** Whether it ends so whatever was asked. */
  readonly isSure: boolean;
}

/** Takes one way through the steps. A step that refuses and asked nothing decides, whatever earlier ones asked. */
function follow(call: Call, world: World, run: Run): Followed {
  const isOut = call.direction === "outbound";
  const way = isOut ? outboundWay(call, world, run) : inboundWay(call, world, run);
  const asked = run.asked;
  if ("key" in way) return { outcome: way, isSure: asked === 0 };
  let unsure: Outcome | undefined;
  for (const step of isOut ? OUTBOUND : INBOUND) {
    const before = run.asked;
    const outcome = step(way, run);
    if (outcome === undefined) continue;
    if (!outcome.isLetThrough && run.asked === before) return { outcome, isSure: asked === 0 };
    unsure ??= outcome;
  }
  if (unsure === undefined) throw new Error("the last step has let a call neither through nor refused it");
  return { outcome: unsure, isSure: run.asked === 0 };
}

function explored(call: Call, world: World, answers: Answers): Verdict {
  let first: Outcome | undefined;
  const seen = new Map<string, Ask>();
  const tree = treeOf((taken) => {
    const run: Run = { answers, taken, asked: 0, consulted: 0 };
    const { outcome } = follow(call, world, run);
    first ??= outcome;
    if (run.open) seen.set(run.open.id, run.open);
    return run.open ? { outcome, open: run.open } : { outcome };
  });
  if (tree === undefined) {
    if (first === undefined) throw new Error("a call has no outcome");
    return { result: "not known", outcomes: [first], asks: [...seen.values()] };
  }
  const [outcome, ...others] = outcomesOf(tree);
  if (outcome === undefined) throw new Error("a call has no outcome");
  if (others.length === 0) return single(outcome);
  const asks = asksOf(tree);
  const result = asks.some(({ kind }) => kind === "fact") ? "not known" : "depends";
  return { result, outcomes: [outcome, ...others], asks };
}

/** The verdict with the way to it, step by step, for people. */
export function traceOf(call: Call, world: World, answers: Answers): { verdict: Verdict; steps: Step[] } {
  const verdict = verdictOf(call, world, answers);
  const steps: Step[] = [];
  const run: Run = { answers, asked: 0, consulted: 0, tell: (step) => steps.push(step) };
  follow(call, world, run);
  return { verdict, steps };
}
