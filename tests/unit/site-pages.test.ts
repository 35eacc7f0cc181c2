import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { evaluate } from "../support/tool";

/* What the docs site is made of, without its generator: `npm run site -- --test` looks at the whole. */

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "site-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

function write(files: Record<string, string>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

/** An expression over what the tool exports. */
const site = (expression: string): unknown => evaluate("../site/pages.mjs", expression);
const address = '(path) => "https://repository.test/" + path';
const writePages = (): unknown =>
  site(
    `tool.writePages({ root: ${JSON.stringify(root)}, folder: ${JSON.stringify(join(root, "made"))}, address: ${address} })`,
  );

const made = (file: string): string => readFileSync(join(root, "made", file), "utf8");

test("a link out of docs/ leads to the repository, one to the index to the site's, and code has none", () => {
  const text =
    "[a](../../README.md#try-it) [b](../README.md) [c](../drift.md#x) [d](#here)\n\n```sh\n[e](../../f)\n```\n";
  expect(site(`tool.linked(${JSON.stringify(text)}, { page: "how-to/adopt.md", address: ${address} })`)).toBe(
    "[a](https://repository.test/README.md#try-it) [b](../index.md) [c](../drift.md#x) [d](#here)\n\n```sh\n[e](../../f)\n```\n",
  );
});

test("the docs of earlier releases are those of the last of each minor version", () => {
  const tags = [
    "v0.1.0",
    "v0.1.10",
    "v0.1.9",
    "v0.2.0-rc.1",
    "v0.9.0",
    "v0.10.1",
    "v1.0.0",
    "v1.1.0",
    "sdk/go/v0.3.0",
    "",
  ];
  const earlier = (version: string): unknown =>
    site(`tool.earlierMinors(${JSON.stringify(tags)}, ${JSON.stringify(version)})`);
  expect(earlier("1.1.2")).toEqual(["1.0.0", "0.10.1", "0.9.0", "0.1.10"]);
  expect(earlier("0.10.0")).toEqual(["0.9.0", "0.1.10"]);
  expect(earlier("0.1.11")).toEqual([]);
});

test("programs in several languages become tabs; two of one language, or with text between, stay as they are", () => {
  const ts = "```typescript\nnew A();\n```";
  const python = "```python\nA()\n```";
  const tabbed = (text: string): unknown => site(`tool.tabbed(${JSON.stringify(text)})`);
  expect(tabbed(`Text.\n\n${ts}\n\n${python}\n\nMore.\n`)).toBe(
    `Text.\n\n:::tabs key:language\n== TypeScript\n\n${ts}\n\n== Python\n\n${python}\n\n:::\n\nMore.\n`,
  );
  const folded = `<details>\n<summary>Python</summary>\n\n${python}\n\n</details>`;
  expect(tabbed(`${ts}\n\n${folded}\n`)).toBe(tabbed(`${ts}\n\n${python}\n`));
  for (const text of [`${ts}\n\n${ts}\n`, `${ts}\n\nor\n\n${python}\n`, `\`\`\`sh\na\n\`\`\`\n\n${ts}\n`]) {
    expect(tabbed(text)).toBe(text);
  }
});

test("each page is there for the generator and as Markdown, with a list of all for programs", () => {
  write({
    "docs/README.md": "# Docs\n\n## Begin\n\n- [the tutorial](tutorial.md): ten minutes.\n",
    "docs/tutorial.md": "# Tutorial\n\nTen **minutes**, [alone](../README.md). More.\n",
    "docs/resources/sip-trunk.md": "# SipTrunk\n\n<!-- made -->\n\nA trunk.\n",
    "docs/_index.md": "---\ntitle: Sinch\n---\n",
    "docs/logo.svg": "<svg/>",
  });
  expect(writePages()).toBe(3);
  for (const file of ["tutorial.md", "public/tutorial.md"]) {
    expect(made(file)).toContain("[alone](https://repository.test/README.md)");
  }
  expect(JSON.parse(made("sidebar.json"))).toEqual([
    { text: "Begin", items: [{ text: "The tutorial", page: "tutorial.md" }] },
    { text: "Resources", items: [{ text: "SipTrunk", page: "resources/sip-trunk.md" }] },
  ]);
  expect(made("public/llms.txt")).toContain(
    "## Begin\n\n- [The tutorial](tutorial.md): Ten minutes, alone.\n",
  );
  expect(made("public/llms.txt")).toContain("- [SipTrunk](resources/sip-trunk.md): A trunk.\n");
  expect(made("public/llms-full.txt")).toContain("# SipTrunk");
  expect(made("public/logo.svg")).toBe("<svg/>");
});

test("a page that the index leaves out is named", () => {
  write({ "docs/README.md": "# Docs\n", "docs/lost.md": "# Lost\n" });
  expect(() => writePages()).toThrow("no link to lost.md");
});

test("a built page with a dead link or a wrong anchor is named, below any base", () => {
  write({
    "made/index.html":
      '<a class="x" href="/docs/drift#found">a</a><a href="/docs/drift#lost">b</a><a href="/">c</a>',
    "made/drift.html":
      '<h2 id="found">Found</h2><a href="./gone">d</a><a href="https://example.com/">e</a><a href="#">f</a>',
  });
  expect(site(`tool.deadLinks(${JSON.stringify(join(root, "made"))}, "/docs/").sort()`)).toEqual([
    "drift.html: ./gone",
    "index.html: /",
    "index.html: /docs/drift#lost",
  ]);
});
