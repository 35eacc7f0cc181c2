import { QUESTIONS, type Ask, type Question } from "./questions";

const ASKS: ReadonlyMap<string, Ask> = new Map(
  QUESTIONS.map(({ id, text, answers }): [string, Ask] => [id, { id, kind: "question", text, answers }]),
);

/** The ask of an open question. */
export function question(id: Question["id"]): Ask {
  const ask = ASKS.get(id);
  if (ask === undefined) throw new Error(`there is no question ${id}`);
  return ask;
}

/** The ask of a fact that is not known here. The first answer is the more probable one. */
export function fact(id: string, text: string, answers: Ask["answers"]): Ask {
  return { id, kind: "fact", text, answers };
}

/** Of which of several countries a number is: nobody has documented what decides, so it is a question. */
export function countryQuestion(digits: string, regions: Iterable<string>): Ask {
  const [first = "", second = "", ...others] = [...regions].sort(byProbability);
  return {
    id: `country of +${digits}`,
    kind: "question",
    text: `of which country +${digits} is, which ${[first, second, ...others].join(", ")} share`,
    answers: [first, second, ...others],
  };
}

/** Those that hold most of the numbers that they share with others. */
const MAIN = new Set(["US", "RU", "FI", "MA", "GP"]);

function byProbability(one: string, other: string): number {
  return Number(MAIN.has(other)) - Number(MAIN.has(one)) || one.localeCompare(other);
}
