/** All of a release that can be done without publishing. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { duration } from "../processes.mjs";
import { ensurePulumi, ROOT } from "../setup.mjs";
import { checksum, sizeOf, writeChecksums } from "./archives.mjs";
import { must } from "./common.mjs";
import { HERE, makeExecutable, PLATFORMS } from "./executable.mjs";
import { makePackages } from "./packages.mjs";
import { publish } from "./publish.mjs";
import { startNpm, startPypi } from "./registries.mjs";

/**
 * Makes, publishes, installs and runs; prints a table.
 * @throws {Error} with the output of what failed
 */
export async function dryRun({ folder, version, isJson }) {
  const say = isJson ? () => {} : console.log;
  rmSync(folder, { recursive: true, force: true });
  const { bin } = await ensurePulumi({ all: true, say });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
  say("What breaks the last release:");
  say((await must(process.execPath, [join(ROOT, "tools", "release", "compatibility.mjs")])).trim());

  const { result: rows } = await step(say, "Making all of it", () => makeAll(folder, version));
  const again = `${folder}-again`;
  const differences = [];
  const { result: second } = await step(say, "Making it again", () => makeAll(again, version));
  for (const row of rows) {
    const other = second.find(({ name }) => name === row.name);
    if (other?.checksum === row.checksum) row.notes.unshift("the same bytes when built again");
    else differences.push(row.name);
  }
  rmSync(again, { recursive: true, force: true });
  const unnamed = differences.filter((name) => !name.includes(`-${HERE}.`));
  if (unnamed.length > 0) throw new Error(`Not the same bytes when built again: ${unnamed.join(", ")}.`);
  await writeChecksums(folder);

  const tried = await tryAll({ folder, version, say });
  const notHere = { installed: "", run: "not here" };
  for (const row of rows) Object.assign(row, tried[row.kind] ?? notHere);
  if (isJson) console.log(JSON.stringify(rows, null, 2));
  else console.log(table(rows));
}

/** Says what is done and how long it took; returns that beside what came of it. */
async function step(say, name, work) {
  const start = Date.now();
  say(`${name} …`);
  const result = await work();
  const took = duration(Date.now() - start);
  say(`  ${took}`);
  return { result, took };
}

/** Everything that is published, as rows of the table. */
async function makeAll(folder, version) {
  mkdirSync(folder, { recursive: true });
  const rows = [];
  const add = (kind, path, notes = []) =>
    rows.push({
      kind,
      name: `${kind in PLATFORMS || kind === "executable" ? "" : `${kind}: `}${basename(path)}`,
      bytes: sizeOf(path),
      checksum: checksum(path),
      notes,
    });
  for (const platform of Object.keys(PLATFORMS)) {
    const { archive, notes } = await makeExecutable(platform, version, folder);
    // Of all that is made, this alone differs each time.
    if (platform === HERE) notes.push("with a code cache, whose bytes differ each time");
    add(platform === HERE ? "executable" : platform, archive, notes);
    rmSync(join(folder, platform), { recursive: true });
  }
  const packages = await makePackages(folder, version);
  for (const [registry, paths] of Object.entries(packages)) for (const path of paths) add(registry, path);
  return rows;
}

/** Publishes to registries of its own, installs from them in an empty home, and runs programs; what was done by kind. */
async function tryAll({ folder, version, say }) {
  const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-release-"));
  const registries = [];
  try {
    const npm = await startNpm(join(work, "verdaccio"));
    registries.push(npm);
    const pypi = await startPypi(join(work, "pypiserver"));
    registries.push(pypi);
    Object.assign(process.env, npm.env, pypi.env);
    await step(say, "Publishing to registries of its own", async () => {
      await publish("npm", folder, version);
      await publish("pypi", folder, version);
      await publishGo(folder, version, work);
    });
    const { took: classes } = await step(say, "Running a program with the Node.js classes", () =>
      runClasses(join(work, "home"), version),
    );
    const { took: languages } = await step(say, "Running a program in each language", () =>
      runLanguages({ folder, version, work }),
    );
    const from = (installed, run = `up, refresh, destroy (${languages} for all)`) => ({ installed, run });
    return {
      npm: from(
        "verdaccio",
        `up and destroy with the classes (${classes}), the plugin's with the others (${languages})`,
      ),
      ...{
        pypi: from("pypiserver"),
        go: from("GOPROXY in a folder"),
        maven: from("Maven repository in a folder"),
      },
      executable: from("a static web server"),
    };
  } finally {
    for (const { close } of registries) close();
    rmSync(work, { recursive: true, force: true });
  }
}

/** The tag goes to a repository of its own, as it goes to the project's in a release. */
async function publishGo(folder, version, work) {
  const remote = join(work, "remote.git");
  await must("git", ["init", "--quiet", "--bare", remote]);
  await must("git", ["push", "--quiet", remote, `sdk/go/v${version}`], { cwd: join(folder, "go", "go-tag") });
}

/** A newcomer with an empty home: init, up, destroy, on an emulator. */
async function runClasses(home, version) {
  const project = join(home, "trunks");
  mkdirSync(project, { recursive: true });
  const { startEmulator } = createRequire(import.meta.url)(join(ROOT, "dist", "emulator", "index.js"));
  const emulator = await startEmulator();
  const env = { HOME: home, PULUMI_HOME: join(home, ".pulumi"), PULUMI_CONFIG_PASSPHRASE: "dry-run" };
  const options = { cwd: project, env };
  try {
    const npx = ["exec", "--yes", `--package=pulumi-sinch@${version}`, "--", "pulumi-sinch"];
    await must("npm", [...npx, "init", "--emulator", emulator.url, "--yes"], options);
    const unasked = ["--stack", "dev", "--yes", "--skip-preview", "--non-interactive"];
    await must("pulumi", ["up", ...unasked], options);
    const { trunks } = emulator.state();
    if (trunks.length !== 1) throw new Error(`pulumi up has made ${trunks.length} trunks, not 1.`);
    await must("pulumi", ["destroy", ...unasked], options);
    if (emulator.state().trunks.length > 0) throw new Error("pulumi destroy has left a trunk.");
  } finally {
    await emulator.close();
  }
}

/** The tests of all languages, with what was published in place of what they make. */
async function runLanguages({ folder, version, work }) {
  const archive = readdirSync(folder).find((name) => name.includes(`-${HERE}.tar.gz`));
  await must("tar", ["-xzf", join(folder, archive), "-C", work]);
  const sdks = {
    ...{ nodejs: version, python: `pulumi_sinch==${version}`, go: join(folder, "go", "go-proxy") },
    ...{ java: join(folder, "maven", "maven"), dotnet: join(folder, "nuget", "dotnet") },
  };
  const executable = join(work, "pulumi-resource-sinch");
  const env = { RELEASE: JSON.stringify({ version, folder, executable, sdks }) };
  const jest = join(ROOT, "node_modules", "jest", "bin", "jest.js");
  await must(process.execPath, [jest, "--selectProjects", "languages"], { cwd: ROOT, env });
}

function table(rows) {
  const head = ["artifact", "size", "SHA-256", "made", "installed from", "run"];
  const lines = rows.map(({ name, bytes, checksum: sum, notes, installed, run }) => [
    ...[
      name,
      `${Math.ceil(bytes / 1e3).toLocaleString("en")} kB`,
      sum.slice(0, 12),
      notes.join("; "),
      installed,
      run,
    ],
  ]);
  const widths = head.map((title, index) =>
    Math.max(title.length, ...lines.map((line) => line[index].length)),
  );
  const row = (cells) => `| ${cells.map((cell, index) => cell.padEnd(widths[index])).join(" | ")} |`;
  return [row(head), row(widths.map((width) => "-".repeat(width))), ...lines.map(row)].join("\n");
}
