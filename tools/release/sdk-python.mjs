import { readdirSync } from "node:fs";
import { join } from "node:path";
import { addTexts, must, pythonWith } from "./common.mjs";

/** The newest `build` (https://build.pypa.io) that was tried. */
const BUILD = "build==1.3.0";

/** The wheel and the source distribution of `pulumi-sinch`. */
export async function makePython({ work }) {
  addTexts(work);
  const python = await pythonWith(BUILD, join(work, "venv"));
  const dist = join(work, "dist");
  // The time of all files in the archives: the same sources give the same bytes.
  const env = { SOURCE_DATE_EPOCH: "315532800" };
  await must(python, ["-m", "build", "--outdir", dist, work], { env });
  return readdirSync(dist).map((name) => join(dist, name));
}
