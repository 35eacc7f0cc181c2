/** The site's pages, out of docs/: links that leave docs/ lead to the repository, examples in several languages are tabs. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, posix } from "node:path";

/** Pages for the Pulumi Registry: it has these addresses of its own for what the site's index and configuration say. */
const OF_REGISTRY = ["_index.md", "installation-configuration.md"];

const LANGUAGES = {
  ts: "TypeScript",
  typescript: "TypeScript",
  python: "Python",
  go: "Go",
  java: "Java",
  csharp: "C#",
  yaml: "YAML",
};
const FENCED = "^```(\\w+)\\n(?:(?!```).*\\n)*```$";
/** As GitHub folds a program. */
const FOLDED = new RegExp(`^<details>\\n<summary>[^<]+</summary>\\n\\n(${FENCED})\\n\\n</details>$`, "gm");
const EXAMPLES = new RegExp(`${FENCED}(?:\\n+${FENCED})+`, "gm");

/**
 * Writes what VitePress builds the site of.
 *
 * @param {{ root: string, folder: string, address: (path: string) => string }} from `address` is where a file or folder of
 *   the repository is read, by its path.
 * @throws {Error} if the index leaves a page out.
 */
export function writePages({ root, folder, address }) {
  rmSync(folder, { recursive: true, force: true });
  const docs = join(root, "docs");
  const files = readdirSync(docs, { recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => /\.\w+$/.test(file) && !OF_REGISTRY.includes(file))
    .sort();
  const pages = files.filter((file) => file.endsWith(".md"));
  const texts = new Map(
    pages.map((page) => [addressOf(page), linked(readFileSync(join(docs, page), "utf8"), { page, address })]),
  );
  const groups = sidebar(texts);
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [page, text] of texts) {
    write(page, tabbed(text));
    write(join("public", page), text);
  }
  for (const file of files.filter((one) => !pages.includes(one))) {
    for (const place of [".", "public"]) {
      mkdirSync(dirname(join(folder, place, file)), { recursive: true });
      copyFileSync(join(docs, file), join(folder, place, file));
    }
  }
  write("sidebar.json", JSON.stringify(groups));
  write("public/llms.txt", llms(groups, texts));
  write("public/llms-full.txt", [...texts].map(([page, text]) => `<!-- ${page} -->\n\n${text}`).join("\n"));
  return pages.length;
}

/** The index is the page of its folder. */
function addressOf(page) {
  return page.replace(/^README\.md$/, "index.md");
}

/** A page whose links lead somewhere on the site as well. */
export function linked(text, { page, address }) {
  return text.replaceAll(/^ *(`{3,})[^]*?^ *\1$|\]\(([^)\s]+)\)/gm, (whole, fence, link) => {
    if (fence !== undefined || /^([a-z]+:|#)/.test(link)) return whole;
    const [path, anchor] = link.split("#");
    const target = posix.join("docs", posix.dirname(page), path);
    const hash = anchor === undefined ? "" : `#${anchor}`;
    if (!target.startsWith("docs/")) return `](${address(target)}${hash})`;
    const own = posix.relative(posix.dirname(page), addressOf(target.replace("docs/", "")));
    return `](${own}${hash})`;
  });
}

/** Programs in different languages that follow each other, folded or not, are one example. */
export function tabbed(text) {
  return text.replaceAll(FOLDED, "$1").replaceAll(EXAMPLES, (examples) => {
    const programs = [...examples.matchAll(new RegExp(FENCED, "gm"))];
    const names = programs.map(([, language]) => LANGUAGES[language]);
    if (names.includes(undefined) || new Set(names).size < names.length) return examples;
    const tabs = programs.map(([program], index) => `== ${names[index]}\n\n${program}\n`);
    return `:::tabs key:language\n${tabs.join("\n")}\n:::`;
  });
}

/** What the index leads to, by its headings, and the page of each resource. */
function sidebar(texts) {
  const [, ...sections] = texts.get("index.md").split(/^## /m);
  const groups = sections.map((section) => {
    const links = [...section.matchAll(/\[([^\]]+)\]\(([\w/-]+\.md)\)/g)];
    return {
      text: section.split("\n")[0],
      items: links.map(([, text, page]) => ({ text: text.charAt(0).toUpperCase() + text.slice(1), page })),
    };
  });
  const resources = [...texts.keys()].filter((page) => page.startsWith("resources/"));
  groups.push({
    text: "Resources",
    items: resources.map((page) => ({ text: /^# (.*)$/m.exec(texts.get(page))[1], page })),
  });
  const shown = new Set(["index.md", ...groups.flatMap(({ items }) => items.map(({ page }) => page))]);
  const missing = [...texts.keys()].filter((page) => !shown.has(page));
  if (missing.length > 0) throw new Error(`docs/README.md has no link to ${missing.join(", ")}.`);
  return groups;
}

/** The list of pages for programs that read Markdown: https://llmstxt.org. */
function llms(groups, texts) {
  const list = groups.map(({ text, items }) => {
    const lines = items.map(({ text: name, page }) => `- [${name}](${page}): ${summaryOf(texts.get(page))}`);
    return `## ${text}\n\n${lines.join("\n")}\n`;
  });
  const all =
    "Every page of this site is also there as Markdown: its address with `.md`. All in one: [llms-full.txt](llms-full.txt).";
  return `# pulumi-sinch\n\n> Sinch Elastic SIP Trunking as code, a provider for Pulumi.\n\n${all}\n\n${list.join("\n")}`;
}

/** The first sentence of a page. */
export function summaryOf(text) {
  const [first = ""] = text
    .replaceAll(/^# .*$|<!--[^]*?-->|^```[^]*?^```$/gm, "")
    .split(/\n\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => /^[\w*[`]/.test(paragraph));
  const [sentence] = first.replaceAll("\n", " ").split(/(?<=\.)\s/);
  return sentence.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, "$1").replaceAll(/\*\*/g, "");
}

/**
 * The last release of each minor version before one, the newest first.
 *
 * @param {string[]} tags of git, some of which are releases
 * @param {string} version without a "v"
 * @returns {string[]} versions, likewise
 */
export function earlierMinors(tags, version) {
  const compare = (one, other) => one.localeCompare(other, "en", { numeric: true });
  return tags
    .flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? [])
    .filter((release) => compare(minorOf(release), minorOf(version)) < 0)
    .sort((one, other) => compare(other, one))
    .filter((release, index, all) => index === 0 || minorOf(release) !== minorOf(all[index - 1]));
}

/** `0.1` of `0.1.3`. */
export function minorOf(version) {
  return version.replace(/\.\d+$/, "");
}

/** Links and anchors of the built pages that lead nowhere, each with its page. */
export function deadLinks(folder, base) {
  const pages = new Map(
    readdirSync(folder, { recursive: true })
      .filter((file) => file.endsWith(".html"))
      .map((file) => [file.replaceAll("\\", "/"), readFileSync(join(folder, file), "utf8")]),
  );
  const server = "http://site.test";
  return [...pages].flatMap(([page, html]) =>
    [...html.matchAll(/<a [^>]*?href="([^"]+)"/g)]
      .map(([, href]) => href)
      .filter((href) => {
        const { origin, pathname, hash } = new URL(href, `${server}${base}${page}`);
        if (origin !== server) return false;
        const file = pathname.startsWith(base) ? fileOf(folder, pathname.slice(base.length)) : undefined;
        const id = decodeURIComponent(hash.slice(1));
        return file === undefined || (id !== "" && pages.get(file)?.includes(` id="${id}"`) !== true);
      })
      .map((href) => `${page}: ${href}`),
  );
}

/** The file that a server of static pages answers an address with. */
export function fileOf(folder, path) {
  const wanted = path === "" ? "index.html" : path;
  return [wanted, `${wanted}.html`, posix.join(wanted, "index.html")].find(
    (file) => /\.\w+$/.test(file) && existsSync(join(folder, file)),
  );
}
