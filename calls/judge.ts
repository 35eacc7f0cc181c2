import type { StackResource } from "../stack/resource";
import type { Call } from "./call";
import { INBOUND, inboundWay } from "./inbound";
import { OUTBOUND, outboundWay } from "./outbound";
import type { Answers, Ask } from "./questions";
import type { Run, Taken } from "./run";
import { answersTo, asksOf, outcomesOf, treeOf, type End, type Tree } from "./tree";
import type { Outcome, Step, Verdict } from "./verdict";
import type { World } from "./world";

/**
 * What becomes of a call: its outcomes over all answers to what is open or not known here, and what it asks for that
 * makes a difference. A history has millions of calls, so one that asks nothing takes one way and makes no text.
 */
export function verdictOf(call: Call, world: World, answers: Answers): Verdict {
  const run: Run = { answers, asked: 0, consulted: 0, open: undefined };
  const { outcome, isSure } = follow(call, world, run);
  return isSure ? single(outcome) : explored(call, world, answers, { outcome, open: run.open });
}

/** The verdict of an outcome that is sure. */
function single(outcome: Outcome): Verdict {
  return { result: outcome.isLetThrough ? "let through" : "refused", outcomes: [outcome], asks: NONE };
}

const NONE: readonly Ask[] = [];

interface Followed {
  readonly outcome: Outcome;
  /** Whether it ends so whatever was asked. */
  readonly isSure: boolean;
}

/**
 * Takes one way through the steps. A step that refuses and asked nothing decides, whatever earlier ones asked; so the first
 * way, with no answers yet, goes on after a refusal. On those with answers there is no such step any more.
 */
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
    const isLast = run.asked === before || run.taken !== undefined;
    if (!outcome.isLetThrough && isLast) return { outcome, isSure: asked === 0 };
    unsure ??= outcome;
  }
  if (unsure === undefined) throw new Error("the last step has let a call neither through nor refused it");
  return { outcome: unsure, isSure: run.asked === 0 };
}

function explored(call: Call, world: World, answers: Answers, first: End): Verdict {
  const tree = treeFor(call, world, answers, first);
  if (tree === undefined) return unexplored(call, world, answers);
  const [outcome, ...others] = outcomesOf(tree);
  if (others.length === 0) return single(outcome);
  const asks = asksOf(tree);
  const result = asks.some(({ kind }) => kind === "fact") ? "not known" : "depends";
  return { result, outcomes: [outcome, ...others], asks };
}

function treeFor(call: Call, world: World, answers: Answers, first: End): Tree | undefined {
  return treeOf(first, (taken) => {
    const run: Run = { answers, taken, asked: 0, consulted: 0, open: undefined };
    const { outcome } = follow(call, world, run);
    return { outcome, open: run.open };
  });
}

/** A call that asks for too much to look at all of it: the first answers, and all that they ask for. */
function unexplored(call: Call, world: World, answers: Answers): Verdict {
  const asks = new Map<string, Ask>();
  const hear = (ask: Ask): unknown => asks.set(ask.id, ask);
  const { outcome } = follow(call, world, { answers, asked: 0, consulted: 0, hear });
  return { result: "not known", outcomes: [outcome], asks: [...asks.values()] };
}

/**
 * The verdict with the way to it, step by step, for people. Where something is open it goes on with the answers that let
 * the call through, if any do, so that the steps after it are told, too.
 */
export function traceOf(call: Call, world: World, answers: Answers): { verdict: Verdict; steps: Step[] } {
  const verdict = verdictOf(call, world, answers);
  const taken = verdict.outcomes.length > 1 ? takenToPass(call, world, answers) : undefined;
  const matters = new Set(verdict.asks.map(({ id }) => id));
  const heard = new Set<string>();
  const steps: Step[] = [];
  let open: Ask[] = [];
  const tellOpen = (resource?: StackResource): void => {
    steps.push(...open.map((ask) => openStep(ask, matters.has(ask.id), resource)));
    open = [];
  };
  follow(call, world, {
    ...{ answers, asked: 0, consulted: 0, taken },
    hear: (ask) => {
      if (!heard.has(ask.id)) open.push(ask);
      heard.add(ask.id);
    },
    tell: (step) => {
      if (open.length > 0) tellOpen(step.resource);
      else steps.push(step);
    },
  });
  tellOpen();
  return { verdict, steps };
}

/** The answers that let a call through; nothing where none do. */
function takenToPass(call: Call, world: World, answers: Answers): Taken | undefined {
  const run: Run = { answers, asked: 0, consulted: 0 };
  const { outcome } = follow(call, world, run);
  const tree = treeFor(call, world, answers, { outcome, open: run.open });
  return tree && answersTo(tree, ({ isLetThrough }) => isLetThrough)?.taken;
}

function openStep({ kind, text }: Ask, isOfMatter: boolean, resource?: StackResource): Step {
  const why = kind === "fact" ? "" : "not documented: ";
  const rest = isOfMatter ? "" : ", which makes no difference to this call";
  return {
    text: `${why}${text}${rest}`,
    result: kind === "fact" ? "not known" : "depends",
    ...(resource && { resource }),
  };
}
