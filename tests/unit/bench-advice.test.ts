import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const BENCH = join(__dirname, "..", "..", "bench");
const AS_IS = "file backend as it is";

interface Trial {
  count: number;
  name: string;
  wallMs: { create: number };
}

/** Evaluates an expression over the exports of one of the benchmark's files, in a process of its own. */
function evaluate(file: string, expression: string): unknown {
  const script = `const bench = await import(${JSON.stringify(join(BENCH, file))});
    console.log(JSON.stringify(${expression} ?? null));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return JSON.parse(output);
}

/** Trials of 100, 300 and 1,000 trunks as it is and with a setting, in seconds of the create. */
function trials(asItIs: number[], setting: number[], counts = [100, 300, 1000]): Trial[] {
  const series = (name: string, seconds: number[]) =>
    counts.map((count, index) => ({ count, name, wallMs: { create: (seconds[index] ?? NaN) * 1000 } }));
  return [...series(AS_IS, asItIs), ...series("setting", setting)];
}

function firstCount(measured: Trial[], options = {}): unknown {
  return evaluate(
    "advice.mjs",
    `bench.firstCount(${JSON.stringify(measured)}, "setting", ${JSON.stringify(options)})`,
  );
}

/** What a page says in place of each of `asked`, pairs of a phrase and its words. */
function said(asked: string[][], measured: Trial[], steps = {}): string[] {
  const all = Object.fromEntries(measured.map((trial) => [`engine/${trial.count}/${trial.name}`, trial]));
  const results = JSON.stringify({ steps: { ...all, ...steps } });
  const expression = `${JSON.stringify(asked)}.map(([name, words]) => bench.phrases(${results})[name](words))`;
  return evaluate("advice.mjs", expression) as string[];
}

describe("a setting of the engine", () => {
  test("pays from the smallest count on where the create takes more than twice as long without it", () => {
    expect(firstCount(trials([4, 11, 60], [3, 5, 15]))).toBe(300);
    expect(firstCount(trials([4, 10, 60], [3, 5, 15]))).toBe(1000);
    expect(firstCount(trials([7, 11, 60], [3, 5, 15]))).toBe(100);
  });

  test("pays nowhere when it does not at the largest count", () => {
    expect(firstCount(trials([4, 11, 60], [3, 5, 30]))).toBeNull();
    expect(firstCount(trials([4, 11, 60], [3, 5, 15]).slice(0, 3))).toBeNull();
  });

  test("pays from above the last count where it does not, whatever the smaller ones say", () => {
    expect(firstCount(trials([9, 10, 60], [3, 8, 15]))).toBe(1000);
  });

  test("pays at the same counts in whatever order these were measured", () => {
    expect(firstCount(trials([60, 4, 11], [15, 3, 5], [1000, 100, 300]))).toBe(300);
  });

  test("is faster at all from where it takes less time", () => {
    expect(firstCount(trials([4, 11, 60], [5, 10, 50]), { times: 1 })).toBe(300);
  });
});

describe("the page", () => {
  test("says from where on a setting pays, with the seconds there and at the largest count", () => {
    const asked = [
      ["pays", "setting"],
      ["faster", "setting"],
      ["pays", `${AS_IS} over setting`],
    ];
    expect(said(asked, trials([4, 11, 60], [3, 5, 15]))).toEqual([
      "from 300 trunks on (300: 5.00 s instead of 11 s, 1,000: 15 s instead of 60 s)",
      "from 100 trunks on (100: 3.00 s instead of 4.00 s, 1,000: 15 s instead of 60 s)",
      "at none of these numbers (1,000: 60 s instead of 15 s)",
    ]);
  });

  test("says how a create grows, what the other settings take, and what a crash leaves in the state", () => {
    const asked = [
      ["growth", AS_IS],
      ["share", `setting; ${AS_IS}`],
      ["crash", "with"],
    ];
    const steps = { "crash/with checkpoints": { count: 100, inState: 41, inApi: 49 } };
    expect(said(asked, trials([4, 10, 60], [3, 5, 15]), steps)).toEqual([
      "6.0 times as long for 1,000 trunks as for 300",
      "0.25 to 1.00 times",
      "41 of 49",
    ]);
  });

  test("asks for nothing but what a whole run measures", () => {
    const backends = [{ name: "PostgreSQL" }, { name: "S3 object store" }];
    const settings = evaluate("engine.mjs", `bench.settings(${JSON.stringify(backends)})`) as {
      name: string;
      counts: number[];
    }[];
    const measured = settings.flatMap(({ name, counts }) =>
      counts.map((count) => ({ count, name, wallMs: { create: count } })),
    );
    const crash = { count: 100, inState: 0, inApi: 50 };
    const steps = { "crash/with checkpoints": crash, "crash/without checkpoints": crash };
    const template = readFileSync(join(BENCH, "page-template.md"), "utf8");
    const asked = [...template.matchAll(/\{\{(\w+) ([^}]+)\}\}/g)].map(([, name = "", words = ""]) => [
      name,
      words,
    ]);
    expect(asked.length).toBeGreaterThan(5);
    const texts = said(asked, measured, steps);
    expect(texts.filter((text) => text.includes("not measured"))).toEqual([]);
    expect(said([["pays", "a setting of another name"]], measured)).toEqual(["(not measured in this run)"]);
  });
});
