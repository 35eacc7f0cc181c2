import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeVersion } from "../support/node-version";
import { skipUnless } from "../support/skip";

/* The table of docs/start-up.md: each line as it stands there, run by Node.js without the types and by the compiler. */

const REPOSITORY = join(__dirname, "..", "..");
const MAJORS = ["22", "24", "26"];
const ROWS = readFileSync(join(REPOSITORY, "docs", "start-up.md"), "utf8")
  .split("\n")
  .filter((line) => /\| (yes|no) +\|$/.test(line))
  .map((line) => line.slice(2, -2).split(" | "))
  .map(([construct = "", wrong = "", says = "", right = "", compiler = ""]) => ({
    construct,
    wrong: code(wrong) ?? "",
    says: says.trim(),
    right: code(right),
    isCompilers: compiler.trim() === "yes",
  }));

function code(cell: string): string | undefined {
  return /^`(.*)`$/.exec(cell.trim())?.[1];
}

const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-strip-"));
const write = (name: string, text: string): void => {
  writeFileSync(join(folder, name), text);
};

beforeAll(() => {
  const library = join("node_modules", "library");
  mkdirSync(join(folder, library), { recursive: true });
  write(join(library, "package.json"), JSON.stringify({ main: "index.ts" }));
  write(join(library, "index.ts"), "export const value: number = 1;");
  write("other.ts", "export interface Size { width: number }\nexport const value: number = 1;");
  write("package.json", readFileSync(join(REPOSITORY, "templates", "typescript", "package.json"), "utf8"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("the table has all eleven constructs", () => {
  expect(ROWS).toHaveLength(11);
});

for (const major of MAJORS) {
  const { path, reason } = nodeVersion(major);
  skipUnless(path !== undefined, reason ?? "")(
    `Node.js ${major} refuses what stands there, as it stands there, and runs what to write instead`,
    () => {
      const run = (text: string): string => {
        write("program.ts", text);
        const { status, stderr } = spawnSync(join(path ?? "", "node"), ["--no-warnings", "program.ts"], {
          cwd: folder,
          encoding: "utf8",
        });
        return status === 0 ? "runs" : stderr;
      };
      for (const { wrong, says, right } of ROWS) {
        expect(run(wrong)).toContain(says);
        if (right !== undefined) expect(run(right)).toBe("runs");
      }
    },
  );
}

test("the compiler refuses the lines that have a yes, by the template's own tsconfig.json", () => {
  const template = readFileSync(join(REPOSITORY, "templates", "typescript", "tsconfig.json"), "utf8");
  const { compilerOptions } = JSON.parse(template) as { compilerOptions: object };
  const types = { types: ["node"], typeRoots: [join(REPOSITORY, "node_modules", "@types")] };
  ROWS.forEach(({ wrong }, index) => {
    write(`row${index}.ts`, wrong);
  });
  const files = ROWS.map((_, index) => `row${index}.ts`);
  write(
    "tsconfig.json",
    JSON.stringify({ compilerOptions: { ...compilerOptions, ...types, noEmit: true }, files }),
  );
  const tsc = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = spawnSync(process.execPath, [tsc, "-p", ".", "--pretty", "false"], {
    cwd: folder,
    encoding: "utf8",
  });
  const refused = new Set([...stdout.matchAll(/^row(\d+)\.ts.* TS1294:/gm)].map(([, row]) => Number(row)));
  expect(ROWS.filter((_, index) => refused.has(index))).toEqual(
    ROWS.filter(({ isCompilers }) => isCompilers),
  );
});
