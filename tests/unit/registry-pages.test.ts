import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import yaml from "js-yaml";
import { packageSchema, type SchemaParts } from "../../provider/schema/schema";
import { readDocs } from "../../provider/schema/doc-comments";

/* The two pages that the Pulumi Registry takes from a repository, and what it takes from the schema. */

const ROOT = join(__dirname, "..", "..");
const PAGES = ["docs/_index.md", "docs/installation-configuration.md"];
const LANGUAGES = ["typescript", "python", "go", "csharp", "java", "yaml"];

const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const about = JSON.parse(textOf("package.json")) as SchemaParts["about"];
const schema = packageSchema({ docs: readDocs(ROOT), about, examples: {} });

test.each(PAGES)("%s begins with what the registry asks for", (page) => {
  const [, head = ""] = /^---\n([^]*?)\n---\n/.exec(textOf(page)) ?? [];
  expect(yaml.load(head)).toEqual({
    title: expect.stringContaining(schema.displayName) as string,
    meta_desc: expect.stringMatching(/^.{50,160}$/) as string,
    layout: "package",
  });
});

test.each(PAGES)("what %s links to in the repository is there", (page) => {
  const links = [...textOf(page).matchAll(/\]\((.*?)\)/g)].map(([, link = ""]) => link);
  const files = links
    .filter((link) => link.startsWith(schema.repository))
    .map((link) => link.replace(`${schema.repository}/blob/main/`, ""));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  // The registry shows the page elsewhere: a path of the repository would lead nowhere there.
  expect(links.filter((link) => !link.startsWith("https://"))).toEqual([]);
});

test("the overview has a program in each language, in the order of its chooser", () => {
  const page = textOf("docs/_index.md");
  const chooser = /chooser language "(.*?)"/.exec(page)?.[1]?.split(",");
  expect(chooser).toEqual(LANGUAGES);
  const parts = page.matchAll(
    /\{\{% choosable language (\w+) %\}\}\n\n```(\w+)\n([^]*?)```\n\n\{\{% \/choosable/g,
  );
  const programs = [...parts].map(([, language, fence, program = ""]) => ({
    language,
    fence,
    isWhole: program.includes("acme-voice") && program.includes("198.51.100.16"),
  }));
  expect(programs).toEqual(LANGUAGES.map((language) => ({ language, fence: language, isWhole: true })));
});

test("the page about installing names each SDK as the schema does, and where the plugin is", () => {
  const page = textOf("docs/installation-configuration.md");
  const { nodejs, python, go, java, csharp } = schema.language;
  const names = [
    nodejs.packageName,
    python.packageName.replace("_", "-"),
    go.importBasePath,
    `${csharp.rootNamespace}.Sinch`,
    `${java.basePackage}:${schema.name}`,
  ];
  for (const name of names) expect(page).toContain(`[\`${name}\`](https://`);
  expect(page).toContain(`--server ${schema.pluginDownloadURL}\n`);
});

test("the logo of the schema is a file of the repository's main branch", () => {
  const [, file = ""] =
    /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/[^/]+\/main\/(.*)$/.exec(schema.logoUrl) ?? [];
  expect(file).toMatch(/\.png$/);
  expect(existsSync(join(ROOT, file))).toBe(true);
});
