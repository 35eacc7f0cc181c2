/** `node tools/release/changelog.mjs VERSION`: what CHANGELOG.md says of a version. See HELP. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ROOT } from "../setup.mjs";

const HELP = `node tools/release/changelog.mjs VERSION

Prints the part of CHANGELOG.md that is about VERSION, as "1.2.3" or the tag "v1.2.3", for the page of the release.
"Unreleased" is what the next one will have.

  --help   this text

Exit status: 0 printed, 1 there is no such part or it is empty, 2 wrong usage.`;

/**
 * @param {string} text of the changelog
 * @param {string} version as its heading says
 * @returns {string | undefined} what is under its heading; undefined without the heading
 */
export function partOf(text, version) {
  const parts = text.split(/^## (.*)$/m);
  const index = parts.findIndex((part, at) => at % 2 === 1 && part.trim() === version);
  return index === -1 ? undefined : parts[index + 1].trim();
}

/** The versions that a changelog has parts of, newest first. */
export function versionsIn(text) {
  return [...text.matchAll(/^## (\d.*)$/gm)].map(([, version]) => version);
}

export function readChangelog() {
  return readFileSync(join(ROOT, "CHANGELOG.md"), "utf8");
}

/** With links that lead somewhere from another page, too: to the files of that version. */
function withWholeLinks(part, version) {
  const { repository } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const files = `${repository.url.replace(/^git\+|\.git$/g, "")}/blob/${/^\d/.test(version) ? `v${version}` : "main"}`;
  return part.replaceAll(/\]\((?![a-z]+:|#)/g, `](${files}/`);
}

if (resolve(process.argv[1] ?? "") === fileURLToPath(import.meta.url)) process.exitCode = main(process.argv);

function main([, , argument, ...more]) {
  if (argument === "--help") {
    console.log(HELP);
    return 0;
  }
  if (argument === undefined || argument.startsWith("-") || more.length > 0) {
    console.error(`one VERSION is needed, such as 1.2.3\n\n${HELP}`);
    return 2;
  }
  const version = argument.replace(/^v(?=\d)/, "");
  const part = partOf(readChangelog(), version);
  if (part) {
    console.log(withWholeLinks(part, version));
    return 0;
  }
  const problem =
    part === undefined
      ? `has no part "## ${version}": rename "Unreleased" to it, and begin a new "Unreleased" above`
      : `says nothing under "## ${version}"`;
  console.error(`CHANGELOG.md ${problem}.`);
  return 1;
}
