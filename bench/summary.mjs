/** Results of several runs as one row for each count, contender and operation. */
import { stepsOf } from "./results.mjs";

/** Milliseconds as seconds, with decimals where they tell something. */
export function seconds(ms) {
  return (ms / 1_000).toFixed(ms < 9_950 ? 2 : 0);
}

/** Smallest, middle and largest of some numbers. */
export function spread(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { min: sorted[0], median, max: sorted.at(-1) };
}

/** The comparison's rows, by count and then in the order in which they were measured. */
export function comparisonRows(results) {
  const groups = new Map();
  for (const { contender, count, operations, state } of stepsOf(results, "comparison/")) {
    for (const [operation, measured] of Object.entries(operations)) {
      const key = `${count}/${operation}/${contender}`;
      const group = groups.get(key) ?? { count, operation, contender, state, all: [] };
      group.all.push(measured);
      groups.set(key, group);
    }
  }
  return [...groups.values()].map(({ all, ...row }) => ({
    ...row,
    runs: all.length,
    wallMs: spread(all.map(({ wallMs }) => wallMs)),
    cpuMs: spread(all.map(({ cpuMs }) => cpuMs)),
    providerCpuMs: spread(all.map(({ roles }) => roles.provider?.cpuMs ?? 0)),
    peakBytes: Math.max(...all.map(({ roles }) => roles.provider?.peakBytes ?? 0)),
    requests: largest(all.map(({ requests }) => requests)),
  }));
}

/** The row of a contender, if it was measured. */
export function rowOf(rows, count, operation, contender) {
  return rows.find(
    (row) => row.count === count && row.operation === operation && row.contender === contender,
  );
}

/**
 * Milliseconds of processor time for each resource above those of the empty provider in the same run, of all processes
 * or of the provider's own; what the CLI takes varies by more than a provider does.
 */
export function cpuAboveEmptyMs(rows, { count, operation, contender, ...row }, which = "cpuMs") {
  const empty = rowOf(rows, count, operation, "empty");
  return empty && !contender.startsWith("floor") && contender !== "empty"
    ? (row[which].median - empty[which].median) / count
    : undefined;
}

/** The most of each kind of request in any run. */
function largest(all) {
  return Object.fromEntries(
    Object.keys(all[0]).map((kind) => [kind, Math.max(...all.map((one) => one[kind]))]),
  );
}
