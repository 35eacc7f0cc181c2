/** `npm run emulator`: installs and builds what is missing, then runs the emulator with the given arguments. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ensureBuild, ensureDependencies, ROOT } from "./setup.mjs";

// The emulator's first line on standard output is its address, so nothing else goes there.
const say = (line) => console.error(line);

try {
  await ensureDependencies({ say });
  await ensureBuild({ say });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const main = join(ROOT, "dist", "bin", "pulumi-sinch.js");
const emulator = spawn(process.execPath, [main, "emulator", ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => emulator.kill(signal));
emulator.on("exit", (code, signal) => process.exit(code ?? (signal ? 128 : 1)));
