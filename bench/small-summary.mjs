/** The small stacks as rows, and their goals. */
import { stepsOf } from "./results.mjs";
import { GO, TS_NODE, TYPESCRIPT, YAML } from "./languages.mjs";
import { NATIVE, ONE_PROCESS, RELEASE } from "./small-stacks.mjs";
import { spread } from "./summary.mjs";

const MB = 1e6;
const median = (values) => spread(values).median;
/** The goal speaks of so many accounts. */
const MANY = 20;

/** Previews by contender: after an edit and once more, processor time, the largest process, and after an edit all of them. */
export function previewRows(results, part = "small/preview/") {
  return groups(stepsOf(results, part), ({ contender }) => contender).map((all) => ({
    contender: all[0].contender,
    ...of("edited", all),
    ...of("again", all),
  }));
}

function of(which, all) {
  const largest = ({ roles }) => Math.max(...Object.values(roles).map(({ peakBytes }) => peakBytes));
  const measured = all.map((one) => one[which]);
  return {
    [which]: {
      wallMs: median(measured.map(({ wallMs }) => wallMs)),
      cpuMs: median(measured.map(({ cpuMs }) => cpuMs)),
      peakBytes: median(measured.map(largest)),
      // Results of earlier versions have none.
      ...(measured.every(({ sumBytes }) => sumBytes > 0) && {
        sumBytes: median(measured.map(({ sumBytes }) => sumBytes)),
      }),
    },
  };
}

/** First updates by contender and number of accounts; memory above the same contender's run with one. */
export function accountRows(results) {
  const all = groups(
    stepsOf(results, "small/accounts/"),
    ({ contender, count }) => `${contender}/${count}`,
  ).map((runs) => ({
    contender: runs[0].contender,
    count: runs[0].count,
    wallMs: median(runs.map(({ wallMs }) => wallMs)),
    sumBytes: median(runs.map(({ sumBytes }) => sumBytes)),
  }));
  return all.map((row) => {
    const one = all.find(({ contender, count }) => contender === row.contender && count === 1);
    return { ...row, aboveOneBytes: one && row.sumBytes - one.sumBytes };
  });
}

/** What each language may take of a TypeScript program's preview by ts-node: time, processor time, largest process. */
const LANGUAGE_GOALS = [
  { contender: YAML, time: 0.22, memory: 0.45 },
  { contender: TYPESCRIPT, time: 0.35, memory: Infinity },
  { contender: GO, time: 0.22, memory: Infinity },
];

/** Likewise the goals of programs in several languages. */
export function languageGoals(results) {
  const rows = previewRows(results, "start/");
  const before = rows.find(({ contender }) => contender === TS_NODE);
  return LANGUAGE_GOALS.map(({ contender, time, memory }) => {
    const after = rows.find((row) => row.contender === contender);
    const of = (what) => ratio(after?.edited[what], before?.edited[what]);
    const [wall, cpu, peak] = ["wallMs", "cpuMs", "peakBytes"].map(of);
    const memoryGoal = memory === Infinity ? "" : `, ${memory} of the largest process`;
    return {
      figure: `preview of ten unchanged trunks after an edit, ${contender}, ratio to ${TS_NODE}`,
      goal: `at most ${time} of the time and processor time${memoryGoal}`,
      measured: `${text(wall)} of the time, ${text(cpu)} of the processor time, ${text(peak)} of the memory`,
      held: wall === undefined ? undefined : wall <= time && cpu <= time && peak <= memory,
    };
  });
}

/** Each goal as `goals.mjs` has them. */
export function smallGoals(results) {
  const previews = previewRows(results);
  const before = previews.find(({ contender }) => contender === RELEASE);
  const after = previews.find(({ contender }) => contender === NATIVE);
  const cpu = ratio(after?.edited.cpuMs, before?.edited.cpuMs);
  const peak = ratio(after?.edited.peakBytes, before?.edited.peakBytes);
  const many = accountRows(results).filter(({ count }) => count === MANY);
  const explicit = many.find(({ contender }) => contender === RELEASE);
  const shared = many.find(({ contender }) => contender === ONE_PROCESS);
  const time = ratio(shared?.wallMs, explicit?.wallMs);
  const memory = ratio(shared?.aboveOneBytes, explicit?.aboveOneBytes);
  return [
    {
      figure:
        "preview of ten unchanged trunks after an edit of a TypeScript program, ratio to the last release",
      goal: "at most 0.45 of the processor time, 0.6 of the largest process",
      measured: `${text(cpu)} of the time, ${text(peak)} of the memory (${mb(after?.edited.peakBytes)} MB)`,
      held: holds(cpu, 0.45, peak, 0.6),
    },
    {
      figure: `first update of ${MANY} accounts with a trunk each, ratio to the last release`,
      goal: "at most 0.25 of the time, 0.1 of the memory above a run with one account",
      measured: `${text(time)} of the time, ${text(memory)} of the memory (${mb(shared?.aboveOneBytes)} MB)`,
      held: holds(time, 0.25, memory, 0.1),
    },
  ];
}

function groups(steps, keyOf) {
  const all = new Map();
  for (const step of steps) all.set(keyOf(step), [...(all.get(keyOf(step)) ?? []), step]);
  return [...all.values()];
}

function ratio(one, other) {
  return one === undefined || other === undefined ? undefined : one / other;
}

function holds(time, most, memory, mostMemory) {
  return time === undefined || memory === undefined ? undefined : time <= most && memory <= mostMemory;
}

function text(value) {
  return value?.toFixed(2) ?? "";
}

function mb(bytes) {
  return bytes === undefined ? "" : (bytes / MB).toFixed(0);
}
