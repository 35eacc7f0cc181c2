/**
 * `node tools/ci.mjs`: what .github/workflows/ci.yml runs, by the machine that it runs on. All of `npm test` needs Linux,
 * where it is written and run; on macOS it is what needs no Pulumi, on Windows what runs no shell script.
 */
import { join } from "node:path";
import { endProgramsOnInterrupt, run } from "./processes.mjs";
import { ROOT } from "./setup.mjs";

const GROUPS = { linux: [undefined], darwin: ["static", "unit"], win32: ["static"] };

endProgramsOnInterrupt();
let failed = false;
for (const group of GROUPS[process.platform] ?? GROUPS.linux) {
  const only = group === undefined ? [] : ["--only", group];
  const { status } = await run(process.execPath, [join(ROOT, "tools", "test.mjs"), ...only], { show: true });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
