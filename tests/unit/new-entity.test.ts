import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";

const ROOT = join(__dirname, "..", "..");
const DEFINITIONS = readdirSync(join(ROOT, "provider", "entities")).filter((name) => name !== "index.ts");
const EXAMPLE_LINES = 30;

function read(...path: string[]): string {
  const file = join(ROOT, ...path);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** Where the file of a definition has to be named, and is not; `completeness.test.ts` looks at the rest. */
function missingFor(definition: string): string[] {
  const file = definition.replace(/\.ts$/, "");
  const name = /name: "(\w+)"/.exec(read("provider", "entities", definition))?.[1] ?? "";
  const example = read("examples", "resources", definition);
  const checks: [isThere: boolean, what: string][] = [
    [ENTITIES.some((entity) => entity.name === name), "a line in provider/entities/index.ts"],
    [example.includes(`new sinch.${name}(`), `an example in examples/resources/${definition}`],
    [lines(example) <= EXAMPLE_LINES, `an example of at most ${EXAMPLE_LINES} lines`],
    [existsSync(join(ROOT, "docs", "resources", `${file}.md`)), `docs/resources/${file}.md (npm run docs)`],
  ];
  return checks.filter(([isThere]) => !isThere).map(([, what]) => what);
}

function lines(text: string): number {
  return text.trimEnd().split("\n").length;
}

test.each(DEFINITIONS)(
  "%s is listed, has an example that is deployed with the others, and a page",
  (definition) => {
    expect(missingFor(definition)).toEqual([]);
  },
);

test("an entity with a definition alone is told what is missing", () => {
  expect(missingFor("fax-machine.ts")).toHaveLength(3);
});

test.each(["functions.ts", "provider.ts"])("the example %s is short", (example) => {
  const text = read("examples", "resources", example);
  expect(text).toContain(`from "pulumi-sinch"`);
  expect(lines(text)).toBeLessThanOrEqual(EXAMPLE_LINES);
});
