import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { filesLoadedBy } from "../account/program-files";
import { isObject } from "../provider/json";
import { be, spoken } from "../provider/words";

export const PROGRAM_FILE = "index.ts";

/** Writes texts by their paths under a folder; nothing where one of them is there and may not be replaced. */
export function writeAll(
  files: ReadonlyMap<string, string>,
  { out, overwrite = false }: { out: string; overwrite?: boolean | undefined },
): void {
  refuseExisting([...files.keys()], { out, overwrite });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
}

/** Throws where one of the files is there and may not be replaced. */
export function refuseExisting(
  paths: readonly string[],
  { out, overwrite = false }: { out: string; overwrite?: boolean | undefined },
): void {
  const existing = paths.map((path) => join(out, path)).find((path) => existsSync(path));
  if (existing !== undefined && !overwrite) {
    throw new Error(`${existing} exists: give another folder with --out, or --overwrite`);
  }
}

/** Throws where an earlier adoption has left files that the program would not have: they still declare what they did. */
export function refuseStale(
  program: ReadonlyMap<string, string>,
  { out, importPrefix: start }: { out: string; importPrefix: string | undefined },
): void {
  const index = join(out, PROGRAM_FILE);
  if (!existsSync(index)) return;
  const stale = filesLoadedBy(readFileSync(index, "utf8"), start)
    .filter((path) => !program.has(path))
    .map((path) => join(out, path))
    .filter((path) => existsSync(path));
  if (stale.length === 0) return;
  throw new Error(
    `${spoken(stale)} ${be(stale)} of an earlier adoption and not of the new program: delete ` +
      `${stale.length === 1 ? "it" : "them"}, or give another folder with --out`,
  );
}

/** What stands before names of files in the folder, where the package's own `imports` have `"#*": "./*.ts"`. */
export function importPrefix(out: string): string | undefined {
  const folder = resolve(out);
  const root = ancestors(folder).find((one) => existsSync(join(one, "package.json")));
  if (root === undefined) return undefined;
  const description: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const imports = isObject(description) ? description.imports : undefined;
  if (!isObject(imports) || imports["#*"] !== "./*.ts") return undefined;
  const inside = relative(root, folder).split(sep).join("/");
  return inside === "" ? "#" : `#${inside}/`;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
