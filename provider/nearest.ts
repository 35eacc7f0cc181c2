import { distance } from "fastest-levenshtein";

/** Of so many letters one may be wrong, left out or too many for a word to be taken for another. */
const LETTERS_A_MISTAKE = 2.5;

/** The name that somebody most likely meant, whatever its case and separators; undefined where none is near. */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const letters = lettersOf(given);
  const ranked = names
    .map((name) => ({ name, mistakes: distance(letters, lettersOf(name)) }))
    .filter(({ name, mistakes }) => mistakes * LETTERS_A_MISTAKE <= Math.min(letters.length, name.length))
    .sort((a, b) => a.mistakes - b.mistakes);
  return ranked[0]?.name;
}

/** The letters and digits of a name, in one case and without accents. */
export function lettersOf(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
