/** `npm run build`: compiles the package into dist/, whether or not a source has changed. */
import { endProgramsOnInterrupt } from "./processes.mjs";
import { ensureBuild, ensureDependencies } from "./setup.mjs";

endProgramsOnInterrupt();
try {
  // As `prepare`, which makes a checkout usable from git, this runs within npm's own installation.
  if (process.env.npm_lifecycle_event !== "prepare") await ensureDependencies();
  await ensureBuild({ force: !process.argv.includes("--if-changed") });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
