import { dirname, relative } from "node:path/posix";
import { ENTITIES } from "../provider/entities";
import type { Held } from "../provider/inventory";
import { alikeFiles } from "./alike-text";
import { type Declaration, type ProgramOptions } from "./declarations";
import { groupedBy, type Family } from "./families";
import { declarationText, PROTECTION, sinchImport } from "./program";
import { stringText } from "./typescript-text";

/** How the files of a program import each other. */
export interface FolderOptions extends ProgramOptions {
  /**
   * What stands before a file's name, where `imports` of package.json maps it: Node.js, which runs TypeScript itself,
   * takes no relative path without an ending. Relative paths where it is absent.
   */
  readonly importPrefix?: string;
}

/** A file of a program in the making. */
export interface Module {
  /** Relative to the program's folder, without an ending. */
  readonly path: string;
  readonly lines: readonly string[];
  /** What other files may import from it. */
  readonly exported: readonly string[];
  /** A table, which only its loop loads. */
  readonly isTable?: true;
}

/** What modules are made with: the variables of what is referred to, and the options. */
export interface Making {
  readonly variables: ReadonlyMap<Held, string>;
  readonly options: FolderOptions;
}

/** Of what belongs to no trunk, so many go into one file. */
const MOST_OF_A_KIND = 100;

/** Files by kind for what belongs to no trunk alone. */
export function kindModules(others: readonly Declaration[], { variables, options }: Making): Module[] {
  return [...groupedBy(others, ({ held }) => held.entity.name)].flatMap(([kind, all]) =>
    Array.from({ length: Math.ceil(all.length / MOST_OF_A_KIND) }, (_, part) => {
      const some = all.slice(part * MOST_OF_A_KIND, (part + 1) * MOST_OF_A_KIND);
      return {
        path: numbered(fileName(kind), part),
        lines: [
          sinchImport(options),
          "",
          ...some.map((one) => declarationText(one, variables, { ...options, isExported: true })),
        ],
        exported: some.flatMap(({ held }) => variables.get(held) ?? []),
      };
    }),
  );
}

/** A file for a trunk and what belongs to it. */
export function trunkModule(family: Family, { variables, options }: Making): Module {
  const name = family.find(({ held }) => held.entity.name === "SipTrunk")?.name ?? "";
  const statements = family.map((one) => declarationText(one, variables, options));
  return { path: `trunks/${name}`, lines: [sinchImport(options), "", ...statements], exported: [] };
}

/** A table and a loop for trunks that are alike. */
export function groupModules(
  group: readonly Family[],
  index: number,
  { variables, options }: Making,
): Module[] {
  const { table, loop } = alikeFiles(group, variables, options);
  const tablePath = numbered("customers", index);
  return [
    { path: tablePath, lines: table, exported: [], isTable: true },
    {
      path: numbered("each-customer", index),
      lines: [
        sinchImport(options),
        importLine(["customers"], "each-customer", tablePath, options),
        "",
        ...loop,
      ],
      exported: [],
    },
  ];
}

/** The one line that protects all of a program's resources. */
export function protectionModule(): Module {
  const lines = PROTECTION.map((line) => line.replace("below", "of this program"));
  return {
    path: "protection",
    lines: [...lines, "export const adopted = { protect: true };"],
    exported: ["adopted"],
  };
}

/** A file with what it needs of the others. */
export function moduleText(module: Module, all: readonly Module[], options: FolderOptions): string {
  const body = module.lines.join("\n");
  const words = new Set(body.match(/\w+/g));
  const imports = all
    .filter((other) => other !== module)
    .map(({ path, exported }) => [exported.filter((name) => words.has(name)), path] as const)
    .filter(([names]) => names.length > 0)
    .map(([names, path]) => importLine(names, module.path, path, options));
  const at = module.lines.findIndex((line) => !line.startsWith("import "));
  return [...module.lines.slice(0, at), ...imports, ...module.lines.slice(at), ""].join("\n");
}

/** How one file names another one of the program. */
export function specifier(from: string, to: string, { importPrefix }: FolderOptions): string {
  if (importPrefix !== undefined) return importPrefix + to;
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
}

function importLine(names: readonly string[], from: string, to: string, options: FolderOptions): string {
  return `import { ${names.join(", ")} } from ${stringText(specifier(from, to, options))};`;
}

/** Whether a file of a program, by its path without an ending, is called as the files that declare what was adopted. */
export function isDeclaring(path: string): boolean {
  const [folder, name] = path.split("/");
  if (name !== undefined) return folder === "trunks" && path.split("/").length === 2;
  const bare = path.replace(/-\d+$/, "");
  return bare === "each-customer" || ENTITIES.some((entity) => fileName(entity.name) === bare);
}

/** As `call-blocking-rules` for `CallBlockingRule`. */
function fileName(kind: string): string {
  const words = kind.replace(/(?<!^)([A-Z])/g, "-$1").toLowerCase();
  return words.endsWith("s") ? words : `${words}s`;
}

function numbered(name: string, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}
