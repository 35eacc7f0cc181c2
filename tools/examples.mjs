/** The examples in other languages than TypeScript: converted from YAML by Pulumi's generators, a Go program. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { go } from "./go.mjs";
import { run } from "./processes.mjs";
import { LOCAL, ROOT } from "./setup.mjs";

/** Far above what it takes, for a module proxy that does not answer. */
const BUILD_MS = 900_000;
const FOLDER = "examples/resources";
/** What a program's file is called, by the names that code fences have for the languages. */
export const PROGRAM_FILES = {
  typescript: "index.ts",
  python: "__main__.py",
  go: "main.go",
  csharp: "Program.cs",
  java: "App.java",
  yaml: "Main.yaml",
};
/** Those whose examples are converted; the ones in TypeScript are written by hand, for the dynamic classes. */
const CONVERTED = ["python", "go", "csharp", "java"];

/** Pulumi's PCL has no secret configuration, so the generators take all of it in clear; what they write, and what is right. */
const CONFIGURATION = {
  typescript: [/config\.require\(/g, "config.requireSecret("],
  python: [/config\.require\(/g, "config.require_secret("],
  go: [/cfg\.Require\(/g, "cfg.RequireSecret("],
  csharp: [/config\.Require\(/g, "config.RequireSecret("],
  java: [/config\.get\(/g, "config.requireSecret("],
};
const IN_CLEAR = /\b(?:config|cfg)(?:\(\))?\.(?:get|require|try)(?!_?secret)\w*\(/i;

/** What else has to be other than the generators write it. */
const REPAIRS = {
  typescript: (text) => text,
  python: (text) => text,
  go: (text) =>
    secretsIn(text)
      .reduce((program, name) => program.replaceAll(`pulumi.String(${name})`, name), text)
      // What has a function and a resource of one name.
      .replaceAll(/\bsinch\.GetSipTrunk(OutputArgs|Result)\b/g, "sinch.LookupSipTrunk$1")
      .replaceAll(/\.\(\[\]sinch\.(\w+)Output\)/g, ".(sinch.$1ArrayOutput)"),
  csharp: (text) => text.replace("using Sinch = Pulumi.Sinch;\n", ""),
  java: (text, { resources }, enums) => {
    const named = Object.keys(resources).reduce(
      (program, name) => program.replaceAll(`("${camel(name)}", `, `("${name}", `),
      withEnums(text, enums)
        .replaceAll("import com.pulumi.sinch.", "import io.github.pulumisinch.sinch.")
        .replaceAll(/\b(_\w+)\[(\d+)\]/g, "$1.get($2)"),
    );
    return named.replaceAll(/^import [\w.]+\.(\w+);\n/gm, (line, name) =>
      named.split(new RegExp(`\\b${name}\\b`)).length > 2 ? line : "",
    );
  },
};

/** A program in Java with values of enumerations where it has texts. */
function withEnums(text, enums) {
  const used = new Set();
  let builder = "";
  const lines = text.split("\n").map((line) => {
    builder = /(\w+)Args\.builder\(\)/.exec(line)?.[1] ?? builder;
    return line.replace(/\.(\w)(\w*)\("(\w+)"\)/, (call, first, rest, value) => {
      const name = `${builder}${first.toUpperCase()}${rest}`;
      if (!enums.includes(name)) return call;
      used.add(`import io.github.pulumisinch.sinch.enums.${name};\n`);
      return `.${first}${rest}(${name}.${value})`;
    });
  });
  return lines.join("\n").replace("\npublic class", `${[...used].join("")}\npublic class`);
}

function secretsIn(program) {
  return [...program.matchAll(/(\w+) := cfg\.RequireSecret\(/g)].map(([, name]) => name);
}

function camel(name) {
  return name.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

/**
 * A program as it came out of a generator, made right.
 *
 * @param {string} language one of PROGRAM_FILES
 * @param {object} source the YAML that it was converted from, parsed
 * @param {string[]} enums the names of the schema's enumerations
 * @throws {Error} for one that would take configuration in clear
 */
export function repaired(program, language, source, enums = []) {
  const text = REPAIRS[language](program.replaceAll(...CONFIGURATION[language]), source, enums);
  const isSecret = Object.values(source.configuration ?? {}).every(({ secret }) => secret === true);
  if (!isSecret || IN_CLEAR.test(text)) {
    throw new Error(
      `The example in ${language} takes configuration in clear, which would be so in the state.`,
    );
  }
  return `${text.replaceAll(/[ \t]+$/gm, "").trim()}\n`;
}

/** The examples in YAML, parsed, by the paths of their files. */
export async function sources() {
  const { load } = (await import("js-yaml")).default;
  const folders = readdirSync(join(ROOT, FOLDER), { withFileTypes: true }).filter((one) => one.isDirectory());
  const files = folders.map(({ name }) => `${FOLDER}/${name}/${PROGRAM_FILES.yaml}`).sort();
  return Object.fromEntries(files.map((file) => [file, load(readFileSync(join(ROOT, file), "utf8"))]));
}

/** One program with all that the examples make; of two outputs with one name it has the last. */
export function together(programs) {
  const all = {};
  for (const program of Object.values(programs)) {
    for (const [section, entries] of Object.entries(program)) {
      const same = Object.keys(entries).find((name) => section !== "outputs" && name in (all[section] ?? {}));
      if (same !== undefined) throw new Error(`Two examples have ${same}: they are one program in a test.`);
      all[section] = { ...all[section], ...entries };
    }
  }
  return all;
}

/**
 * Every example in every language that it is converted to, by the paths of the files. dist/ must be built.
 * @returns {Promise<{ files: Record<string, string> } | { missing: string }>} or why they cannot be made here
 */
export async function convertedExamples() {
  const programs = await sources();
  const converter = await build();
  if (converter.missing) return converter;
  const made = await convert(converter.program, programs);
  const files = Object.entries(made).flatMap(([file, byLanguage]) =>
    CONVERTED.map((language) => [
      file.replace(PROGRAM_FILES.yaml, PROGRAM_FILES[language]),
      byLanguage[language],
    ]),
  );
  return { files: Object.fromEntries(files) };
}

/**
 * One program with all examples, by language.
 * @returns {Promise<{ programs: Record<string, string> } | { missing: string }>} or why it cannot be made here
 */
export async function wholeProgram() {
  const { dump } = (await import("js-yaml")).default;
  const converter = await build();
  if (converter.missing) return converter;
  const source = together(await sources());
  const file = join(LOCAL, PROGRAM_FILES.yaml);
  const yaml = dump(source);
  mkdirSync(LOCAL, { recursive: true });
  writeFileSync(file, yaml);
  const made = await convert(converter.program, { [file]: source });
  return { programs: { ...made[file], yaml } };
}

async function build() {
  const program = join(LOCAL, process.platform === "win32" ? "examples.exe" : "examples");
  const args = ["build", "-buildvcs=false", "-o", program, "./examples"];
  const built = await go(join(ROOT, "tools", "pulumi", "yaml"), args, BUILD_MS);
  if (built.stdout !== undefined) return { program };
  return {
    missing: built.isInstalled
      ? `Pulumi's generators cannot be built: ${built.reason}`
      : "Go is not installed",
  };
}

async function convert(program, programs) {
  const schema = join("dist", "schema.json");
  const { status, stdout, stderr } = await run(program, [schema, ...Object.keys(programs)], { cwd: ROOT });
  if (status !== 0) throw new Error(`The examples cannot be converted.\n${stderr}`);
  const { types } = JSON.parse(readFileSync(join(ROOT, schema), "utf8"));
  const enums = Object.keys(types).filter((token) => types[token].enum);
  const names = enums.map((token) => token.split(":").at(-1));
  return Object.fromEntries(
    Object.entries(JSON.parse(stdout)).map(([file, byLanguage]) => [
      file,
      Object.fromEntries(
        Object.entries(byLanguage).map(([language, text]) => [
          language,
          repaired(text, language, programs[file], names),
        ]),
      ),
    ]),
  );
}
