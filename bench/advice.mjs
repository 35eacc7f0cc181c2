/** Which of the engine's settings and backends pay from how many trunks on: the page's phrases out of the figures. */
import { stepsOf } from "./results.mjs";
import { seconds } from "./summary.mjs";

/** The setting that the others are held against. */
export const AS_IS = "file backend as it is";
/** A setting pays where the create takes more than so many times as long without it. */
const PAYS = 2;
const UNMEASURED = "(not measured in this run)";

/**
 * The smallest count from which on, at every count that was measured, the create takes more than `times` as long
 * with `other` as with the setting; undefined if there is none.
 *
 * @param {{ count: number, name: string, wallMs: { create: number } }[]} trials
 */
export function firstCount(trials, name, { other = AS_IS, times = PAYS } = {}) {
  const fromMost = pairs(trials, name, other).reverse();
  const end = fromMost.findIndex(({ with: own, without }) => without <= times * own);
  return (end === -1 ? fromMost : fromMost.slice(0, end)).at(-1)?.count;
}

/** The phrases that the page's text asks for, each a function of the words after its name. */
export function phrases(results) {
  const trials = stepsOf(results, "engine/");
  return {
    /** `NAME`, or `NAME over OTHER`: from where on the setting pays. */
    pays: (words) => fromText(trials, words, PAYS),
    /** The same for being faster at all. */
    faster: (words) => fromText(trials, words, 1),
    /** `NAME`: how the create grows between the largest counts. */
    growth: (name) => growthText(trials.filter((trial) => trial.name === name)),
    /** `NAME; NAME; …`: the least and the most that settings take of the time of the file backend as it is. */
    share: (names) => shareText(names.split("; ").flatMap((name) => pairs(trials, name, AS_IS))),
    /** `with` or `without`: what the state knew of a create that was killed halfway. */
    crash: (which) => crashText(results.steps[`crash/${which} checkpoints`]),
  };
}

function fromText(trials, words, times) {
  const [name, other = AS_IS] = words.split(" over ");
  const measured = pairs(trials, name, other);
  if (measured.length === 0) return UNMEASURED;
  const first = firstCount(trials, name, { other, times });
  const shown = measured.filter(({ count }) => count === first || count === measured.at(-1).count);
  const figures = shown.map(
    ({ count, with: own, without }) => `${number(count)}: ${seconds(own)} s instead of ${seconds(without)} s`,
  );
  return `${first === undefined ? "at none of these numbers" : `from ${number(first)} trunks on`} (${figures.join(", ")})`;
}

function growthText(trials) {
  const [less, more] = trials.slice(-2);
  if (more === undefined) return UNMEASURED;
  const growth = (more.wallMs.create / less.wallMs.create).toFixed(1);
  return `${growth} times as long for ${number(more.count)} trunks as for ${number(less.count)}`;
}

function shareText(measured) {
  if (measured.length === 0) return UNMEASURED;
  const shares = measured.map(({ with: own, without }) => own / without);
  return `${Math.min(...shares).toFixed(2)} to ${Math.max(...shares).toFixed(2)} times`;
}

function crashText(crash) {
  return crash ? `${crash.inState} of ${crash.inApi}` : UNMEASURED;
}

/** The creates with a setting and with another, where both were measured, by count. */
function pairs(trials, name, other) {
  return trials
    .filter((trial) => trial.name === name)
    .map(({ count, wallMs }) => ({
      count,
      with: wallMs.create,
      without: trials.find((trial) => trial.count === count && trial.name === other)?.wallMs.create,
    }))
    .filter(({ without }) => without !== undefined)
    .sort((one, other) => one.count - other.count);
}

function number(count) {
  return count.toLocaleString("en");
}
