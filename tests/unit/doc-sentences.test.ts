import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * A text is written once: no long sentence stands in two pages that are written by hand. Pages and tables that are made
 * are left out, and so are code and the changelog.
 */

const REPOSITORY = join(__dirname, "..", "..");
const LONG = 12;
const MADE = /^docs\/(resources\/|functions\.md|performance\.md)/;

const pages = [
  ...readdirSync(REPOSITORY).filter((name) => name.endsWith(".md") && name !== "CHANGELOG.md"),
  ...["docs", "examples"].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  ),
].filter((page) => !MADE.test(page));

/** The long sentences of a page, each as its words alone. */
function sentencesOf(text: string): string[] {
  return (
    text
      .replaceAll(/^( *`{3,})[^]*?^\1$/gm, "")
      .replaceAll(/<!-- begin [^]*?<!-- end .*?-->/g, "")
      // What a list item, a cell or a heading says ends with it.
      .replaceAll(/^ *(?:[-*]|\d+\.) |\||^#+ .*$/gm, "\n\n")
      .split(/\n\s*\n|(?<=[.!?:;]\**)\s/)
      .map((sentence) => sentence.replaceAll(/\]\([^)]*\)/g, "").match(/[\p{L}\p{N}'-]+/gu) ?? [])
      .filter((words) => words.length >= LONG)
      .map((words) => words.join(" ").toLowerCase())
  );
}

test("a sentence ends at the end of a list item, of a cell and at its full stop, and code is none", () => {
  const twelve = "one two three four five six seven eight nine ten eleven twelve";
  const page = `# ${twelve}\n\n- ${twelve}\n- too short.\n\n| ${twelve} | a [${twelve}](b.md). Short. |\n\n\`\`\`sh\n${twelve}\n\`\`\`\n`;
  expect(sentencesOf(page)).toEqual([twelve, twelve, `a ${twelve}`]);
});

test("no sentence of twelve words or more stands in two pages", () => {
  const pagesOf = new Map<string, Set<string>>();
  for (const page of pages) {
    for (const sentence of sentencesOf(readFileSync(join(REPOSITORY, page), "utf8"))) {
      pagesOf.set(sentence, (pagesOf.get(sentence) ?? new Set()).add(page));
    }
  }
  expect(pagesOf.size).toBeGreaterThan(0);
  expect(
    [...pagesOf].filter(([, own]) => own.size > 1).map(([text, own]) => `${[...own].join(", ")}: ${text}`),
  ).toEqual([]);
});
