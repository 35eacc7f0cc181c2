/** How a fleet grows, and what a customer takes in shards of several sizes, as one picture. */
import { figurePlot } from "../plot.mjs";
import { growthRows, shardRows } from "./summary.mjs";

const OPERATIONS = { create: "roll-out", idle: "no change", drift: "drift" };

/** Draws what was measured, or returns undefined if nothing was. */
export function fleetPlot(results) {
  const [growth, shards] = [growthRows(results), shardRows(results)];
  const point = (count, value, series) => ({ count, series, value });
  const all = [
    {
      title: "seconds by customers",
      x: "customers",
      unit: "s",
      points: growth.flatMap(({ customers, rollOutMs, leastMs, driftMs }) => [
        point(customers, rollOutMs / 1_000, "roll-out"),
        point(customers, leastMs / 1_000, "the API's limit"),
        point(customers, driftMs / 1_000, "drift"),
      ]),
    },
    {
      title: "processor seconds by customers",
      x: "customers",
      unit: "s",
      points: growth.flatMap(({ customers, rollOutCpuMs, driftCpuMs }) => [
        point(customers, rollOutCpuMs / 1_000, "roll-out"),
        point(customers, driftCpuMs / 1_000, "drift"),
      ]),
    },
    ...["cpuMs", "wallMs"].map((which) => ({
      title: `${which === "cpuMs" ? "processor" : "wall"} ms a customer by shard`,
      x: "customers in a shard",
      unit: "ms",
      points: shards.flatMap(({ size, ...operations }) =>
        Object.entries(OPERATIONS).map(([key, name]) => point(size, operations[key][which], name)),
      ),
    })),
  ].filter(({ points }) => points.length > 0);
  return all.length === 0 ? undefined : figurePlot("How a fleet of many customers grows", all);
}
