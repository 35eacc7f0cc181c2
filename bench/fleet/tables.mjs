/** The fleet's figures as Markdown tables. */
import { table } from "../tables.mjs";
import { growthRows, shardRows } from "./summary.mjs";

const s = (ms) => (ms / 1_000).toFixed(1);
const ms = (value) => value.toFixed(0);

/** How it grows with the number of customers. */
export function growthTable(results) {
  return table(
    [
      "customers",
      "shards",
      "first roll-out s",
      "the limit's own time s",
      "ratio",
      "CPU s",
      "requests",
      "drift s",
      "CPU s",
      "requests",
      "one change: request after s",
      "state MB",
      "load",
    ],
    growthRows(results).map((row) => [
      row.customers,
      row.shards,
      s(row.rollOutMs),
      s(row.leastMs),
      row.ratio.toFixed(2),
      s(row.rollOutCpuMs),
      row.api,
      s(row.driftMs),
      s(row.driftCpuMs),
      row.driftRequests,
      s(row.changeMs),
      (row.bytesOfState / 1e6).toFixed(1),
      row.load.toFixed(1),
    ]),
  );
}

/** What a customer takes in shards of several sizes, without a limit of the API. */
export function shardTable(results) {
  return table(
    [
      "customers a shard",
      ...["roll-out", "without a change", "drift"].flatMap((name) => [`${name}: wall ms`, "CPU ms"]),
      "load",
    ],
    shardRows(results).map(({ size, load, ...operations }) => [
      size,
      ...["create", "idle", "drift"].flatMap((name) => [
        ms(operations[name].wallMs),
        ms(operations[name].cpuMs),
      ]),
      load.toFixed(1),
    ]),
  );
}
