/** All of a release that can be done without publishing. */
import { mkdirSync, rmSync } from "node:fs";
import { basename, delimiter, join } from "node:path";
import { duration } from "../processes.mjs";
import { ensurePulumi, ROOT } from "../setup.mjs";
import { checksum, sizeOf, writeChecksums } from "./archives.mjs";
import { must } from "./common.mjs";
import { HERE, makeExecutable, PLATFORMS } from "./executable.mjs";
import { makePackages } from "./packages.mjs";
import { tryAll } from "./try.mjs";
import { versionProblems } from "./versions.mjs";

/** What a developer may have set must not reach a newcomer's commands. */
const FOREIGN_VARIABLE = /^(SINCH|PULUMI|FLEET|TEMPORAL)_/;

/**
 * Makes, publishes, installs and runs; prints a table.
 * @throws {Error} with the output of what failed
 */
export async function dryRun({ folder, version, isJson }) {
  const say = isJson ? () => {} : console.log;
  rmSync(folder, { recursive: true, force: true });
  const { bin } = await ensurePulumi({ all: true, say });
  for (const name of Object.keys(process.env)) if (FOREIGN_VARIABLE.test(name)) delete process.env[name];
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  say("What breaks the last release:");
  say((await must(process.execPath, [join(ROOT, "tools", "release", "compatibility.mjs")])).trim());

  const step = (name, work) => timed(say, name, work);
  const { result: rows } = await step("Making all of it", () => makeAll(folder, version));
  await refuseOtherVersions(rows, version);
  const again = `${folder}-again`;
  const { result: second } = await step("Making it again", () => makeAll(again, version));
  for (const row of rows) {
    row.isSame = second.find(({ name }) => name === row.name)?.checksum === row.checksum;
  }
  rmSync(again, { recursive: true, force: true });
  // Of all that is made, a code cache alone has other bytes each time.
  const different = rows.filter(({ isSame, name }) => !isSame && !name.includes(`-${HERE}.`));
  if (different.length > 0) {
    throw new Error(`Not the same bytes when built again: ${different.map(({ name }) => name).join(", ")}.`);
  }
  await writeChecksums(folder);

  const tried = await tryAll({ folder, version, bin, step });
  for (const row of rows) {
    const {
      installed = "",
      run = "not here",
      seconds,
    } = tried.find(({ artifact }) => artifact.test(row.name)) ?? {};
    Object.assign(row, { installed, run, seconds });
  }
  console.log(isJson ? JSON.stringify(rows, null, 2) : [table(rows), "", ...remarks(rows)].join("\n"));
}

/** Says what is done and how long it took; returns that beside what came of it. */
async function timed(say, name, work) {
  const start = Date.now();
  say(`${name} …`);
  const result = await work();
  const took = Date.now() - start;
  say(`  ${duration(took)}`);
  return { result, seconds: took / 1000 };
}

/** Everything that is published, as rows of the table. */
async function makeAll(folder, version) {
  mkdirSync(folder, { recursive: true });
  const rows = [];
  const add = (name, path, notes = []) =>
    rows.push({ name, path, bytes: sizeOf(path), checksum: checksum(path), notes });
  for (const platform of Object.keys(PLATFORMS)) {
    const { archive, notes } = await makeExecutable(platform, version, folder);
    add(basename(archive), archive, notes);
    rmSync(join(folder, platform), { recursive: true });
  }
  const packages = await makePackages(folder, version);
  for (const [registry, paths] of Object.entries(packages)) {
    for (const path of paths) add(`${registry}: ${basename(path)}`, path);
  }
  return rows;
}

async function refuseOtherVersions(rows, version) {
  const problems = [];
  for (const { path } of rows) problems.push(...(await versionProblems(path, version)));
  if (problems.length > 0) throw new Error(`This release is ${version}, but:\n  ${problems.join("\n  ")}`);
}

function table(rows) {
  const head = ["artifact", "size", "SHA-256", "installed from", "run", "seconds"];
  const lines = rows.map(({ name, bytes, checksum: sum, installed, run, seconds }) => [
    ...[name, `${Math.ceil(bytes / 1e3).toLocaleString("en")} kB`, sum.slice(0, 12)],
    ...[installed, run, seconds === undefined ? "" : seconds.toFixed(0)],
  ]);
  const widths = head.map((title, index) =>
    Math.max(title.length, ...lines.map((line) => line[index].length)),
  );
  const row = (cells) => `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(" | ")} |`;
  return [row(head), row(widths.map((width) => "-".repeat(width))), ...lines.map(row)].join("\n");
}

/** What the table has no column for. */
function remarks(rows) {
  const others = rows.filter(({ isSame }) => !isSame).map(({ name }) => name);
  const but = others.length === 0 ? "" : `, but for ${others.join(", ")}, which has a code cache`;
  return [
    `Built twice, with the same bytes${but}.`,
    ...rows.flatMap(({ name, notes }) => notes.map((note) => `${name} ${note}.`)),
  ];
}
