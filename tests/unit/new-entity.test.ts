import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ENTITIES } from "../../provider/entities";

const ROOT = join(__dirname, "..", "..");
const DEFINITIONS = readdirSync(join(ROOT, "provider", "entities")).filter((name) => name !== "index.ts");
const EXAMPLE_LINES = 30;
/** No document uses this name, so nobody makes its files by following one. */
const NOWHERE = "no-such-entity.ts";

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
    [
      ENTITIES.some((entity) => entity.name === name),
      `provider/entities/index.ts: its import, and its line in ENTITIES`,
    ],
    [example.includes(`new sinch.${name}(`), `examples/resources/${definition}: new sinch.${name}(…)`],
    [lines(example) <= EXAMPLE_LINES, `examples/resources/${definition}: at most ${EXAMPLE_LINES} lines`],
    [existsSync(join(ROOT, "tests", "entities", definition)), `tests/entities/${definition}: its sample`],
    [existsSync(join(ROOT, "docs", "resources", `${file}.md`)), `docs/resources/${file}.md (npm run docs)`],
    [
      read("README.md").includes(`(docs/resources/${file}.md)`),
      `README.md: its row in the table of resources (npm run docs)`,
    ],
  ];
  return checks.filter(([isThere]) => !isThere).map(([, what]) => what);
}

function lines(text: string): number {
  return text.trimEnd().split("\n").length;
}

test.each(DEFINITIONS)("%s is listed, has an example, a sample for the tests and a page", (definition) => {
  expect(missingFor(definition)).toEqual([]);
});

test("an entity with a definition alone is told what is missing", () => {
  expect(missingFor(NOWHERE).map((what) => what.split(/[: ]/)[0])).toEqual([
    "provider/entities/index.ts",
    `examples/resources/${NOWHERE}`,
    `tests/entities/${NOWHERE}`,
    `docs/resources/${NOWHERE.replace(/ts$/, "md")}`,
    "README.md",
  ]);
});

test.each(["functions.ts", "provider.ts"])("the example %s is short", (example) => {
  const text = read("examples", "resources", example);
  expect(text).toContain(`from "pulumi-sinch"`);
  expect(lines(text)).toBeLessThanOrEqual(EXAMPLE_LINES);
});
