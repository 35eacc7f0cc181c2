/** The figures of docs/fleet.md, which stand between two comments. */
import { machineText } from "../page.mjs";
import { table } from "../tables.mjs";
import { fleetGoals } from "./summary.mjs";
import { growthTable, shardTable } from "./tables.mjs";

const PART = /(<!-- begin figures -->\n)[^]*?(\n<!-- end figures -->)/;

/** The page with the figures of this run; @throws if it has no place for them */
export function withFigures(page, results) {
  if (!PART.test(page))
    throw new Error("docs/fleet.md has no <!-- begin figures --> and <!-- end figures -->");
  return page.replace(PART, (_, begin, end) => `${begin}\n${figures(results)}\n${end}`);
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
