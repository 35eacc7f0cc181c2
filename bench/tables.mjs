/** The results as Markdown tables, for the terminal and the page alike. */
import { AS_IS } from "./advice.mjs";
import { callRows } from "./calls/summary.mjs";
import { pageRows } from "./console-page.mjs";
import { growthTable, shardTable } from "./fleet/tables.mjs";
import { goals } from "./goals.mjs";
import { stepsOf } from "./results.mjs";
import { accountRows, previewRows } from "./small-summary.mjs";
import { comparisonRows, cpuAboveEmptyMs, rowOf, seconds } from "./summary.mjs";

/** The steps of programs in several languages. */
export const PROGRAMS = "start/";

const megabytes = (bytes) => (bytes === undefined ? "" : (bytes / 1e6).toFixed(0));
const times = (ratio) => (ratio === undefined ? "" : `${ratio.toFixed(2)}`);

/** All tables that the results have something for. */
export function report(results) {
  const counts = [...new Set(comparisonRows(results).map(({ count }) => count))];
  return [
    ...counts.map((count) => `${count} trunks\n\n${comparisonTable(results, count)}`),
    `Programs\n\n${previewTable(results, PROGRAMS)}`,
    `Small stacks\n\n${previewTable(results)}\n\n${accountTable(results)}`,
    `The engine\n\n${engineTable(results)}`,
    `The emulator's page\n\n${pageTable(results)}`,
    `Calls\n\n${callTable(results)}`,
    `A fleet\n\n${growthTable(results)}\n\n${shardTable(results)}`,
    `Goals\n\n${goalsTable(results)}`,
  ].join("\n\n");
}

/** Goals and what was measured. */
export function goalsTable(results) {
  return table(
    ["figure", "goal", "measured", "held"],
    goals(results).map(({ figure, goal, measured, held }) => [
      figure,
      goal,
      measured,
      held ? "yes" : "**no**",
    ]),
  );
}

/** All operations and contenders at one count. */
export function comparisonTable(results, count) {
  const rows = comparisonRows(results).filter((row) => row.count === count);
  const ratio = (row, contender) => {
    const other = rowOf(rows, count, row.operation, contender);
    return other && other !== row ? row.wallMs.median / other.wallMs.median : undefined;
  };
  return table(
    [
      "operation",
      "provider",
      "wall s: min / median / max",
      "ratio to by hand",
      "ratio to floor",
      "CPU s",
      "CPU above empty, ms a resource",
      "of it in the provider",
      "peak MB",
      "requests",
      "of them tokens",
      "lists",
      "reads",
    ],
    rows
      .toSorted((one, other) => order(one.operation) - order(other.operation))
      .map((row) => [
        row.operation,
        row.contender,
        [row.wallMs.min, row.wallMs.median, row.wallMs.max].map(seconds).join(" / "),
        times(ratio(row, "by hand")),
        times(ratio(row, "floor")),
        seconds(row.cpuMs.median),
        times(cpuAboveEmptyMs(rows, row)),
        times(cpuAboveEmptyMs(rows, row, "providerCpuMs")),
        row.peakBytes > 0 ? megabytes(row.peakBytes) : "",
        row.requests.total,
        row.requests.token,
        row.requests.list,
        row.requests.read,
      ]),
  );
}

/** Bytes of state for each resource. */
export function stateTable(results) {
  const rows = comparisonRows(results).filter(({ state, operation }) => state && operation === "create");
  const [first] = rows;
  return table(
    ["provider", "inputs and outputs", "the engine's own part"],
    rows
      .filter(({ count }) => count === first?.count)
      .map(({ contender, state }) => [contender, state.own, state.engine]),
  );
}

/** Previews of ten trunks that do not change, by a program in TypeScript. */
export function previewTable(results, part) {
  return table(
    [
      "preview with",
      "after an edit: wall s",
      "CPU s",
      "largest process MB",
      "all processes MB",
      "once more: wall s",
      "CPU s",
      "largest process MB",
    ],
    previewRows(results, part).map(({ contender, edited, again }) => [
      contender,
      ...previewCells(edited),
      megabytes(edited.sumBytes),
      ...previewCells(again),
    ]),
  );
}

const previewCells = ({ wallMs, cpuMs, peakBytes }) => [
  seconds(wallMs),
  seconds(cpuMs),
  megabytes(peakBytes),
];

/** First updates of accounts that have a trunk each. */
export function accountTable(results) {
  return table(
    ["accounts", "provider", "wall s", "memory of all processes MB", "above one account MB"],
    accountRows(results).map(({ count, contender, wallMs, sumBytes, aboveOneBytes }) => [
      count,
      contender,
      seconds(wallMs),
      megabytes(sumBytes),
      megabytes(aboveOneBytes),
    ]),
  );
}

/** The engine's settings, each beside its ratio to the file backend as it is. */
export function engineTable(results) {
  const trials = stepsOf(results, "engine/");
  const cells = ({ wallMs }, first) =>
    Object.keys(wallMs).flatMap((operation) => [
      seconds(wallMs[operation]),
      times(wallMs[operation] / first.wallMs[operation]),
    ]);
  return table(
    ["trunks", "setting or backend", "create s", "ratio", "no-op up s", "ratio"],
    trials.map((trial) => {
      const first = trials.find(({ count, name }) => count === trial.count && name === AS_IS);
      return [trial.count, trial.name, ...cells(trial, first)];
    }),
  );
}

/** The emulator's page, once for each time that it was opened. */
export function pageTable(results) {
  return table(
    ["objects", "first paint ms", "first rows ms", "nodes", "bytes an idle second", "bytes of one change"],
    pageRows(results),
  );
}

/** Histories of calls: what each contender takes, start and reading of the plan included. */
export function callTable(results) {
  const rows = callRows(results);
  return table(
    ["calls", "country cells", "contender", "CPU s", "CPU µs a call", "peak MB"],
    rows.map(({ count, hasCountries, contender, cpuMs, peakBytes }) => [
      count.toLocaleString("en"),
      hasCountries ? "yes" : "no",
      contender,
      seconds(cpuMs),
      times((1000 * cpuMs) / count),
      megabytes(peakBytes),
    ]),
  );
}

function order(operation) {
  return ["create", "no-op up", "preview", "refresh", "update", "destroy"].indexOf(operation);
}

/** A table of Markdown. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
