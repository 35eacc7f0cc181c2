/**
 * `node tools/schema.mjs FOLDER`: writes the package schema into FOLDER/schema.json, out of the compiled definitions
 * in FOLDER, the sources' doc comments and the examples; and FOLDER/expectations.schema.json, for editors.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAM_FILES } from "./examples.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = resolve(process.argv[2]);
const require = createRequire(import.meta.url);
const { readDocs } = require(join(folder, "provider", "schema", "doc-comments.js"));
const { packageSchema } = require(join(folder, "provider", "schema", "schema.js"));

const about = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const schema = packageSchema({ docs: readDocs(root), about, examples: examples() });
writeFileSync(join(folder, "schema.json"), `${JSON.stringify(schema, null, 2)}\n`);

const { expectationsSchema } = require(join(folder, "calls", "expectations", "schema.js"));
writeFileSync(join(folder, "expectations.schema.json"), `${JSON.stringify(expectationsSchema(), null, 2)}\n`);

/** The programs in examples/resources: sip-trunk.ts and those in sip-trunk/ are the examples of SipTrunk. */
function examples() {
  const programs = join(root, "examples", "resources");
  const files = existsSync(programs) ? readdirSync(programs).filter((name) => name.endsWith(".ts")) : [];
  return Object.fromEntries(
    files.map((file) => [className(file), programsOf(join(programs, file.replace(/\.ts$/, "")))]),
  );
}

/** An example in each language that there is. */
function programsOf(place) {
  const files = Object.entries(PROGRAM_FILES).map(([language, file]) => [
    language,
    language === "typescript" ? `${place}.ts` : join(place, file),
  ]);
  return Object.fromEntries(
    files
      .filter(([, file]) => existsSync(file))
      .map(([language, file]) => [language, readFileSync(file, "utf8")]),
  );
}

function className(file) {
  return file.replace(/\.ts$/, "").replaceAll(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
}
