import { spawnSync } from "node:child_process";
import { join } from "node:path";
import fc from "fast-check";
import { headline } from "../../bin/leftover-text";
import { secondOf, timeOf } from "../../bin/time";

test("a time without a zone is UTC", () => {
  const day = fc.date({ min: new Date("1970-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(day, (time) => {
      const text = time.toISOString();
      const spellings = [text, text.slice(0, -1), text.replace("T", " "), text.replace("Z", "+00:00")];
      expect(spellings.map((one) => timeOf(one).toISOString())).toEqual(spellings.map(() => text));
      expect(timeOf(text.slice(0, 10)).toISOString()).toBe(`${text.slice(0, 10)}T00:00:00.000Z`);
    }),
  );
});

test("a zone that is given counts, and a minute may have no seconds", () => {
  expect(timeOf("2026-11-27T14:37:12-05:00").toISOString()).toBe("2026-11-27T19:37:12.000Z");
  expect(timeOf("2026-11-27T14:37").toISOString()).toBe("2026-11-27T14:37:00.000Z");
});

test("on a machine in New York the same text is the same time", () => {
  const probe = `
    const ts = require("typescript"), fs = require("node:fs"), Module = require("node:module");
    const file = ${JSON.stringify(join(__dirname, "..", "..", "bin", "time.ts"))};
    const loaded = new Module(file);
    loaded.paths = Module._nodeModulePaths(file);
    const { outputText } = ts.transpileModule(fs.readFileSync(file, "utf8"), { compilerOptions: { module: "commonjs", target: "es2022" } });
    loaded._compile(outputText, file);
    const { timeOf } = loaded.exports;
    console.log(new Date(2026, 10, 27).getTimezoneOffset(), timeOf("2026-11-27T14:37:12").toISOString());
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", probe], {
    cwd: __dirname,
    env: { ...process.env, TZ: "America/New_York" },
    encoding: "utf8",
  });
  expect({ stdout, stderr }).toEqual({ stdout: "300 2026-11-27T14:37:12.000Z\n", stderr: "" });
});

test.each([
  "2026-02-30",
  "2026-02-30T12:00:00Z",
  "2026",
  "2026-11",
  "2027-02-29",
  "2026-11-27T25:00",
  "yesterday",
  "27.11.2026",
])("%s is refused, with what is right", (text) => {
  expect(() => timeOf(text)).toThrow("such as 2026-11-24 or 2026-11-24T12:00:00Z; without a zone it is UTC");
});

test("what was made in the same second is not older", () => {
  expect(secondOf(timeOf("2026-11-27T14:37:12.987"))).toBe("2026-11-27T14:37:12.000Z");
});

test("what a filter left out is said", () => {
  const since = "2026-11-27T14:37:12.000Z";
  expect([
    headline("acme", { shown: 0, leftOut: 0, since }),
    headline("acme", { shown: 0, leftOut: 3, since }),
    headline("acme", { shown: 1, leftOut: 1, since }),
    headline("acme", { shown: 2, leftOut: 0, since: "" }),
  ]).toEqual([
    "No leftovers: the given states know all that project acme holds.",
    `No leftovers in project acme that are newer, but 3 made before ${since} are left out: all are listed without --since.`,
    `1 leftover in project acme (1 made before ${since} is left out), the newest first:`,
    "2 leftovers in project acme, the newest first:",
  ]);
});
