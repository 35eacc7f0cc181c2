/** What programs can import from the built npm package, values and types, as the compiler sees it. */
import { join, posix } from "node:path";
import ts from "typescript";
import { ROOT } from "../setup.mjs";
import { readJson } from "./common.mjs";

/** For pulumi-sinch-fleet of the same version alone, which is released with it. */
const INTERNALS = "./internals";

/** @returns {Record<string, string[]>} the names by what a program imports them from */
export function publicNames() {
  const { name, exports } = readJson(ROOT, "package.json");
  const entries = Object.entries(exports)
    .filter(([path, { types }]) => types !== undefined && path !== INTERNALS)
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
