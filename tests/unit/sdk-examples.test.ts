import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ENTITIES } from "../../provider/entities";

/*
 * What an editor shows of each class of the package: its `@example`, made by `npm run docs` out of the examples in
 * examples/resources.
 */

const SDK = join(__dirname, "..", "..", "sdk");
const IMPORTS = `import * as pulumi from "@pulumi/pulumi";\nimport * as sinch from "./index";\nvoid pulumi;\n`;

/** Programs, beside the sources that they import, as an editor has them open. */
function editorOn(programs: ReadonlyMap<string, string>): ts.LanguageService {
  const textOf = (file: string) => programs.get(file) ?? ts.sys.readFile(file);
  return ts.createLanguageService({
    getScriptFileNames: () => [...programs.keys()],
    getScriptVersion: () => "1",
    getScriptSnapshot(file) {
      const text = textOf(file);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => SDK,
    getCompilationSettings: () => ({
      module: ts.ModuleKind.Node16,
      target: ts.ScriptTarget.ES2022,
      strict: true,
      noUncheckedIndexedAccess: true,
      types: ["node"],
    }),
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: (file) => textOf(file) !== undefined,
    readFile: textOf,
    directoryExists: (folder) => ts.sys.directoryExists(folder),
  });
}

/** A program that makes the class, for an editor to be asked about it. */
function askingFor(name: string): string {
  return `${IMPORTS}new sinch.${name}();\n`;
}

/** The `@example` that an editor shows where a program makes a resource. */
const shown = ((): ReadonlyMap<string, string> => {
  const fileOf = (name: string) => join(SDK, `ask-${name}.ts`);
  const editor = editorOn(new Map(ENTITIES.map(({ name }) => [fileOf(name), askingFor(name)])));
  return new Map(
    ENTITIES.map(({ name }) => {
      const position = askingFor(name).lastIndexOf(name);
      const tags = editor.getQuickInfoAtPosition(fileOf(name), position)?.tags ?? [];
      return [name, ts.displayPartsToString(tags.find((tag) => tag.name === "example")?.text)];
    }),
  );
})();

test.each(ENTITIES.map(({ name }) => name))("an editor shows how a %s is made", (name) => {
  expect(shown.get(name)).toContain(`new sinch.${name}(`);
});

/** What the compiler says of programs that import the sources. */
function mistakesIn(programs: ReadonlyMap<string, string>): string[] {
  const editor = editorOn(programs);
  return [...programs.keys()].flatMap((file) =>
    [...editor.getSyntacticDiagnostics(file), ...editor.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${file}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    ),
  );
}

test("every example that an editor shows compiles as it is", () => {
  const programs = new Map(
    [...shown].map(([name, example]) => {
      const code = example.replaceAll(/^```(ts)?$/gm, "");
      return [join(SDK, `example-${name}.ts`), `${IMPORTS}${code}`];
    }),
  );
  expect(mistakesIn(programs)).toEqual([]);
});

test("the program of the registry's page compiles with the names of the classes", () => {
  const page = readFileSync(join(SDK, "..", "docs", "_index.md"), "utf8");
  const [, program = ""] = /```typescript\n([^]*?)```/.exec(page) ?? [];
  expect(program).toContain('"@pulumi-sinch/sinch"');
  const ours = program.replace('"@pulumi-sinch/sinch"', '"./index"');
  expect(mistakesIn(new Map([[join(SDK, "example-registry.ts"), ours]]))).toEqual([]);
});
