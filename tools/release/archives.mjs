import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { ROOT } from "../setup.mjs";
import { must, npmPack } from "./common.mjs";

/** The SHA-256 of a file, or of all files of a folder with their names; what a file system adds is left out. */
export function checksum(path) {
  const hash = createHash("sha256");
  if (statSync(path).isFile()) return hash.update(readFileSync(path)).digest("hex");
  for (const name of filesIn(path)) hash.update(`${name}\0`).update(readFileSync(join(path, name)));
  return hash.digest("hex");
}

/** Bytes of a file, or of all files of a folder. */
export function sizeOf(path) {
  if (statSync(path).isFile()) return statSync(path).size;
  return filesIn(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => !/^\.git\b/.test(name))
    .sort();
}

/** Writes checksums.txt, as `sha256sum --check` reads it, and the SBOM (CycloneDX) of what an installation brings. */
export async function writeChecksums(folder) {
  writeFileSync(join(folder, "sbom.cdx.json"), await sbom());
  const names = readdirSync(folder).filter((name) => /\.tar\.gz$|\.cdx\.json$/.test(name));
  if (!names.some((name) => name.endsWith(".tar.gz"))) throw new Error(`There is no archive in ${folder}.`);
  const lines = names.sort().map((name) => `${checksum(join(folder, name))}  ${name}\n`);
  writeFileSync(join(folder, "checksums.txt"), lines.join(""));
}

/** Of an installation, since npm makes none of a checkout whose examples have no version. */
async function sbom() {
  const work = mkdtempSync(join(tmpdir(), "pulumi-sinch-sbom-"));
  try {
    const archive = await npmPack(ROOT, work);
    writeFileSync(join(work, "package.json"), JSON.stringify({ name: "installation", version: "1.0.0" }));
    await must("npm", ["install", "--ignore-scripts", "--prefer-offline", archive], { cwd: work });
    return await must("npm", ["sbom", "--sbom-format", "cyclonedx"], { cwd: work });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
