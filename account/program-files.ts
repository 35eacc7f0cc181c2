import type { Adopted } from "./adoption";
import { groupAlike } from "./alike";
import { declarationOf } from "./declarations";
import { familiesOf } from "./families";
import {
  groupModules,
  isDeclaring,
  kindModules,
  moduleText,
  protectionModule,
  specifier,
  trunkModule,
  type FolderOptions,
  type Module,
} from "./modules";
import { introduction, programText, variablesOf } from "./program";
import { stringText } from "./typescript-text";

/** Up to here a program is read more easily in one file. */
const MOST_IN_ONE_FILE = { trunks: 10, lines: 1000 };

/**
 * A program for adopted entities as files by their paths: `index.ts` alone for a few trunks; for many, a file for each
 * trunk, or a table and a loop for those that are alike, and files by kind for what belongs to no trunk.
 */
export function programFiles(adopted: readonly Adopted[], options: FolderOptions): Map<string, string> {
  const whole = programText(adopted, options);
  const trunks = adopted.filter(({ held }) => held.entity.name === "SipTrunk").length;
  if (trunks <= MOST_IN_ONE_FILE.trunks && whole.split("\n").length <= MOST_IN_ONE_FILE.lines) {
    return new Map([["index.ts", whole]]);
  }
  const declarations = adopted.map((one) => declarationOf(one, options));
  const making = { variables: variablesOf(declarations), options };
  const { families, others } = familiesOf(adopted, declarations);
  const { groups, rest } = groupAlike(families);
  const declaring = [
    ...kindModules(others, making),
    ...groups.flatMap((group, index) => groupModules(group, index, making)),
    ...rest.map((family) => trunkModule(family, making)),
  ];
  const modules = [...declaring, ...(options.protect ? [protectionModule()] : [])];
  const loaded = declaring.filter(({ isTable }) => !isTable);
  const imported = loaded.map(({ path }) => `import ${stringText(specifier("index", path, options))};`);
  const index: Module = {
    path: "index",
    lines: [...introduction(declarations, options), ...imported],
    exported: [],
  };
  return new Map(
    [index, ...modules].map((module) => [
      `${module.path}.ts`,
      module === index ? `${module.lines.join("\n")}\n` : moduleText(module, modules, options),
    ]),
  );
}

/** The files, by their paths, that the `index.ts` of an earlier adoption loads to declare what it had. */
export function filesLoadedBy(index: string, importPrefix = "./"): string[] {
  return [...index.matchAll(/^import "([^"]+)";$/gm)]
    .map(([, name = ""]) => name.slice((name.startsWith("./") ? "./" : importPrefix).length))
    .filter(isDeclaring)
    .map((path) => `${path}.ts`);
}
