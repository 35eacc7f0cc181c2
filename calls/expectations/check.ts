import { checkUsername, trunkNamed } from "../names";
import type { Answers, Ask } from "../questions";
import { verdictText } from "../replay/difference";
import type { Step } from "../verdict";
import type { World } from "../world";
import { casesOf, type Case } from "./cases";
import type { Expectation, Expectations } from "./file";

/** What has become of an expectation. */
export interface Checked {
  readonly text: string;
  readonly line: number;
  readonly result: "holds" | "broken" | "not judged";
  /** Of one that does not hold, a call that shows it, and what becomes of that. */
  readonly example?: Example;
}

/** A call that is not as expected, or of which nobody knows. */
export interface Example {
  /** `to +46701234567: refused: country permission "Sweden"` */
  readonly text: string;
  readonly steps: readonly Step[];
  /** What would have to be known to judge it. */
  readonly asks: readonly Ask[];
}

/** Against what expectations are held. */
export interface CheckOptions {
  /** How things are before a change. What only that has is gone afterwards, which breaks what names it. */
  readonly before?: World | undefined;
  /** Answers besides those of the file, before which they go. */
  readonly settled?: Answers;
}

/**
 * Holds what a team expects against what is there, after a change if there is one.
 *
 * @throws Error with the file and the line where something is named that there is not
 */
export function checkExpectations(
  expectations: Expectations,
  after: World,
  { before, settled }: CheckOptions = {},
): Checked[] {
  const { source, parties, expect } = expectations;
  const answers = { ...expectations.answers, ...settled };
  const worlds = before === undefined ? [after] : [after, before];
  for (const { line, trunk, username } of parties.values()) {
    onAny(worlds, `${source}:${line}`, (world) => {
      if (trunk !== undefined) trunkNamed(trunk, world);
      if (username !== undefined) checkUsername(username, world);
    });
  }
  return expect.map((one) => {
    const casesIn = (world: World): Iterable<Case> => casesOf(one.sentence, { parties, world, answers });
    onAny(worlds, `${source}:${one.line}: "${one.text}"`, casesIn);
    const cases = attempt(() => casesIn(after));
    return "problem" in cases ? gone(one, cases.problem) : checked(one, cases.value);
  });
}

/** What names something that the change takes away. */
function gone({ text, line }: Expectation, problem: string): Checked {
  return { text, line, result: "broken", example: { text: `afterwards, ${problem}`, steps: [], asks: [] } };
}

function checked({ text, line }: Expectation, cases: Iterable<Case>): Checked {
  let open: Case | undefined;
  for (const one of cases) {
    const right = one.verdict().outcomes.map(one.isRight);
    if (right.every((is) => is === false)) return { text, line, result: "broken", example: exampleOf(one) };
    if (!right.every((is) => is === true)) open ??= one;
  }
  if (open) return { text, line, result: "not judged", example: exampleOf(open) };
  return { text, line, result: "holds" };
}

function exampleOf(one: Case): Example {
  const verdict = one.verdict();
  return { text: `${one.name}: ${verdictText(verdict)}`, steps: one.steps(), asks: verdict.asks };
}

/** @throws Error with where it is and what the first world says, if something is wrong in all of them */
function onAny(worlds: readonly World[], where: string, work: (world: World) => unknown): void {
  const found = worlds.map((world) => attempt(() => work(world)));
  const [first] = found;
  if (first && "problem" in first && found.every((one) => "problem" in one)) {
    throw new Error(`${where}: ${first.problem}`);
  }
}

function attempt<Value>(work: () => Value): { readonly value: Value } | { readonly problem: string } {
  try {
    return { value: work() };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
