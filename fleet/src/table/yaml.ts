import { isAlias, isMap, isSeq, LineCounter, parseDocument, visit } from "yaml";
import { type Line, refused } from "./lines";

/**
 * Rows of a YAML file: a list of maps, which ends with a line `...`, YAML's own end of a document. Without it, a file
 * that is cut between two lines would be a good one of fewer columns. Aliases are refused: each row stands for itself.
 */
export function yamlLines(text: string): Line[] {
  if (!/(^|\n)\.\.\.[ \t]*(\r?\n\s*)?$/.test(text)) {
    throw refused("it does not end with a line ..., so it may be cut: YAML ends a document so");
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineAt = (offset: number | undefined) => lines.linePos(offset ?? 0).line;
  const [error] = [...document.errors, ...document.warnings];
  if (error !== undefined) throw refused("it is no YAML from there on", lineAt(error.pos[0]));
  visit(document, {
    Alias(_, node) {
      throw refused("it has an alias: write each row out", lineAt(node.range?.[0]));
    },
  });
  const { contents } = document;
  if (!isSeq(contents)) throw refused('it is no list of customers, each with "- id: …"');
  return contents.items.map((item): Line => {
    const range = isMap(item) || isSeq(item) || isAlias(item) ? item.range : undefined;
    const line = lineAt(range?.[0] ?? (item as { range?: [number, number, number] } | null)?.range?.[0]);
    if (!isMap(item)) return { line, cells: {}, unreadable: 'is no map of columns with "id: …"' };
    const cells = item.toJS(document) as Record<string, unknown>;
    return { line, cells: Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null)) };
  });
}
