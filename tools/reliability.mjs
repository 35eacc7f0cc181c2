/** `npm run docs:reliability`: runs the fault matrix and puts its figures into docs/reliability-figures.md. See HELP. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { parseArgs } from "node:util";
import { endProgramsOnInterrupt, run } from "./processes.mjs";
import { fieldTable, withFieldTable } from "./field-cases.mjs";
import { ensureDependencies, ensurePulumi, LOCAL, ROOT } from "./setup.mjs";

const HELP = `npm run docs:reliability

Runs the fault matrix (tests/faults) and the cases from the field (tests/field), and puts their figures into the tables
of docs/reliability-figures.md, also if something did not hold.

  --help   this text

Example:
  npm run docs:reliability

Exit status: 0 everything held, 1 something did not, 2 wrong usage, 130 interrupted.`;

const PAGE = join(ROOT, "docs", "reliability-figures.md");
const FIGURES = join(LOCAL, "fault-matrix");
const BEGIN = "<!-- figures: npm run docs:reliability -->\n";
const END = "\n<!-- end of the figures -->";
const MATRIX = "holds under every fault";

readOptions();
endProgramsOnInterrupt();
await ensureDependencies();
rmSync(FIGURES, { recursive: true, force: true });
const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "faults", "--maxWorkers=2", "-t", MATRIX];
const { status } = await run(process.execPath, jest, { cwd: ROOT, env: process.env, show: true });
const field = await runField();
const lines = table(readFigures());
const [before, rest] = split(readFileSync(PAGE, "utf8"), BEGIN);
const [, after] = split(rest, END);
const page = `${before}${BEGIN}\n${lines.join("\n")}\n${END}${after}`;
writeFileSync(PAGE, withFieldTable(page, fieldTable(field)));
console.log(`${PAGE} has the figures of ${lines.length - 3} operations, and of the cases from the field.`);
process.exit(status === 0 && field.success ? 0 : 1);

/** The report of the tests in tests/field. */
async function runField() {
  const { bin } = await ensurePulumi();
  const file = join(LOCAL, "jest-field.json");
  const jest = ["node_modules/jest/bin/jest.js", "--selectProjects", "field", "--maxWorkers=2"];
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  const args = [...jest, "--json", `--outputFile=${file}`];
  await run(process.execPath, args, { cwd: ROOT, env, show: "stderr" });
  return JSON.parse(readFileSync(file, "utf8"));
}

function readOptions() {
  try {
    if (parseArgs({ options: { help: { type: "boolean" } } }).values.help) {
      console.log(HELP);
      process.exit(0);
    }
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

/** What each operation left, in their order. */
function readFigures() {
  return readdirSync(FIGURES)
    .map((file) => JSON.parse(readFileSync(join(FIGURES, file), "utf8")))
    .sort((one, other) => one.position - other.position);
}

function table(operations) {
  const [{ heading }] = operations;
  const rows = operations.map(({ figures }) => figures);
  const totals = heading.slice(1).map((name, index) => {
    const column = rows.map((row) => row[index + 1]);
    if (name.startsWith("longest")) return String(Math.max(...column.map(Number)));
    const pairs = column.filter((figure) => figure !== "–").map((figure) => figure.split("/").map(Number));
    return pairs.reduce((sums, pair) => pair.map((number, part) => number + (sums[part] ?? 0)), []).join("/");
  });
  const cells = [heading, heading.map(() => "---"), ...rows, ["all", ...totals]];
  return cells.map((row) => `| ${row.join(" | ")} |`);
}

function split(text, marker) {
  const parts = text.split(marker);
  if (parts.length !== 2) throw new Error(`${PAGE} must have the line ${marker.trim()} once`);
  return parts;
}
