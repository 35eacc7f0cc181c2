/** `npm run docs`: writes the reference pages out of the definitions. See HELP. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { advances } from "./advances.mjs";
import { convertedExamples, PROGRAM_FILES } from "./examples.mjs";
import { licencesPage } from "./licences.mjs";
import { numberPlan } from "./number-plan.mjs";
import {
  configurationTable,
  descriptionOf,
  failuresTable,
  functionsPage,
  kebab,
  operationsTable,
  questionsTable,
  resourcePage,
  resourcesTable,
} from "./pages.mjs";
import { ensureBuild, ensureDependencies, ROOT } from "./setup.mjs";
import { SKIPPED } from "./test-report.mjs";

const HELP = `npm run docs [-- --check]

Writes docs/resources/*.md, docs/functions.md, the tables between "<!-- begin … -->" and "<!-- end … -->" in other
pages, and the classes between such lines in sdk/index.ts, out of the definitions, their doc comments and the examples;
docs/licences.md out of the lockfiles, provider/number-plan.ts out of libphonenumber-js, and review/advances.ts out of
fonts; the examples in Python, Go, C# and Java out of those in YAML, with Pulumi's generators, which need Go. Builds first if
a source has changed.

  --check   write nothing; name the pages that differ
  --help    this text

Exit status: 0 done (with --check: all are as they should be), 1 not, 2 wrong usage, 77 done but for the examples in other
languages, which cannot be converted here.`;

process.exit(await main());

async function main() {
  const values = options();
  if (values === undefined) return 2;
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  await ensureDependencies();
  await ensureBuild();
  const { files: programs = {}, missing } = await convertedExamples();
  const made = { ...programs, ...(await pages(programs)) };
  const differing = Object.entries(made).filter(([file, text]) => text !== read(file));
  for (const [file, text] of differing) {
    if (values.check) {
      console.error(`${file} is not as the definitions say. Run: npm run docs`);
    } else {
      mkdirSync(dirname(join(ROOT, file)), { recursive: true });
      writeFileSync(join(ROOT, file), text);
      console.log(`Wrote ${file}.`);
    }
  }
  // The examples import the classes as they are built.
  if (!values.check) await ensureBuild();
  if (values.check && differing.length > 0) return 1;
  if (missing === undefined) return 0;
  console.error(`the examples in other languages are not checked: ${missing}`);
  return SKIPPED;
}

function options() {
  try {
    const kinds = { check: { type: "boolean" }, help: { type: "boolean" } };
    return parseArgs({ options: kinds }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return undefined;
  }
}

/**
 * Every page as it should be, by its path in the repository.
 *
 * @param {Record<string, string>} programs those that were converted, by their paths; others are taken as they are
 */
async function pages(programs) {
  const require = createRequire(import.meta.url);
  const schema = JSON.parse(read("dist/schema.json"));
  const { ENTITIES } = require("../dist/provider/entities/index.js");
  const { OPERATIONS } = require("../dist/emulator/operations.js");
  const { QUESTIONS } = require("../dist/calls/questions.js");
  const resources = ENTITIES.map((entity) => {
    const examples = examplesOf(kebab(entity.name), programs);
    return [`docs/resources/${kebab(entity.name)}.md`, resourcePage({ entity, schema, examples })];
  });
  // Both come with the dependencies, which are there only now.
  const { sdkClasses } = await import("./sdk-classes.mjs");
  const classes = ENTITIES.map(({ name }) => ({
    name,
    description: descriptionOf(schema, name),
    example: read(`examples/resources/${kebab(name)}.ts`),
  }));
  const { printWidth } = JSON.parse(read(".prettierrc.json"));
  return {
    ...Object.fromEntries(resources),
    "sdk/index.ts": filled(
      "sdk/index.ts",
      "classes",
      await sdkClasses(classes, read("sdk/index.ts"), printWidth),
      ["// ", ""],
    ),
    "provider/number-plan.ts": numberPlan(),
    "review/advances.ts": advances(),
    "docs/functions.md": functionsPage({ schema, examples: examplesOf("functions", programs) }),
    "docs/licences.md": licencesPage(
      JSON.parse(read("package-lock.json")),
      JSON.parse(read("fleet/package-lock.json")),
    ),
    "README.md": filled("README.md", "resources", resourcesTable({ schema, entities: ENTITIES })),
    "docs/configuration.md": filled("docs/configuration.md", "configuration", configurationTable(schema)),
    "docs/installation-configuration.md": filled(
      "docs/installation-configuration.md",
      "configuration",
      configurationTable(schema),
    ),
    "docs/emulator.md": filled("docs/emulator.md", "operations", operationsTable(OPERATIONS)),
    "docs/calls.md": filled("docs/calls.md", "questions", questionsTable(QUESTIONS)),
    "docs/reliability-figures.md": filled(
      "docs/reliability-figures.md",
      "failures",
      failuresTable(
        require("../dist/provider/outcomes.js"),
        require("../dist/provider/api/retry.js"),
        require("../dist/provider/routes/post-once.js").MAX_NOT_FOUND,
      ),
    ),
  };
}

/** An example in each language, with its path. */
function examplesOf(name, programs) {
  return Object.entries(PROGRAM_FILES).map(([language, file]) => {
    const path = `examples/resources/${language === "typescript" ? `${name}.ts` : `${name}/${file}`}`;
    return { language, path, program: programs[path] ?? read(path) };
  });
}

/** A file with what is made in its place. */
function filled(file, name, made, [open, close] = ["<!-- ", " -->"]) {
  const [begin, end] = [`${open}begin ${name}: npm run docs${close}`, `${open}end ${name}${close}`];
  const [before, rest] = read(file).split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`${file} has no place between ${begin} and ${end}`);
  return `${before}${begin}\n${made}\n${end}${after}`;
}

function read(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
