import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { create, extract } from "tar";
import { addTexts, must, pythonWith } from "./common.mjs";

/** The newest `build` (https://build.pypa.io) that was tried. */
const BUILD = "build==1.3.0";

/** The wheel and the source distribution of `pulumi-sinch`. */
export async function makePython({ work }) {
  addTexts(work);
  const python = await pythonWith(join(work, "venv"), BUILD);
  const dist = join(work, "dist");
  // The same sources give the same bytes: the wheel takes the time of its files from there.
  const env = { SOURCE_DATE_EPOCH: "315532800" };
  await must(python, ["-m", "build", "--outdir", dist, work], { env });
  const files = readdirSync(dist).map((name) => join(dist, name));
  await withoutTimes(files.find((file) => file.endsWith(".tar.gz")));
  return files;
}

/** Packs an archive anew, without the time and the owner of its files. */
async function withoutTimes(file) {
  const cwd = `${file}.d`;
  mkdirSync(cwd);
  await extract({ file, cwd });
  const names = readdirSync(cwd, { recursive: true }).sort();
  const mtime = new Date(0);
  await create({ ...{ file, cwd, mtime, gzip: true, portable: true }, noDirRecurse: true }, names);
  rmSync(cwd, { recursive: true });
}
