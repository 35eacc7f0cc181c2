import { nearest } from "../provider/nearest";
import { regionsOf } from "../provider/regions";
import { spoken } from "../provider/words";
import { QUESTIONS, type Answers } from "./questions";

/**
 * Checks what a user has settled.
 *
 * @param given answers by the ids of questions
 * @param source where they stand, for errors: a flag, or a file
 * @throws for a question or an answer that there is not, with what is right
 */
export function answersOf(given: Readonly<Record<string, unknown>>, source: string): Answers {
  const ids = QUESTIONS.map(({ id }) => id);
  return Object.fromEntries(
    Object.entries(given).map(([id, answer]) => {
      const answers = answersTo(id);
      if (answers.length === 0) throw new Error(`${source}: there is no question ${id}: ${meant(id, ids)}`);
      const right = answers.find((one) => one === answer);
      if (right === undefined) {
        const text = typeof answer === "string" ? answer : JSON.stringify(answer);
        throw new Error(`${source}: ${id} cannot be ${text}: ${meant(text, answers)}`);
      }
      return [id, right];
    }),
  );
}

/** The answers of a question, that of which country a shared number is among them. */
function answersTo(id: string): readonly string[] {
  const [, number = ""] = /^country of (\+\d+)$/.exec(id) ?? [];
  return QUESTIONS.find((one) => one.id === id)?.answers ?? [...regionsOf(number)].sort();
}

/** What is right, and which of it was probably meant. */
function meant(given: string, right: readonly string[]): string {
  const [likely] = nearest(given, right);
  const all = `it is one of ${spoken(right)}`;
  return likely === undefined ? all : `did you mean ${likely}? ${all[0]?.toUpperCase()}${all.slice(1)}`;
}
