import { BOLD, REGULAR } from "./advances";

/** How a text is written. */
export interface Style {
  readonly size: number;
  readonly isBold: boolean;
}

/** What characters are taken for that the table does not have: as wide as high in East Asia, else somewhat less. */
const [WIDE, OTHER] = [1, 0.8];
const IS_WIDE =
  /\p{scx=Han}|\p{scx=Hira}|\p{scx=Kana}|\p{scx=Hang}|\p{Extended_Pictographic}|[\u3000\uff01-\uff60]/u;

const tables = new Map<string, Map<string, number>>();

/** The shares of the font's size that characters are wide. */
function tableOf(text: string): Map<string, number> {
  const known = tables.get(text);
  if (known) return known;
  const widths = text
    .trim()
    .split("\n")
    .flatMap((line) => {
      const [first = "", numbers = ""] = line.split("|");
      return numbers
        .split(" ")
        .map((number, index): [string, number] => [
          String.fromCodePoint(Number.parseInt(first, 16) + index),
          Number(number) / 100,
        ]);
    });
  const table = new Map(widths);
  tables.set(text, table);
  return table;
}

/** How wide a text is at most, in the fonts that a picture names. */
export function widthOf(text: string, { size, isBold }: Style): number {
  const table = tableOf(isBold ? BOLD : REGULAR);
  const share = (character: string): number =>
    table.get(character) ?? (/^\p{M}$/u.test(character) ? 0 : IS_WIDE.test(character) ? WIDE : OTHER);
  return size * Array.from(text).reduce((sum, character) => sum + share(character), 0);
}

/** Whether the width of every character is known, and not taken for something. */
export function isMeasured(text: string): boolean {
  const table = tableOf(REGULAR);
  return Array.from(text).every((character) => table.has(character));
}

/** A text that fits into a width, cut where it has to be. */
export function cut(text: string, width: number, style: Style): string {
  if (widthOf(text, style) <= width) return text;
  const letters = lettersOf(text);
  while (letters.length > 0 && widthOf(`${letters.join("")}…`, style) > width) letters.pop();
  return `${letters.join("").trimEnd()}…`;
}

/** A text in rows that fit into a width, broken between words where there are any; the last one is cut. */
export function wrapped(text: string, width: number, style: Style, most: number): string[] {
  if (most === 1 || widthOf(text, style) <= width) return [cut(text, width, style)];
  const words = text.split(/(?<= )/);
  let taken = "";
  for (const word of words) {
    if (widthOf((taken + word).trimEnd(), style) > width) break;
    taken += word;
  }
  const row = taken === "" ? firstLetters(text, width, style) : taken;
  return [row.trimEnd(), ...wrapped(text.slice(row.length), width, style, most - 1)];
}

/** As much of a word as fits: of one that has no blank. */
function firstLetters(text: string, width: number, style: Style): string {
  const letters = lettersOf(text);
  while (letters.length > 1 && widthOf(letters.join(""), style) > width) letters.pop();
  return letters.join("");
}

/** What people see as one letter each, with all its marks: as many as may have to be looked at. */
function lettersOf(text: string): string[] {
  const start = Array.from(text).slice(0, 300).join("");
  return Array.from(new Intl.Segmenter("en").segment(start), ({ segment }) => segment);
}
