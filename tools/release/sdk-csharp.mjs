import { join } from "node:path";
import { ROOT } from "../setup.mjs";
import { addTexts, must } from "./common.mjs";

/** The sources of the NuGet package: the release compiles them, since .NET cannot be had from a registry of packages. */
export async function makeCsharp({ work, schema }) {
  const generator = join(ROOT, "tools", "pulumi", "yaml");
  await must("go", ["run", "./csharp", schema, join(ROOT, "docs", "logo.png"), work], { cwd: generator });
  addTexts(work);
  return [work];
}
