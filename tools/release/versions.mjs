/** The versions that artifacts say themselves, wherever a registry, an engine or a program reads one. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { unzipSync } from "fflate";
import { list } from "tar";
import { must, readJson } from "./common.mjs";

const match = (pattern) => (text) => pattern.exec(text)?.[1];
const ofJson = (text) => JSON.parse(text).version;

/**
 * The version, if all that a person sets says the same, and both packages want the same peer.
 * @param {string} root of a checkout that is built
 * @throws {Error} with what each says
 */
export function versionOfAll(root) {
  const own = readJson(root, "package.json");
  const fleet = readJson(root, "fleet", "package.json");
  const source = match(/VERSION = "(.*)"/)(readFileSync(join(root, "provider", "version.ts"), "utf8"));
  mustAgree("versions", {
    "provider/version.ts": source,
    "package.json": own.version,
    "package-lock.json": readJson(root, "package-lock.json").version,
    "dist/schema.json": readJson(root, "dist", "schema.json").version,
    "fleet/package.json": fleet.version,
    "fleet/package-lock.json": readJson(root, "fleet", "package-lock.json").version,
    "the peer pulumi-sinch in fleet/package.json": fleet.peerDependencies["pulumi-sinch"],
  });
  mustAgree("ranges of @pulumi/pulumi", {
    "package.json": own.peerDependencies["@pulumi/pulumi"],
    "fleet/package.json": fleet.peerDependencies["@pulumi/pulumi"],
  });
  return source;
}

function mustAgree(what, said) {
  if (new Set(Object.values(said)).size === 1) return;
  const each = Object.entries(said).map(([where, one]) => `${where} has ${one}`);
  throw new Error(`The ${what} are not the same: ${each.join(", ")}.`);
}

/** Files that say one, by their paths in an archive or folder, and how. */
const PLACES = [
  [/^package\/package\.json$/, ofJson],
  [/^package\/dist\/schema\.json$/, ofJson],
  [/^package\/dist\/provider\/version\.js$/, match(/VERSION = "(.*)"/)],
  // Which plugin the SDK of a language asks for.
  [/(^|\/)(pulumi-)?plugin\.json$/, ofJson],
  [/(^|\/)version\.txt$/, match(/^(.*)$/m)],
  [/\/(METADATA|PKG-INFO)$/, match(/^Version: (.*)$/m)],
  [/\.pom$|(^|\/)pom\.xml$/, match(/<version>(.*)<\/version>/)],
  [/\/pom\.properties$/, match(/^version=(.*)$/m)],
  [/\.csproj$/, match(/<Version>(.*)<\/Version>/)],
  [/\/@v\/[^/]*\.info$/, match(/"Version":"v(.*?)"/)],
  [/\/@v\/list$/, match(/^v(.*)$/m)],
];
/** Likewise in a package.json: which plugin or package of the same release is needed. */
const NEEDS = [({ pulumi }) => pulumi?.version, ({ peerDependencies }) => peerDependencies?.["pulumi-sinch"]];
/** Files whose names say one: archives, what Maven and Go have beside them, and tags. */
const NAMED = /\.(tgz|tar\.gz|whl|jar|zip|pom|info|mod)$|\.git\/refs\/tags\//;
const ZIP = /\.(whl|jar|zip)$/;
/** Has the plugin alone, which says its version when it runs. */
const EXECUTABLE = /^pulumi-resource-sinch-v.*\.tar\.gz$/;

/**
 * @param {string} path of an artifact, a file or a folder
 * @param {string} version what all of it has to say
 * @returns {Promise<string[]>} what says something else; also an artifact that says nothing
 */
export async function versionProblems(path, version) {
  const name = basename(path);
  const own = { file: name, read: () => readFileSync(path) };
  const files = EXECUTABLE.test(name) ? [] : await filesIn(path);
  const said = [own, ...files].flatMap(({ file, read }) => saidBy(file, read, version));
  if (said.length === 0) return [`${name} says no version`];
  return said
    .filter((one) => one.version !== version)
    .map((one) => `${one.file === name ? name : `${name}: ${one.file}`} says ${one.version ?? "no version"}`);
}

function saidBy(file, read, version) {
  const said = PLACES.filter(([pattern]) => pattern.test(file)).map(([, versionOf]) =>
    versionOf(read().toString()),
  );
  if (file === "package/package.json") {
    const about = JSON.parse(read().toString());
    said.push(...NEEDS.map((versionOf) => versionOf(about)).filter((one) => one !== undefined));
  }
  const [inName] = NAMED.test(file) ? (/\d+\.\d+\.\d+/.exec(basename(file)) ?? []) : [];
  if (inName !== undefined) said.push(basename(file).includes(version) ? version : inName);
  return said.map((one) => ({ file, version: one }));
}

/** What the plugin of this platform answers: a Pulumi engine asks it so. */
export async function executableProblems(executable, version) {
  // Not in the checkout, whose files would be taken for a project.
  const options = { cwd: dirname(executable) };
  const said = {
    "--version": (await must(executable, ["--version"], options)).trim(),
    "get-schema": ofJson(await must("pulumi", ["package", "get-schema", executable], options)),
  };
  return Object.entries(said)
    .filter(([, answer]) => answer !== version)
    .map(([question, answer]) => `${basename(executable)} answers ${question} with ${answer}`);
}

/** All files of an archive or a folder, and of the archives of the zip kind in it; their texts are read when they are asked for. */
async function filesIn(path) {
  if (!statSync(path).isDirectory()) return ZIP.test(path) ? zipped(readFileSync(path)) : await tarred(path);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file: relative(path, file).replaceAll(sep, "/"), read: () => readFileSync(file) }));
  const within = files
    .filter(({ file }) => ZIP.test(file))
    .flatMap(({ file, read }) => zipped(read()).map((one) => ({ ...one, file: `${file}/${one.file}` })));
  return [...files, ...within];
}

function zipped(bytes) {
  return Object.entries(unzipSync(bytes)).map(([file, content]) => ({
    file,
    read: () => Buffer.from(content),
  }));
}

async function tarred(path) {
  const files = [];
  await list({
    file: path,
    onReadEntry: (entry) => {
      const parts = [];
      entry.on("data", (part) => parts.push(part));
      files.push({ file: entry.path, read: () => Buffer.concat(parts) });
    },
  });
  return files;
}
