/** What was to be reached, and whether it was in this run. */
import { callGoals } from "./calls/summary.mjs";
import { pageGoals } from "./console-page.mjs";
import { fleetGoals } from "./fleet/summary.mjs";
import { languageGoals, smallGoals } from "./small-summary.mjs";
import { comparisonRows, cpuAboveEmptyMs, rowOf, spread } from "./summary.mjs";

const MB = 1e6;
const OWN = "pulumi-sinch";
/** How many trunks the goals of time speak of. */
const COUNT = 300;
/** Single reads before listing pays, and of what is not in the first page. */
const HANDFUL = 6;
const TIMED = ["create", "no-op up", "refresh", "update", "destroy"];

/** Each goal as `{ figure, goal, measured, held }`; those that were not measured are left out. */
export function goals(results) {
  const rows = comparisonRows(results).filter(({ contender }) => contender === OWN);
  return [
    ...requestGoals(rows),
    ...projectGoals(results),
    ...timeGoals(results),
    ...sizeGoals(results, rows),
    ...languageGoals(results),
    ...smallGoals(results),
    ...pageGoals(results),
    ...callGoals(results),
    ...fleetGoals(results),
  ].filter(({ held }) => held !== undefined);
}

function requestGoals(rows) {
  const of = (operation) => rows.filter((row) => row.operation === operation);
  const listed = (all, value) => all.map((row) => `${row.count}: ${value(row)}`).join(", ");
  const toApi = ({ requests }) => requests.total - requests.token;
  const tokens = rows.map(({ requests }) => requests.token);
  const idle = [...of("no-op up"), ...of("preview")];
  return [
    {
      figure: "tokens per CLI command",
      goal: "1 per provider process, at any number",
      measured: `at most ${Math.max(0, ...tokens)}`,
      held: every(rows, ({ requests }) => requests.token <= 1),
    },
    {
      figure: "requests to create N trunks",
      goal: "N",
      measured: listed(of("create"), toApi),
      held: every(of("create"), (row) => toApi(row) === row.count),
    },
    {
      figure: "requests of a no-op `pulumi up` and `preview`",
      goal: "0",
      measured: `at most ${Math.max(0, ...idle.map(({ requests }) => requests.total))}`,
      held: every(idle, ({ requests }) => requests.total === 0),
    },
    {
      figure: "requests to refresh N trunks",
      goal: "N/500 list pages, a handful more; never more than N",
      measured: listed(of("refresh"), toApi),
      held: every(
        of("refresh"),
        (row) => toApi(row) <= Math.min(row.count, Math.ceil(row.count / 500) + HANDFUL),
      ),
    },
  ];
}

function projectGoals({ steps }) {
  const few = steps["project/few among many"];
  const whole = steps["project/every kind"];
  const limited = steps["project/limited API"];
  const share = limited && limited.create.requests.limited / limited.create.requests.total;
  const time = limited && limited.create.wallMs / limited.leastMs;
  // 50 lists of endpoints and of links each, one of trunks, of access control lists, of rules; a handful of each kind read singly.
  const lists = 50 + 50 + 3;
  return [
    {
      figure: "refresh of 3 trunks in a project with 10,000",
      goal: "not more than 3 + a constant",
      measured: few && `${few.refresh.requests.read} reads and ${few.refresh.requests.list} list page`,
      held: few && few.refresh.requests.read + few.refresh.requests.list <= few.managed + HANDFUL,
    },
    {
      figure:
        "refresh of 50 trunks, 1,000 endpoints, 300 access control lists with ranges, 300 links, 300 blocking rules",
      goal: "one list per parent or collection",
      measured:
        whole &&
        `${whole.refresh.requests.list} lists and ${whole.refresh.requests.read} single reads for ${whole.resources} resources`,
      held: whole && whole.refresh.requests.list <= lists && whole.refresh.requests.read <= 3 * HANDFUL,
    },
    {
      figure: "1,000 creates against an API that allows 10 a second after 30 at once",
      goal: "all succeed, within 10 % of the limit's own time, 429s under 2 %",
      measured:
        limited &&
        `${limited.made} made, ${percent(time - 1)} over the limit's own time, ${percent(share)} refused`,
      held: limited && limited.made === limited.count && time <= 1.1 && share < 0.02,
    },
  ];
}

function timeGoals(results) {
  const rows = comparisonRows(results);
  const pairs = TIMED.map((operation) => ({
    operation,
    own: rowOf(rows, COUNT, operation, OWN),
    hand: rowOf(rows, COUNT, operation, "by hand"),
    empty: rowOf(rows, COUNT, operation, "empty"),
  })).filter(({ own, hand }) => own && hand);
  const ratio = ({ own, hand }) => own.wallMs.median / hand.wallMs.median;
  const ofEmpty = pairs
    .filter(({ empty }) => empty)
    .map(({ operation, empty, hand }) => `${operation} ${ratio({ own: empty, hand }).toFixed(2)}`);
  const requestMs = ["floor", "floor with axios"]
    .map((contender) => rowOf(rows, COUNT, "create", contender))
    .filter((row) => row !== undefined)
    .map((row) => `${row.contender} ${(row.cpuMs.median / COUNT).toFixed(2)} ms`);
  const cpu = TIMED.map((operation) => rowOf(rows, COUNT, operation, OWN))
    .filter((row) => row !== undefined)
    .map((row) => ({
      operation: row.operation,
      ms: cpuAboveEmptyMs(rows, row),
      own: cpuAboveEmptyMs(rows, row, "providerCpuMs"),
    }))
    .filter(({ ms }) => ms !== undefined);
  return [
    {
      figure: `wall time of ${COUNT} trunks, ratio to the provider by hand`,
      goal: "under 1 in each operation, refresh at most 0.5",
      measured:
        pairs.map((pair) => `${pair.operation} ${ratio(pair).toFixed(2)}`).join(", ") +
        ` (the empty provider: ${ofEmpty.join(", ")})`,
      held: every(pairs, (pair) => (pair.operation === "refresh" ? ratio(pair) <= 0.5 : ratio(pair) < 1)),
    },
    {
      figure: `processor time of ${COUNT} trunks above that of an empty dynamic provider (in brackets the provider process alone)`,
      goal: "under 1 ms a resource",
      measured: cpu
        .map(({ operation, ms, own }) => `${operation} ${ms.toFixed(2)} ms (${own.toFixed(2)})`)
        .join(", ")
        .concat(`; a script that only sends the creates: ${requestMs.join(", ")}`),
      held: every(cpu, ({ ms }) => ms < 1),
    },
  ];
}

function sizeGoals({ steps }, rows) {
  const { start } = steps;
  const state = rows.find((row) => row.state)?.state;
  const peaks = [...byCount(rows)].map(([count, all]) => ({
    count,
    peak: Math.max(...all.map(({ peakBytes }) => peakBytes)),
  }));
  const largest = peaks.find(({ count }) => count === 3_000);
  return [
    {
      figure: "inputs and outputs of a trunk in the state",
      goal: "under 800 bytes",
      measured: state && `${state.own} bytes; the engine keeps ${state.engine} more`,
      held: state && state.own < 800,
    },
    {
      figure: "importing the package on top of `@pulumi/pulumi`",
      goal: "under 50 ms, without zod, axios and the client",
      measured:
        start &&
        `${spread(start.tookMs).median.toFixed(0)} ms (${start.modules} modules), ${start.heavy.length} of these`,
      held: start && spread(start.tookMs).median < 50 && start.heavy.length === 0,
    },
    {
      figure: "peak memory of the provider process",
      goal: "under 300 MB at 3,000 resources, linear growth",
      measured: peaks.map(({ count, peak }) => `${count}: ${(peak / MB).toFixed(0)} MB`).join(", "),
      held: largest && largest.peak > 0 ? largest.peak < 300 * MB && isLinear(peaks) : undefined,
    },
  ];
}

/** Linear: the last trunks take no more memory each than twice what all of them take on average. */
function isLinear(peaks) {
  const [first, beforeLast, last] = [peaks[0], peaks.at(-2), peaks.at(-1)];
  const slope = (from, to) => (to.peak - from.peak) / (to.count - from.count);
  return peaks.length < 3 || slope(beforeLast, last) <= 2 * Math.max(slope(first, last), 0);
}

function byCount(rows) {
  const groups = new Map();
  for (const row of rows) groups.set(row.count, [...(groups.get(row.count) ?? []), row]);
  return groups;
}

function every(all, holds) {
  return all.length === 0 ? undefined : all.every(holds);
}

function percent(share) {
  return `${(share * 100).toFixed(1)} %`;
}
