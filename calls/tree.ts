import type { Ask } from "./questions";
import type { Taken } from "./run";
import type { Outcome } from "./verdict";

/** What becomes of a call under each answer: a way through the steps for each leaf. */
export type Tree = { readonly outcome: Outcome } | Branch;

interface Branch {
  readonly ask: Ask;
  /** One for each answer. */
  readonly children: readonly Tree[];
}

/** A way that ends: with an outcome, or with an ask that has no answer yet. */
export interface End {
  readonly outcome: Outcome;
  readonly open?: Ask | undefined;
}

/** So many ways are looked at. What asks for more is not known for sure. */
export const MOST_LEAVES = 4096;

/**
 * Follows a call under every answer to what it asks; nothing where these are too many.
 *
 * @param first where it ends with the first answers
 */
export function treeOf(first: End, endOf: (taken: Taken) => End): Tree | undefined {
  let leaves = 0;
  const below = ({ outcome, open }: End, before: Taken | undefined): Tree | undefined => {
    if (open === undefined) return ++leaves > MOST_LEAVES ? undefined : { outcome };
    const children: Tree[] = [];
    for (const index of open.answers.keys()) {
      const taken = { id: open.id, index, before };
      const child = below(endOf(taken), taken);
      if (child === undefined) return undefined;
      children.push(child);
    }
    return { ask: open, children };
  };
  return below(first, undefined);
}

/** All outcomes, each once by its key, in the order of the answers. */
export function outcomesOf(tree: Tree): [Outcome, ...Outcome[]] {
  const found = new Map<string, Outcome>();
  const visit = (one: Tree): void => {
    if ("ask" in one) one.children.forEach(visit);
    else if (!found.has(one.outcome.key)) found.set(one.outcome.key, one.outcome);
  };
  visit(tree);
  const [first, ...others] = found.values();
  if (first === undefined) throw new Error("a call has no outcome");
  return [first, ...others];
}

/** The answers that lead to an outcome of some kind; nothing where none do. */
export function answersTo(
  tree: Tree,
  isMeant: (outcome: Outcome) => boolean,
  before?: Taken,
): { readonly taken: Taken | undefined } | undefined {
  if (!("ask" in tree)) return isMeant(tree.outcome) ? { taken: before } : undefined;
  for (const [index, child] of tree.children.entries()) {
    const found = answersTo(child, isMeant, { id: tree.ask.id, index, before });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What makes a difference: asks of which two answers lead to different outcomes, whatever else is answered. */
export function asksOf(tree: Tree): Ask[] {
  const found = new Map<string, Ask>();
  const visit = (one: Tree): void => {
    if (!("ask" in one)) return;
    const [first, ...others] = one.children;
    if (first && others.some((other) => !isSame(first, other))) found.set(one.ask.id, one.ask);
    one.children.forEach(visit);
  };
  visit(tree);
  return [...found.values()];
}

/** Whether two trees lead to the same outcome under every answer, in whichever order they ask. */
function isSame(one: Tree, other: Tree): boolean {
  if ("ask" in one) {
    return one.children.every((child, index) => isSame(child, given(other, one.ask.id, index)));
  }
  return "ask" in other ? isSame(other, one) : one.outcome.key === other.outcome.key;
}

/** A tree in which something is answered. */
function given(tree: Tree, id: string, index: number): Tree {
  if (!("ask" in tree)) return tree;
  const { ask, children } = tree;
  if (ask.id === id) return given(children[index] ?? tree, id, index);
  return { ask, children: children.map((child) => given(child, id, index)) };
}
