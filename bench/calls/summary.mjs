/** What the measurements of calls say: rows for tables, and whether the goals were reached. */
import { NAIVE, NAIVE_CALLS, OWN, READ } from "../calls.mjs";
import { stepsOf } from "../results.mjs";
import { spread } from "../summary.mjs";

const MB = 1e6;
/** Of what csv-parse takes to read the file. */
const MOST_SHARE = 0.6;
const LEAST_FASTER = 20;
const MOST_MB = 150;

/** A row for each contender and number of calls, with the medians of its runs. */
export function callRows(results) {
  const groups = new Map();
  for (const step of [...stepsOf(results, `calls/${OWN}/`), ...stepsOf(results, `calls/${READ}/`)]) {
    const key = `${step.contender}/${step.count}/${step.hasCountries}`;
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  const rows = [...groups.values()].map((steps) => {
    const [{ contender, count, hasCountries }] = steps;
    const cpuMs = spread(steps.map((one) => one.cpuMs)).median;
    return {
      contender,
      count,
      hasCountries,
      cpuMs,
      peakBytes: Math.max(...steps.map((one) => one.peakBytes)),
    };
  });
  const naive = results.steps["calls/naive"];
  const all = naive === undefined ? rows : [...rows, { contender: NAIVE, hasCountries: true, ...naive }];
  return all.toSorted((one, other) => one.count - other.count);
}

/** The goals that the rows have something for. */
export function callGoals(results) {
  const rows = callRows(results);
  const of = (contender, hasCountries) =>
    rows.find((row) => row.contender === contender && row.count === 1e6 && row.hasCountries === hasCountries);
  const goals = [true, false].flatMap((hasCountries) => {
    const [own, read] = [of(OWN, hasCountries), of(READ, hasCountries)];
    if (own === undefined || read === undefined) return [];
    const share = own.cpuMs / read.cpuMs;
    const cells = hasCountries ? "" : " without country cells";
    return [
      {
        figure: `a million calls${cells} before and after a change`,
        goal: `at most ${MOST_SHARE} × what csv-parse takes to read the file, under ${MOST_MB} MB`,
        measured: `${share.toFixed(2)} × (${seconds(own)} s and ${seconds(read)} s), ${(own.peakBytes / MB).toFixed(0)} MB`,
        held: share <= MOST_SHARE && own.peakBytes < MOST_MB * MB,
      },
    ];
  });
  const [own, naive] = [of(OWN, true), rows.find(({ contender }) => contender === NAIVE)];
  if (own === undefined || naive === undefined) return goals;
  const faster = naive.cpuMs / naive.count / (own.cpuMs / own.count);
  return [
    ...goals,
    {
      figure: "a call, against the naive way",
      goal: `${LEAST_FASTER} × as fast, with the same totals of ${NAIVE_CALLS.toLocaleString("en")} calls`,
      measured: `${faster.toFixed(0)} ×`,
      held: faster >= LEAST_FASTER,
    },
  ];
}

function seconds({ cpuMs }) {
  return (cpuMs / 1000).toFixed(2);
}
