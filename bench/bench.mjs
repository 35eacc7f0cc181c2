/** `npm run bench`: what this provider takes, against others in the same run. See HELP. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { endProgramsOnInterrupt } from "../tools/processes.mjs";
import { ensureBuild, ensureDependencies, ensurePulumi, LOCAL, ROOT } from "../tools/setup.mjs";
import { calls } from "./calls.mjs";
import { compare, CONTENDERS } from "./comparison.mjs";
import { consolePage } from "./console-page.mjs";
import { engine } from "./engine.mjs";
import { fleet } from "./fleet.mjs";
import { withFigures } from "./fleet/page.mjs";
import { fleetPlot } from "./fleet/plot.mjs";
import { languages } from "./languages.mjs";
import { writePage } from "./page.mjs";
import { canMeasure } from "./process-usage.mjs";
import { fewAmongMany, limitedApi, wholeProject } from "./projects.mjs";
import { openResults } from "./results.mjs";
import { smallStacks } from "./small-stacks.mjs";
import { start } from "./start.mjs";
import { comparisonRows } from "./summary.mjs";
import { report } from "./tables.mjs";

const PARTS = ["comparison", "start", "small", "projects", "limit", "engine", "page", "calls", "fleet"];
const RESULTS = join(LOCAL, "bench", "results.json");

const HELP = `npm run bench [-- OPTIONS]

Measures create, no-op up, preview, refresh, update and destroy of so many trunks on the emulator: the same program
with this provider, with a dynamic provider as written by hand, with an empty one (Pulumi's own part), and a plain
script that sends the same requests (the floor), which is also tried with axios. Then the start of a program, in several
languages and with the plugin's executable; small stacks against the last release (a preview of ten trunks in TypeScript; a trunk in each of many accounts), projects of
other shapes, a limited API, and the engine's own settings and backends: PostgreSQL and an S3 object store where a
postgres and a moto_server are installed; and the emulator's page with 10,000 objects in a headless Chromium: first paint,
first rows, nodes, and bytes for each second in which nothing happens. Then histories of calls held against a change of
1,000 trunks, against csv-parse that merely reads them and a replay written the naive way. Last a fleet of many customers in shards on Temporal
(package fleet/): roll-out, drift, one change, memory, workers killed, sizes of shards. Prints tables, keeps all results in
.local/bench/results.json.

  --only PARTS         ${PARTS.join(",")} (default: all)
  --counts NUMBERS     trunks (default: 30,100,300,1000,3000); above 300 there is one run, and neither the provider
                       by hand nor the empty one, which take minutes, and PULUMI_SKIP_CHECKPOINTS is set
  --calls NUMBERS      calls of a history (default: 10000,100000,1000000); above a million there is one run, of this
                       package alone
  --customers NUMBERS  customers of the fleet (default: 100,1000)
  --runs NUMBER        runs up to 300 trunks (default: 3)
  --latency-ms NUMBER  wait of the emulator before each answer (default: 20)
  --contenders NAMES   ${Object.keys(CONTENDERS).join(",")} (default: all)
  --release FILE       the archive of the last release (default: packed from its commit, once)
  --resume             goes on with an interrupted run of as many runs and the same wait; what is done is kept
  --docs               also writes the pages of what was measured: docs/performance.md, the figures of docs/fleet.md,
                       and their plots
  --json               prints the results as JSON instead of tables
  --help               this text

Examples:
  npm run bench
  npm run bench -- --only comparison --counts 30,100 --runs 1
  npm run bench -- --only start --runs 5
  npm run bench -- --only small --runs 5
  npm run bench -- --only engine
  npm run bench -- --only page
  npm run bench -- --only calls --calls 10000000
  npm run bench -- --only fleet --customers 100
  npm run bench -- --resume --docs

All of it takes about three quarters of an hour on two cores, a third of it for the fleet, which needs Go for Temporal's
server where no "temporal" is on the PATH. Figures are worth something only on a
machine that does nothing else.
Processor time and memory are measured on Linux only.

Exit status: 0 measured, 1 failed, 2 wrong usage, 130 interrupted.`;

const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit(0);
}
endProgramsOnInterrupt("Interrupted; `--resume` goes on from here.");
try {
  await main(options);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

async function main({
  only,
  counts,
  callCounts,
  customers,
  runs,
  latencyMs,
  contenders,
  release,
  resume,
  docs,
  json,
}) {
  const say = (line) => console.error(line);
  await ensureDependencies({ say });
  await ensureBuild({ say });
  const { bin, version } = await ensurePulumi({ say });
  if (!canMeasure)
    say("This system does not tell processor time and peak memory of processes: they are left out.");
  const parallel = 4 * availableParallelism();
  const settings = { runs, latencyMs, parallel, pulumi: version };
  const { results, step } = openResults(RESULTS, { resume, settings, say });
  const context = { bin, step, counts, runs, latencyMs, parallel, contenders, say };
  const work = {
    comparison: () => compare(context),
    start: async () => {
      await start(context);
      await languages({ ...context, bin: (await ensurePulumi({ all: true, say })).bin });
    },
    small: () => smallStacks({ ...context, archive: release }),
    projects: async () => {
      await wholeProject(context);
      await fewAmongMany(context);
    },
    limit: () => limitedApi(context),
    engine: () => engine(context),
    page: () => consolePage(context),
    calls: () => calls({ ...context, callCounts }),
    fleet: () => fleet({ ...context, customers }),
  };
  for (const part of PARTS) if (only.includes(part)) await work[part]();
  if (docs) await writeDocs(results);
  console.log(json ? JSON.stringify(results, null, 2) : report(results));
}

/** The pages of what was measured: a run of some parts leaves the pages of the others as they are. */
async function writeDocs(results) {
  if (comparisonRows(results).length > 0) {
    const { page, plot } = writePage(results);
    const file = join(ROOT, "docs", "performance.md");
    write(file, await formatted(file, page));
    write(join(ROOT, "docs", "performance.svg"), plot);
  }
  const plot = fleetPlot(results);
  if (plot === undefined) return;
  write(join(ROOT, "docs", "fleet-growth.svg"), plot);
  const file = join(ROOT, "docs", "fleet.md");
  if (existsSync(file)) write(file, await formatted(file, withFigures(readFileSync(file, "utf8"), results)));
}

async function formatted(file, text) {
  return await format(text, { ...(await resolveConfig(file)), parser: "markdown", proseWrap: "always" });
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function readOptions() {
  const text = { type: "string" };
  const flag = { type: "boolean", default: false };
  try {
    const { values } = parseArgs({
      options: {
        only: text,
        counts: text,
        calls: text,
        customers: text,
        runs: text,
        "latency-ms": text,
        contenders: text,
        release: text,
        resume: flag,
        docs: flag,
        json: flag,
        help: flag,
      },
    });
    const { resume, docs, json, help } = values;
    return {
      only: oneOf("--only", values.only, PARTS),
      counts: numbers("--counts", values.counts ?? "30,100,300,1000,3000"),
      callCounts: numbers("--calls", values.calls ?? "10000,100000,1000000"),
      customers: numbers("--customers", values.customers ?? "100,1000"),
      runs: whole("--runs", values.runs ?? "3", 1),
      latencyMs: whole("--latency-ms", values["latency-ms"] ?? "20", 0),
      contenders: oneOf("--contenders", values.contenders, Object.keys(CONTENDERS)),
      release: values.release,
      ...{ resume, docs, json, help },
    };
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(2);
  }
}

function numbers(option, text) {
  return text.split(",").map((word) => whole(option, word, 1));
}

function oneOf(option, text, names) {
  const given = text === undefined ? names : text.split(",");
  const wrong = given.find((name) => !names.includes(name));
  if (wrong !== undefined) throw new Error(`${option}: "${wrong}" is none of ${names.join(", ")}`);
  return given;
}

function whole(option, text, least) {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= least)) throw new Error(`${option} must be a whole number from ${least} up, not "${text}"`);
  return value;
}
