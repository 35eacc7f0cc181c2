/** Something that is HTML already. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | readonly Html[];

/** HTML in which every value is a text, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.reduce((text, part, index) => text + written(values[index - 1] ?? "") + part));
}

/** HTML of something, or nothing. */
export function when<One>(value: One | undefined, write: (value: One) => Html): Html {
  return value === undefined ? new Html("") : write(value);
}

function written(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? escaped(value) : value.map(({ text }) => text).join("");
}

function escaped(text: string): string {
  return text
    .replace(/\p{C}+/gu, " ")
    .replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 32};`);
}
