/** Histories of calls held against a stack before and after a change: this provider, csv-parse alone, and the naive way. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../tools/processes.mjs";
import { ROOT } from "../tools/setup.mjs";
import { numbersByCountry, writeHistory } from "./calls/history.mjs";
import { planOf, SIZE } from "./calls/world.mjs";

const CLI = join(ROOT, "dist", "bin", "pulumi-sinch.js");
const program = (name) => join(ROOT, "bench", "calls", name);
export const [OWN, READ, NAIVE] = ["pulumi-sinch", "csv-parse, reading alone", "the naive way"];
/** The naive way would take an hour for a million. */
export const NAIVE_CALLS = 20_000;
/** Above this, there is one run, and of pulumi-sinch alone. */
const MOST_COMPARED = 1_000_000;

/** Measures each number of calls, the contenders in turn; all of them read the same files. */
export async function calls({ step, callCounts, runs, say }) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-bench-calls-"));
  try {
    const numbers = numbersByCountry();
    const plan = join(folder, "plan.json");
    writeFileSync(plan, JSON.stringify(planOf(numbers)));
    const replay = (history) => [CLI, "calls", "replay", plan, "--whole", "--calls", history, "--json"];
    const history = (count, hasCountries) => {
      const file = join(folder, `${count}${hasCountries ? "" : "-without-countries"}.csv`);
      writeHistory(file, count, { numbers, hasCountries });
      return file;
    };
    await step("calls/naive", async () => {
      const file = history(NAIVE_CALLS, true);
      const naive = await measured([program("naive.mjs"), plan, file]);
      const own = await measured(replay(file));
      const totals = totalsOf(own.told);
      if (JSON.stringify(totals) !== JSON.stringify(naive.told)) {
        throw new Error(`The naive way has other totals: ${JSON.stringify([totals, naive.told])}`);
      }
      rmSync(file);
      return { count: NAIVE_CALLS, ...naive, told: totals };
    });
    for (const count of callCounts) {
      const isLarge = count > MOST_COMPARED;
      for (const hasCountries of isLarge ? [true] : [true, false]) {
        let file;
        for (let number = 1; number <= (isLarge ? 1 : runs); number++) {
          for (const contender of isLarge ? [OWN] : [OWN, READ]) {
            const key = `calls/${contender}/${count}/${hasCountries ? "with" : "without"} countries/${number}`;
            await step(key, async () => {
              file ??= history(count, hasCountries);
              const args = contender === OWN ? replay(file) : [program("read.mjs"), file];
              const { told, ...usage } = await measured(args);
              if (told.records !== count)
                throw new Error(`${contender} has read ${told.records} of ${count}`);
              return { contender, count, hasCountries, run: number, ...usage };
            });
          }
        }
        if (file !== undefined) rmSync(file);
      }
    }
    say(`${SIZE.TRUNKS} trunks, ${SIZE.RANGES} ranges, ${SIZE.RULES} rules, ${SIZE.COUNTRIES} countries`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program of Node.js to its end; returns what it printed, and what it took. */
async function measured(args) {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-bench-usage-"));
  const BENCH_USAGE = join(folder, "usage.json");
  try {
    const env = { ...process.env, BENCH_USAGE };
    const { status, stdout, stderr } = await run(
      process.execPath,
      ["--require", program("usage.cjs"), ...args],
      {
        env,
      },
    );
    if (status !== 0) throw new Error(`${args.join(" ")} ended with status ${status}\n${stderr}`);
    return { ...JSON.parse(readFileSync(BENCH_USAGE, "utf8")), told: JSON.parse(stdout) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The totals that the naive way also has. */
function totalsOf({ before, after, changed }) {
  const sure = (results) => ({ "let through": results["let through"], refused: results.refused });
  return { before: sure(before), after: sure(after), changed: changed.calls };
}
