import { verdictOf, worldOf, type Answers, type Call, type Verdict } from "../../calls";
import type { StackResource } from "../../stack/resource";
import { naiveVerdict, type NaiveVerdict } from "./calls-naive";
import { diceOf, randomCall, randomWorld } from "./calls-world";

const CASES = Number(process.env.CALLS_CASES ?? 10_000);
const CALLS_A_WORLD = 10;

interface Case {
  readonly stack: StackResource[];
  readonly isWhole: boolean;
  readonly call: Call;
}

/** Worlds with something not known, and without; of one account, and of two. */
function casesOf(seed: number): Case[] {
  const dice = diceOf(seed);
  const making = { dice, hasUnknown: dice.isLucky(0.4) };
  const other = dice.isLucky(0.2) ? randomWorld({ ...making, account: "lyon" }) : [];
  const stack = [...randomWorld(making), ...other];
  const isWhole = dice.isLucky(0.75);
  return Array.from({ length: CALLS_A_WORLD }, () => ({ stack, isWhole, call: randomCall(dice, stack) }));
}

function comparable({ result, outcomes, asks }: Verdict): NaiveVerdict {
  return { result, keys: outcomes.map(({ key }) => key).sort(), asks: asks.map(({ id }) => id).sort() };
}

test(`an implementation without any index agrees on ${CASES} random worlds and calls`, () => {
  let [skipped, seed] = [0, 0];
  const results = new Map<string, number>();
  for (let compared = 0; compared < CASES; seed++) {
    const cases = casesOf(seed);
    const [first] = cases;
    if (first === undefined) continue;
    const world = worldOf(first.stack, first);
    for (const { stack, isWhole, call } of cases) {
      const naive = naiveVerdict(stack, isWhole, call);
      if (naive === undefined) {
        skipped++;
        continue;
      }
      const verdict = comparable(verdictOf(call, world, {}));
      if (JSON.stringify(verdict) !== JSON.stringify(naive)) {
        expect({ seed, call, isWhole, verdict }).toEqual({ seed, call, isWhole, verdict: naive });
      }
      results.set(naive.result, (results.get(naive.result) ?? 0) + 1);
      compared++;
    }
  }
  expect(skipped).toBeLessThan(CASES / 20);
  for (const result of ["let through", "refused", "depends", "not known"]) {
    expect([result, (results.get(result) ?? 0) > CASES / 50]).toEqual([result, true]);
  }
});

/** All ways to answer what a verdict asks, as far as they are not too many. */
function settlements(asks: Verdict["asks"]): Answers[] {
  return asks.reduce<Answers[]>(
    (ways, { id, answers }) =>
      ways.length > 200 ? [] : ways.flatMap((way) => answers.map((answer) => ({ ...way, [id]: answer }))),
    [{}],
  );
}

test("each way to settle all that a verdict asks for leads to one of its outcomes, and all of them are reached", () => {
  let settled = 0;
  for (let seed = 0; seed < 200; seed++) {
    for (const { stack, isWhole, call } of casesOf(seed)) {
      const world = worldOf(stack, { isWhole });
      const { outcomes, asks } = verdictOf(call, world, {});
      const reached = settlements(asks).map((answers) => verdictOf(call, world, answers));
      if (reached.length === 0) continue;
      settled += asks.length > 0 ? 1 : 0;
      expect(reached.filter(({ result }) => result === "depends" || result === "not known")).toEqual([]);
      const keys = new Set(reached.map((one) => one.outcomes[0].key));
      expect([seed, [...keys].sort()]).toEqual([seed, outcomes.map(({ key }) => key).sort()]);
    }
  }
  expect(settled).toBeGreaterThan(500);
});
