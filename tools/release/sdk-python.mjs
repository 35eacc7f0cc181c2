import { readdirSync } from "node:fs";
import { join } from "node:path";
import { addTexts, must } from "./common.mjs";

/** The newest `build` (https://build.pypa.io) that was tried. */
const BUILD = "build==1.3.0";

/** The wheel and the source distribution of `pulumi-sinch`. */
export async function makePython({ work }) {
  addTexts(work);
  const venv = join(work, "venv");
  const bin = join(venv, process.platform === "win32" ? "Scripts" : "bin");
  await must("python3", ["-m", "venv", venv]);
  await must(join(bin, "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", BUILD]);
  const dist = join(work, "dist");
  // The time of all files in the archives: the same sources give the same bytes.
  const env = { SOURCE_DATE_EPOCH: "315532800" };
  await must(join(bin, "python"), ["-m", "build", "--outdir", dist, work], { env });
  return readdirSync(dist).map((name) => join(dist, name));
}
