/** Runs once before the language tests: they need the hosts of all languages beside the Pulumi CLI. */
import { delimiter } from "node:path";
import { ensureBuild, ensurePulumi } from "../../tools/setup.mjs";

export default async function prepare() {
  await ensureBuild();
  const { bin } = await ensurePulumi({ all: true });
  process.env.PATH = `${bin}${delimiter}${process.env.PATH}`;
}
