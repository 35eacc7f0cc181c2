/** The results of a run, kept step by step so that an interrupted run can be resumed. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";
import { dirname } from "node:path";
import { duration } from "../tools/processes.mjs";

/** Opens the results of a run, those of an earlier one with `resume`. */
export function openResults(file, { resume, settings, say }) {
  const fresh = { settings, machine: machine(), beganAt: new Date().toISOString(), steps: {} };
  const results = resume && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : fresh;
  if (resume && JSON.stringify(results.settings) !== JSON.stringify(settings)) {
    throw new Error(
      `${file} has the results of a run with other options: leave --resume out, or use the same ones.`,
    );
  }
  return {
    results,
    /** What a step found, or finds now; `key` names it in the file. */
    async step(key, work) {
      if (key in results.steps) {
        say(`${key}: kept from before`);
        return results.steps[key];
      }
      say(`${key} …`);
      const beganMs = performance.now();
      results.steps[key] = await work();
      // What else ran meanwhile shows in this: a measurement alone has less than one process at a time and core.
      results.highestLoad = Math.max(results.highestLoad ?? 0, Math.round(loadavg()[0]));
      results.endedAt = new Date().toISOString();
      save(file, results);
      say(`${key}: ${duration(performance.now() - beganMs)}`);
      return results.steps[key];
    },
  };
}

/** Steps whose keys begin with a text, by count: a resumed run may have measured them in another order. */
export function stepsOf({ steps }, prefix) {
  return Object.entries(steps)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, step]) => step)
    .sort((one, other) => one.count - other.count);
}

function save(file, results) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, `${JSON.stringify(results, null, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function machine() {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release().split("-")[0]}`,
    node: process.version,
  };
}
