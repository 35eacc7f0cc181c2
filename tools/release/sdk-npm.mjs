import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { addTexts, must, npmPack, readJson } from "./common.mjs";

/** `@pulumi-sinch/sinch`, compiled. Without source maps: no program needs them. */
export async function makeNpm({ work }) {
  mendImports(work);
  const compiler = join(ROOT, "node_modules", "typescript-5.9", "bin", "tsc");
  const types = ["--types", "node", "--typeRoots", join(ROOT, "node_modules", "@types")];
  // So that the compiler finds @pulumi/pulumi, whose newest version the program chooses.
  const paths = { "@pulumi/*": [join(ROOT, "node_modules", "@pulumi", "*")] };
  const config = readJson(work, "tsconfig.json");
  Object.assign(config.compilerOptions, { sourceMap: false, outDir: "bin", baseUrl: ".", paths });
  writeFileSync(join(work, "tsconfig.json"), JSON.stringify(config));
  await must(process.execPath, [compiler, "-p", ".", ...types], { cwd: work });
  const bin = join(work, "bin");
  const about = readJson(work, "package.json");
  delete about.scripts;
  delete about.devDependencies;
  const entries = { main: "index.js", types: "index.d.ts", sideEffects: false };
  const repository = { type: "git", url: `git+${about.repository}.git` };
  writeFileSync(join(bin, "package.json"), JSON.stringify({ ...about, ...entries, repository }, null, 2));
  addTexts(bin);
  return [await npmPack(bin, work)];
}

/** Pulumi's Node.js host 3.184 takes parent folders for the same folder if it was compiled by Go 1.26. */
function mendImports(work) {
  for (const folder of ["types", "config"]) {
    for (const name of readdirSync(join(work, folder)).filter((one) => one.endsWith(".ts"))) {
      const file = join(work, folder, name);
      const text = readFileSync(file, "utf8");
      writeFileSync(file, text.replaceAll(/"\.\/(types\/|utilities)/g, '"../$1'));
    }
  }
}
