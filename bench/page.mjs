/** `docs/performance.md` and its plot, out of the results of one run. */
import { readFileSync } from "node:fs";
import { phrases } from "./advice.mjs";
import { growthPlot } from "./plot.mjs";
import { comparisonRows } from "./summary.mjs";
import {
  accountTable,
  callTable,
  comparisonTable,
  engineTable,
  goalsTable,
  previewTable,
  PROGRAMS,
  stateTable,
} from "./tables.mjs";

/** What a whole run measures. */
const COUNTS = [30, 100, 300, 1_000, 3_000];

/** Fills the page's text with the tables; returns the page and the plot. */
export function writePage(results) {
  const template = readFileSync(new URL("page-template.md", import.meta.url), "utf8");
  const rows = comparisonRows(results);
  const counts = [...new Set(rows.map(({ count }) => count))];
  const parts = {
    machine: machineText(results),
    runs: runsText(rows),
    goals: goalsTable(results),
    comparison: counts
      .map((count) => `### ${count} trunks\n\n${comparisonTable(results, count)}`)
      .join("\n\n"),
    programs: previewTable(results, PROGRAMS),
    previews: previewTable(results),
    accounts: accountTable(results),
    calls: callTable(results),
    state: stateTable(results),
    engine: engineTable(results),
  };
  // A table stands under its name alone, a phrase under its name and what it is about.
  const say = phrases(results);
  const page = template.replaceAll(/\{\{(\w+)(?: ([^}]+))?\}\}/g, (_, name, words) =>
    words === undefined ? parts[name] : say[name](words.replaceAll("\n", " ")),
  );
  return {
    page: `<!-- Written by \`npm run bench -- --docs\`; its text is bench/page-template.md. -->\n\n${page}`,
    plot: growthPlot(results),
  };
}

/** How often each count was measured: a run may have been cut short. */
function runsText(rows) {
  const runs = new Map();
  for (const row of rows) runs.set(row.count, Math.max(runs.get(row.count) ?? 0, row.runs));
  const missing = COUNTS.filter((count) => !runs.has(count));
  return (
    [...runs].map(([count, times]) => `${times} of ${count} trunks`).join(", ") +
    (missing.length > 0 ? `; ${missing.join(", ")} trunks were left out of this run` : "")
  );
}

/** On what, when and how it was measured. */
export function machineText({ machine, settings, endedAt, highestLoad }) {
  const { processor, cores, memoryGb, system, node } = machine;
  const busy =
    highestLoad > 2 * cores
      ? `. **Other work ran on the machine meanwhile** (up to ${highestLoad} processes at a time on ${cores} cores): times, ` +
        "processor times above all, are several times those of an idle machine, and vary; requests, tokens, bytes and memory do not"
      : "";
  return (
    `${endedAt.slice(0, 10)}, ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node.js ${node}, Pulumi ` +
    `${settings.pulumi}, \`--parallel ${settings.parallel}\`, emulator with ${settings.latencyMs} ms before each answer${busy}`
  );
}
