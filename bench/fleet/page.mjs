/** The figures of docs/fleet.md, which stand between two comments. */
import { machineText } from "../page.mjs";
import { table } from "../tables.mjs";
import { fleetGoals } from "./summary.mjs";
import { growthTable, shardTable } from "./tables.mjs";

const [BEGIN, END] = ["<!-- begin figures -->", "<!-- end figures -->"];
const PART = new RegExp(`${BEGIN}[^]*?${END}`);

/** The page with the figures of this run, at its end if it has no place for them yet. */
export function withFigures(page, results) {
  const whole = PART.test(page) ? page : `${page}\n## Figures\n\n${BEGIN}\n${END}\n`;
  return whole.replace(PART, () => `${BEGIN}\n\n${figures(results)}\n\n${END}`);
}

function figures(results) {
  const goals = fleetGoals(results).map(({ figure, goal, measured, held }) => [
    figure,
    goal,
    measured,
    held ? "yes" : "**no**",
  ]);
  return [
    `Measured by \`npm run bench -- --only fleet --docs\` against the emulator: ${machineText(results)}.`,
    table(["figure", "wanted", "measured", "held"], goals),
    "![Wall and processor time by customers and by the size of a shard](fleet-growth.svg)",
    growthTable(results),
    "What a customer takes in shards of several sizes, without a limit of the API:",
    shardTable(results),
  ].join("\n\n");
}
