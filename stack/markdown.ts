/** A text in which nothing has a meaning in Markdown or HTML, nor calls anybody. */
export function escaped(text: string): string {
  return text
    .replace(/\p{C}+/gu, " ")
    .replace(/[\\`*_[\]<>#|@~&$!]/g, (character) => `&#${character.codePointAt(0) ?? 32};`)
    .replace(/:\/\//g, "&#58;//");
}
