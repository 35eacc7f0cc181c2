import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";
import { FUNCTIONS } from "../../provider/functions";

const ROOT = join(__dirname, "..", "..");
const DEFINITIONS = readdirSync(join(ROOT, "provider", "entities")).filter((name) => name !== "index.ts");
const EXAMPLE_LINES = 30;

function read(...path: string[]): string {
  const file = join(ROOT, ...path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** All that has to name an entity besides its definition, and does not. */
function missingFor(definition: string): string[] {
  const file = definition.replace(/\.ts$/, "");
  const name = /name: "(\w+)"/.exec(read("provider", "entities", definition))?.[1] ?? "";
  const example = read("examples", "resources", definition);
  const tests = readdirSync(join(ROOT, "tests", "up")).map((test) => read("tests", "up", test));
  const checks: [isThere: boolean, what: string][] = [
    [ENTITIES.some((entity) => entity.name === name), "a line in provider/entities/index.ts"],
    [read("sdk", "index.ts").includes(`export class ${name} extends`), "its class in sdk/index.ts"],
    [read("sdk", "index.ts").includes(`export type ${name}Args =`), "its args in sdk/index.ts"],
    [example.includes(`new sinch.${name}(`), `an example in examples/resources/${definition}`],
    [lines(example) <= EXAMPLE_LINES, `an example of at most ${EXAMPLE_LINES} lines`],
    [
      read("examples", "resources", "index.ts").includes(`"./${file}"`),
      "a line in examples/resources/index.ts",
    ],
    [existsSync(join(ROOT, "docs", "resources", `${file}.md`)), `docs/resources/${file}.md (npm run docs)`],
    [tests.some((test) => test.includes(`new sinch.${name}(`)), "a test in tests/up"],
  ];
  return checks.filter(([isThere]) => !isThere).map(([, what]) => what);
}

function lines(text: string): number {
  return text.trimEnd().split("\n").length;
}

test.each(DEFINITIONS)("%s has all that an entity needs besides its definition", (definition) => {
  expect(missingFor(definition)).toEqual([]);
});

test("an entity with a definition alone is told what is missing", () => {
  expect(missingFor("fax-machine.ts")).toHaveLength(7);
});

test.each(Object.keys(FUNCTIONS))("%s is exported in both forms", (name) => {
  const sdk = read("sdk", "index.ts");
  expect([`  ${name},`, `  ${name}Output,`].filter((line) => !sdk.includes(line))).toEqual([]);
});

test.each(["functions.ts", "provider.ts"])(
  "the example %s is short, and deployed with the others",
  (example) => {
    const text = read("examples", "resources", example);
    expect(text).toContain(`from "pulumi-sinch"`);
    expect(lines(text)).toBeLessThanOrEqual(EXAMPLE_LINES);
    expect(read("examples", "resources", "index.ts")).toContain(`"./${example.replace(".ts", "")}"`);
  },
);
