/** What programs can import from the built npm package, values and types, as the compiler sees it. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { ROOT } from "../setup.mjs";

/** @returns {Record<string, string[]>} the names by what a program imports them from */
export function publicNames() {
  const { name, exports } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const entries = Object.entries(exports)
    .filter(([, { types }]) => types !== undefined)
    .map(([path, { types }]) => ({ entry: posix.join(name, path), file: join(ROOT, types) }));
  const options = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    types: [],
  };
  const files = entries.map(({ file }) => file);
  const program = ts.createProgram(files, { ...options, skipLibCheck: true });
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    entries.map(({ entry, file }) => {
      const symbol = checker.getSymbolAtLocation(program.getSourceFile(file));
      const names = symbol === undefined ? [] : checker.getExportsOfModule(symbol).map((one) => one.name);
      return [entry, names.sort()];
    }),
  );
}
