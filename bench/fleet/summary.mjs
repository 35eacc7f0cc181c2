/** The fleet's figures as rows, and what was to be reached. */
import { stepsOf } from "../results.mjs";
import { spread } from "../summary.mjs";
import { LIMIT } from "./open.mjs";

const GB = 1e9;
const RATIO = 1.25;
const PROCESSOR = 0.03;
const REFUSED = 0.02;
const REACTION_MS = 15_000;
/** Requests of a look for drift: for each customer a list of endpoints, one of either kind of links, and its number; */
const EACH = 4;
/** for each shard a handful of reads and the first page of each collection, and some for what is beside all shards. */
const EACH_SHARD = 25;

const sum = (cpuMs) => Object.values(cpuMs).reduce((total, one) => total + one, 0);
const percent = (share) => `${(share * 100).toFixed(1)} %`;
const share = (part, whole) => (whole === 0 ? 0 : part / whole);
const s = (ms) => `${(ms / 1_000).toFixed(1)} s`;

/** A row for each number of customers. */
export function growthRows({ steps }) {
  const single = steps["fleet/stack a customer"];
  return stepsOf({ steps: byCount(steps) }, "fleet/grow/").map((one) => {
    const { customers, shards, rollOut, drift, change } = one;
    const { api, tokens, apiLimited, tokensLimited, processes, leastMs } = rollOut.requests;
    return {
      ...{ customers, shards, failed: one.failed, load: one.load, planMs: one.planMs },
      rollOutMs: rollOut.wallMs,
      leastMs,
      ratio: rollOut.wallMs / leastMs,
      ...{ api, tokens, processes },
      refused: share(apiLimited, api),
      tokensRefused: share(tokensLimited, tokens),
      rollOutCpuMs: sum(rollOut.cpuMs),
      driftMs: drift.wallMs,
      driftCpuMs: sum(drift.cpuMs),
      driftShare: single && sum(drift.cpuMs) / (customers * spread(single.drift).median),
      barestShare: single && sum(drift.cpuMs) / (customers * spread(single.barest).median),
      driftRequests: drift.requests.api,
      readTwice: drift.childrenReadTwice,
      changeMs: change.requests.changedMs,
      changed: change.requests.changed,
      bytesOfState: one.bytesOfState,
    };
  });
}

/** With the count by which steps are sorted. */
function byCount(steps) {
  return Object.fromEntries(
    Object.entries(steps).map(([key, step]) => [key, { count: step.customers ?? step.size, ...step }]),
  );
}

/** A row for each size of a shard: what a customer takes, by operation. */
export function shardRows({ steps }) {
  return stepsOf({ steps: byCount(steps) }, "fleet/shard/").map(({ size, load, ...operations }) => ({
    ...{ size, load },
    ...Object.fromEntries(
      ["create", "idle", "drift"].map((name) => [
        name,
        { wallMs: operations[name].wallMs / size, cpuMs: operations[name].cpuMs / size },
      ]),
    ),
  }));
}

/** Each figure as `{ figure, goal, measured, held }`; those that were not measured are left out. */
export function fleetGoals(results) {
  const { steps } = results;
  const rows = growthRows(results);
  const of = (value) => rows.map((row) => `${row.customers}: ${value(row)}`).join(", ");
  const all = (holds) => (rows.length === 0 ? undefined : rows.every(holds));
  const largest = rows.at(-1);
  const [memory, killed] = [steps["fleet/memory"], steps["fleet/deaths"]];
  return [
    {
      figure: `first roll-out of a fleet, against the limit's own time for the same requests (${LIMIT.burst} at once, ${LIMIT.perSecond} a second)`,
      goal: `at most ${RATIO} × at the largest; 0 failed`,
      measured: of(
        ({ ratio, rollOutMs, failed }) => `${ratio.toFixed(2)} × (${s(rollOutMs)}), ${failed} failed`,
      ),
      held: largest && largest.ratio <= RATIO && rows.every(({ failed }) => failed === 0),
    },
    {
      figure: "tokens of its processes",
      goal: "at most 1 a process",
      measured: of(({ tokens, processes }) => `${tokens} of ${processes} processes`),
      held: all(({ tokens, processes }) => tokens <= processes),
    },
    {
      figure: "429s of its requests, API and token endpoint",
      goal: "under 2 % each",
      measured: of(({ refused, tokensRefused }) => `${percent(refused)} and ${percent(tokensRefused)}`),
      held: all(({ refused, tokensRefused }) => refused < REFUSED && tokensRefused < REFUSED),
    },
    {
      figure:
        "processor time of a fleet's look for drift, against `pulumi-sinch drift` in a stack a customer (in brackets against the barest `pulumi refresh --preview-only`, which tells less)",
      goal: `at most ${PROCESSOR} × at the largest`,
      measured: of(
        ({ driftShare, barestShare, driftCpuMs }) =>
          `${driftShare?.toFixed(3)} × (${barestShare?.toFixed(3)} ×), ${s(driftCpuMs)}`,
      ),
      held: largest && largest.driftShare !== undefined ? largest.driftShare <= PROCESSOR : undefined,
    },
    {
      figure: "its requests",
      goal: "a list for each trunk and kind of child, the number, and a constant for each shard and collection; no child read twice",
      measured: of(({ driftRequests, readTwice }) => `${driftRequests}, ${readTwice} read twice`),
      held: all(
        (row) =>
          row.readTwice === 0 && row.driftRequests <= EACH * row.customers + EACH_SHARD * (row.shards + 1),
      ),
    },
    {
      figure: "one row changed, from the command to the API's request",
      goal: "under 15 s, no other customer touched",
      measured: of(({ changeMs, changed }) => `${s(changeMs)}, ${changed?.length ?? "many"} changes`),
      held: all(({ changeMs, changed }) => changeMs < REACTION_MS && changed?.length === 1),
    },
    {
      figure: "memory of a worker with 2 jobs at once, all its processes",
      goal: "under 1.2 GB",
      measured:
        memory &&
        `${(memory.rollOutBytes / GB).toFixed(2)} GB in a roll-out, ${(memory.driftBytes / GB).toFixed(2)} GB in a look for drift`,
      held: memory && Math.max(memory.rollOutBytes, memory.driftBytes) < 1.2 * GB,
    },
    {
      figure: "a roll-out in which workers are killed 10 times and Temporal is killed once",
      goal: "ends by itself; 0 lost, 0 double, 0 locks left",
      measured:
        killed &&
        `${killed.ended.phase ?? "not ended"} after ${s(killed.rolledOutMs)} and ${killed.killed} kills; ${killed.lost} lost, ${killed.double} double, ${killed.locks} locks`,
      held: killed && killed.ended.phase === "ended" && killed.lost + killed.double + killed.locks === 0,
    },
  ].filter(({ held }) => held !== undefined);
}
