/** The forms, for errors and for people. */
export const FORMS: readonly string[] = [
  "office can call DE",
  "office can call DE except +49900",
  "office cannot call +46701234567",
  "198.51.100.99 cannot call",
  "nobody can call CU",
  "+12025550101 rings sbc1, then sbc2 and sbc3, then +12025550199",
  "with sbc1 down it rings sbc2 and sbc3",
  "+12025550101 from +447700900123 cannot be called",
];

/** Words that mean something in a sentence, so that a name like them stands in quotation marks. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  "with down it from rings then and or can cannot call be called except nobody".split(" "),
);

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** The words of a sentence, from left to right. A comma is a word of its own. */
export class Words {
  readonly #words: readonly Word[];
  #at = 0;

  constructor(text: string) {
    const found = [...text.matchAll(/"([^"]*)"|,|[^\s,"]+/g)];
    if (!/^[^"]*("[^"]*"[^"]*)*$/.test(text)) throw new Error("a quotation mark is left open");
    this.#words = found.map(([whole, quoted]) => ({ text: quoted ?? whole, isQuoted: quoted !== undefined }));
    if (this.#words.length === 0) throw new Error("the sentence is empty");
  }

  /** The next word, without taking it; empty at the end. */
  text(): string {
    return this.#words[this.#at]?.text ?? "";
  }

  isAtEnd(): boolean {
    return this.#at >= this.#words.length;
  }

  peek(keyword: string): boolean {
    const word = this.#words[this.#at];
    return word?.text === keyword && !word.isQuoted;
  }

  /** Takes a keyword, if it is the next word. */
  take(keyword: string): boolean {
    const is = this.peek(keyword);
    if (is) this.#at++;
    return is;
  }

  next(): Word {
    const word = this.#words[this.#at];
    if (word === undefined) return this.fail("it ends too early");
    this.#at++;
    return word;
  }

  must(keyword: string, what = `"${keyword}" is expected`): void {
    if (this.take(keyword)) return;
    this.fail(this.isAtEnd() ? `${what}, where it ends` : `${what}, not ${this.text()}`);
  }

  mustGoOn(what: string): void {
    if (this.isAtEnd()) this.fail(`${what} is expected, where it ends`);
  }

  end(): void {
    if (!this.isAtEnd()) this.fail(`it should end before ${this.text()}`);
  }

  /** Takes what parts one word of a list from the next, if it comes: a comma, "and", "or", or a comma and one of these. */
  takeSeparator(only?: "and"): boolean {
    if (only !== undefined) return this.take(only);
    const hasComma = this.take(",");
    return this.take("and") || this.take("or") || hasComma;
  }

  /** The words of a list. */
  list(separator?: "and"): string[] {
    const found = [this.next().text];
    while (this.takeSeparator(separator)) found.push(this.next().text);
    return found;
  }

  /** Names in a list. */
  names(separator?: "and"): string[] {
    const start = this.#at;
    const names = this.list(separator);
    const wrong = this.#words
      .slice(start, this.#at)
      .find(({ text, isQuoted }) => !isQuoted && text !== "and" && text !== "or" && KEYWORDS.has(text));
    if (wrong)
      this.fail(`a name is expected, not ${wrong.text}: names like words of a sentence stand in "…"`);
    return names;
  }

  fail(problem: string): never {
    throw new Error(`${problem}; the forms are: ${FORMS.join(" | ")}`);
  }
}
