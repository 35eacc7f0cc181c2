import { distance } from "fastest-levenshtein";

/** Of so many letters one may be wrong, left out or too many for a word to be taken for another. */
const LETTERS_A_MISTAKE = 2.5;

/** The names that somebody most likely meant, whatever their case and separators: several where none is nearer. */
export function nearest(given: string, names: readonly string[]): string[] {
  const letters = lettersOf(given);
  const ranked = names
    .map((name) => ({ name, mistakes: distance(letters, lettersOf(name)) }))
    .filter(({ name, mistakes }) => mistakes * LETTERS_A_MISTAKE <= Math.min(letters.length, name.length))
    .sort((a, b) => a.mistakes - b.mistakes);
  return ranked.filter(({ mistakes }) => mistakes === ranked[0]?.mistakes).map(({ name }) => name);
}

/** The letters and digits of a name, in one case and without accents. */
export function lettersOf(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
