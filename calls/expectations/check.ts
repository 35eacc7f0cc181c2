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

/**
 * Holds what a team expects against what is there.
 *
 * @param settled answers besides those of the file, before which they go
 * @throws Error with the file and the line where something is named that there is not
 */
export function checkExpectations(
  expectations: Expectations,
  world: World,
  settled: Answers = {},
): Checked[] {
  const { source, parties, expect } = expectations;
  const answers = { ...expectations.answers, ...settled };
  for (const { line, trunk, username } of parties.values()) {
    atLine(`${source}:${line}`, () => {
      if (trunk !== undefined) trunkNamed(trunk, world);
      if (username !== undefined) checkUsername(username, world);
    });
  }
  return expect.map((one) =>
    checked(
      one,
      atLine(`${source}:${one.line}: "${one.text}"`, () =>
        casesOf(one.sentence, { parties, world, answers }),
      ),
    ),
  );
}

function checked({ text, line }: Expectation, cases: readonly Case[]): Checked {
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

/** Says where something is wrong. */
function atLine<Value>(where: string, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
