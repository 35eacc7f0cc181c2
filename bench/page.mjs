/** `docs/performance.md` and its plot, out of the results of one run. */
import { readFileSync } from "node:fs";
import { growthPlot } from "./plot.mjs";
import { comparisonRows } from "./summary.mjs";
import { comparisonTable, engineTable, goalsTable, stateTable } from "./tables.mjs";

/** Fills the page's text with the tables; returns the page and the plot. */
export function writePage(results) {
  const template = readFileSync(new URL("page-template.md", import.meta.url), "utf8");
  const counts = [...new Set(comparisonRows(results).map(({ count }) => count))];
  const parts = {
    machine: machineText(results),
    goals: goalsTable(results),
    comparison: counts
      .map((count) => `### ${count} trunks\n\n${comparisonTable(results, count)}`)
      .join("\n\n"),
    state: stateTable(results),
    engine: engineTable(results),
  };
  const page = template.replaceAll(/\{\{(\w+)\}\}/g, (_, name) => parts[name]);
  return {
    page: `<!-- Written by \`npm run bench -- --docs\`; its text is bench/page-template.md. -->\n\n${page}`,
    plot: growthPlot(results),
  };
}

function machineText({ machine, settings, endedAt }) {
  const { processor, cores, memoryGb, system, node } = machine;
  return (
    `${endedAt.slice(0, 10)}, ${processor}, ${cores} cores, ${memoryGb} GB, ${system}, Node.js ${node}, Pulumi ` +
    `${settings.pulumi}, \`--parallel ${settings.parallel}\`, emulator with ${settings.latencyMs} ms before each answer`
  );
}
