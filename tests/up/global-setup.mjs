/** Runs once before the `up` tests: they use the built package and the Pulumi CLI that set-up finds. */
import { delimiter } from "node:path";
import { ensureBuild, ensurePulumi } from "../../tools/setup.mjs";

export default async function prepare() {
  await ensureBuild();
  const { bin } = await ensurePulumi();
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
}
