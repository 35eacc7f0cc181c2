/** `node tools/release/compatibility.mjs`: refuses a release that breaks the last one's users. See HELP. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ensureBuild, ensureDependencies, ROOT } from "../setup.mjs";
import { breaks, stateBreaks } from "./breaks.mjs";
import { partOf, readChangelog, versionsIn } from "./changelog.mjs";
import { readJson } from "./common.mjs";

export { breaks, stateBreaks };

const HELP = `node tools/release/compatibility.mjs [TAG]

Compares the package schema and the names that programs import with those of the last release, which
tests/fixtures/release has, and looks into the states that earlier releases have left, in tests/fixtures. What was added
passes; for what is gone, of another type or newly required, this says which lines CHANGELOG.md needs, and which version
may have them. What makes a recorded state unreadable is refused in any version.

  TAG        is refused unless it is the version of package.json behind a "v"
  --record   write what there is now into tests/fixtures/release, once its version is released
  --help     this text

Exit status: 0 nothing breaks, or all that does is announced in a version that may; 1 refused; 2 wrong usage.`;

const FIXTURES = join(ROOT, "tests", "fixtures");
const RELEASE = join(FIXTURES, "release");

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) process.exit(await main());

async function main() {
  const { values, positionals } = options();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  await ensureDependencies();
  await ensureBuild();
  const { publicNames } = await import("./exports.mjs");
  const { version } = readJson(join(ROOT, "package.json"));
  if (positionals.length > 0 && positionals[0] !== `v${version}`) {
    console.error(`The tag ${positionals[0]} is not of this version: package.json says ${version}.`);
    return 1;
  }
  const now = { schema: withoutTexts(readJson(join(ROOT, "dist", "schema.json"))), exports: publicNames() };
  if (values.record) {
    mkdirSync(RELEASE, { recursive: true });
    for (const [name, content] of Object.entries(now)) {
      writeFileSync(join(RELEASE, `${name}.json`), `${JSON.stringify(content, null, 1)}\n`);
    }
    console.log(`Wrote ${version} into tests/fixtures/release.`);
    return 0;
  }
  const last = {
    lastSchema: readJson(join(RELEASE, "schema.json")),
    lastExports: readJson(join(RELEASE, "exports.json")),
  };
  const [lastVersion, changelog] = [last.lastSchema.version, readChangelog()];
  const forgotten = notRecorded({ lastVersion, version, changelog, isRelease: positionals.length > 0 });
  const lost = [...forgotten, ...lostStates(lastVersion, now)];
  const { status, lines } = verdict({
    broken: breaks({ ...last, ...now }),
    lost,
    lastVersion,
    version,
    changelog,
  });
  console.log(lines.join("\n"));
  return status;
}

function options() {
  try {
    const kinds = { record: { type: "boolean" }, help: { type: "boolean" } };
    const parsed = parseArgs({ options: kinds, allowPositionals: true });
    if (parsed.positionals.length > 1) throw new Error("one TAG at most");
    return parsed;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

/**
 * @param {object} found
 * @param {string[]} found.broken what breaks() found
 * @param {string[]} found.lost what no version may do
 * @param {string} found.lastVersion
 * @param {string} found.version
 * @param {string} found.changelog
 * @returns {{ status: 0 | 1, lines: string[] }}
 */
export function verdict({ broken, lost, lastVersion, version, changelog }) {
  if (broken.length + lost.length === 0) {
    return { status: 0, lines: [`Nothing that ${lastVersion} has breaks, and its states are read.`] };
  }
  const heading =
    partOf(changelog, version) === undefined || version === lastVersion ? "Unreleased" : version;
  // Its lines are wrapped.
  const part = (partOf(changelog, heading) ?? "").replaceAll(/\s+/g, " ");
  const missing = broken.map((one) => `**Breaking:** ${one}`).filter((line) => !part.includes(line));
  const next = breakingVersion(lastVersion);
  const allowed = broken.length === 0 || isAtLeast(version, next);
  const lines = [
    `Compared with ${lastVersion}:`,
    ...[...broken, ...lost].map((one) => `  - ${one}`),
    ...(lost.length > 0
      ? ["Recorded states are read by every version, and each release leaves a record."]
      : []),
    ...(allowed ? [] : [`Only ${next} or later may break the above: package.json says ${version}.`]),
    ...(missing.length > 0
      ? [
          `CHANGELOG.md needs under "## ${heading}", each with what to write instead:`,
          ...missing.map((line) => `  - ${line}`),
        ]
      : []),
  ];
  const refused = lost.length > 0 || !allowed || missing.length > 0;
  return { status: refused ? 1 : 0, lines: refused ? lines : [...lines, `CHANGELOG.md says so.`] };
}

/** The first version after one that may break it: 0.1.3 → 0.2.0, 1.2.3 → 2.0.0. */
function breakingVersion(version) {
  const [major, minor] = version.split(".").map(Number);
  return major === 0 ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
}

function isAtLeast(version, least) {
  return version.localeCompare(least, "en", { numeric: true }) >= 0;
}

/** A release is compared with the one below it in the changelog; between releases what is recorded may be newer. */
export function notRecorded({ lastVersion, version, changelog, isRelease }) {
  const versions = versionsIn(changelog);
  const before = versions[versions.indexOf(version) + 1];
  const fitting = isRelease && before !== undefined ? [before] : [version, before];
  if (fitting.includes(lastVersion)) return [];
  return [
    `tests/fixtures/release is of ${lastVersion}, where it must be of ${before ?? version}: --record there`,
  ];
}

/** What is wrong with the recorded states, of which the last release must have left some. */
function lostStates(lastVersion, { schema, exports }) {
  const versions = readdirSync(FIXTURES).filter((name) => /^\d/.test(name));
  const states = versions.flatMap((version) =>
    ["dynamic", "plugin"]
      .map((provider) => ({ from: version, file: join(FIXTURES, version, provider, "state.json") }))
      .filter(({ file }) => existsSync(file))
      .map(({ from, file }) => ({ from, resources: readJson(file).deployment.resources })),
  );
  const missing = versions.includes(lastVersion)
    ? []
    : [`tests/fixtures has no states of ${lastVersion}: npm run fixtures in a checkout of it`];
  return [...missing, ...stateBreaks({ states, schema, exports })];
}

/** A schema without what only people read. */
function withoutTexts(schema) {
  const isText = (key, value) => ["description", "attribution"].includes(key) && typeof value === "string";
  return JSON.parse(JSON.stringify(schema, (key, value) => (isText(key, value) ? undefined : value)));
}
