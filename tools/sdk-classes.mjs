/** The resource classes of sdk/index.ts, with what an editor shows of them, out of the definitions and the examples. */
import { format } from "prettier";
import ts from "typescript";
import { kebab } from "./pages.mjs";

const COMMENT_WIDTH = 116;

/**
 * The part of sdk/index.ts between its markers.
 *
 * @param present the file as it is: what a class has besides its comment is kept
 */
export async function sdkClasses(entities, present, printWidth) {
  const sorted = [...entities].sort((one, other) => (one.name < other.name ? -1 : 1));
  const imports = sorted.map(
    ({ name }) =>
      `import { ${constant(name)}, type ${name}Inputs } from "../provider/entities/${kebab(name)}";\n`,
  );
  const text = [
    ...imports,
    'import { type Args, resourceClass } from "./resource";\n',
    ...entities.map((entity) => classOf(entity, present)),
  ];
  return (await format(text.join(""), { parser: "typescript", printWidth })).trim();
}

/** What of an example makes the resource: the statement that does, and those that declare what it refers to. */
function essence(program, name) {
  const source = ts.createSourceFile("example.ts", program, ts.ScriptTarget.ES2022, true);
  const statements = source.statements.filter((one) => !ts.isImportDeclaration(one));
  const main = statements.find((statement) => statement.getText().includes(`new sinch.${name}(`));
  const needed = new Set(main ? [main] : []);
  for (const statement of needed) {
    const used = namesIn(statement);
    statements
      .filter((one) => declaredBy(one).some((word) => used.has(word)))
      .forEach((one) => needed.add(one));
  }
  return statements.filter((one) => needed.has(one)).map((one) => one.getText());
}

function classOf({ name, description, example }, present) {
  const comment = [...wrapped(description), "", "@example", "```ts", ...essence(example, name), "```"];
  return `
/**
${comment.join("\n").replaceAll(/^/gm, " * ").replaceAll(/ $/gm, "")}
 */
${declarationOf(name, present)}`;
}

function declarationOf(name, present) {
  const end = `export type ${name}Args = Args<${name}Inputs>;\n`;
  const [found] = present.match(new RegExp(`^export (const|class) ${name} [^]*?^${end}`, "m")) ?? [];
  const type = `export type ${name} = InstanceType<typeof ${name}>;\n`;
  return found ?? `export const ${name} = resourceClass(${constant(name)});\n${type}${end}`;
}

function constant(name) {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function wrapped(text) {
  return text.split("\n").flatMap((paragraph) =>
    paragraph.split(" ").reduce(
      (lines, word) => {
        const line = `${lines.at(-1)} ${word}`.trim();
        return line.length > COMMENT_WIDTH ? [...lines, word] : [...lines.slice(0, -1), line];
      },
      [""],
    ),
  );
}

/** The names that a statement uses; those of properties are none. */
function namesIn(node, names = new Set()) {
  if (ts.isIdentifier(node) && node.parent.name !== node) names.add(node.text);
  ts.forEachChild(node, (child) => void namesIn(child, names));
  return names;
}

/** The names that a statement makes known to others. */
function declaredBy(statement) {
  return ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.getText())
    : [];
}
