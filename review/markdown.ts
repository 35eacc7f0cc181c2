/** Lines of a part before the rest is only counted. */
export const MAX_LINES = 100;

/** The first lines of a list, and how many more there are. */
export function capped(lines: readonly string[], bullet: string): string[] {
  const rest = lines.length - MAX_LINES;
  return rest > 0 ? [...lines.slice(0, MAX_LINES), `${bullet}and ${rest} more`] : [...lines];
}

/** A text in which nothing has a meaning in Markdown or HTML, nor calls anybody. */
export function escaped(text: string): string {
  return text
    .replace(/\p{C}+/gu, " ")
    .replace(/[\\`*_[\]<>#|@~&$!]/g, (character) => `&#${character.codePointAt(0) ?? 32};`)
    .replace(/:\/\//g, "&#58;//");
}
