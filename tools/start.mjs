/** `npm start` and `npm run stop`: from a fresh clone to a deployed stack, against the emulator. See HELP. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { emulatorFiles, ensureEmulator, runningEmulator, stopEmulator } from "./local-emulator.mjs";
import { lockHolder, pulumi, removeStack, stackExists } from "./local-stack.mjs";
import { withLock } from "./lock.mjs";
import { endProgramsOnInterrupt } from "./processes.mjs";
import { findPulumi } from "./pulumi-cli.mjs";
import { openStack, showDrift } from "./quickstart.mjs";
import { ensureBuild, ensureDependencies, ensurePulumi, LOCAL, ROOT } from "./setup.mjs";
import { say, step } from "./steps.mjs";

const HELP = `npm start [-- OPTIONS]     deploys examples/quickstart to a local emulator of the Sinch API
npm run stop               destroys it and stops the emulator

Needs Node.js 20 or later and npm, nothing else: no Sinch account, no Pulumi account. Installs the
dependencies, gets the Pulumi CLI, builds, starts the emulator, runs "pulumi up", changes something by hand,
and shows how Pulumi finds that and puts it back. Each step prints the command that it runs. It can be stopped
at any point and run again; what it keeps is in .local/ and Pulumi.quickstart.yaml, which git ignores.

  --name NAME   another stack with an emulator of its own, beside the first; its name begins with "quickstart"
  --stop        what "npm run stop" does
  --help        this text

Examples:
  npm start
  source .local/quickstart/env && pulumi preview --diff
  npm start -- --name quickstart-two
  npm run stop -- --name quickstart-two

Exit status: 0 every step held, 1 one did not, 2 wrong usage, 130 interrupted.`;

const { values } = readOptions();
if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const stack = values.name;
const folder = join(LOCAL, stack);

endProgramsOnInterrupt("Interrupted. Run npm start again to go on, or npm run stop to clean up.");
try {
  await withLock(join(LOCAL, "locks", stack), values.stop ? stop : start, {
    onWait(pid) {
      throw new Error(
        `Another "npm start" or "npm run stop" is at work (process ${pid}). Let it finish first.`,
      );
    },
  });
} catch (error) {
  console.error(`\n${error.message}`);
  if (!values.stop) console.error(`\nIf it fails again, begin afresh: npm run stop, then npm start.`);
  process.exit(1);
}
process.exit(0);

function readOptions() {
  const kinds = {
    name: { type: "string", default: "quickstart" },
    stop: { type: "boolean" },
    help: { type: "boolean" },
  };
  try {
    const options = parseArgs({ options: kinds });
    if (!/^quickstart[a-z0-9-]*$/.test(options.values.name))
      throw new Error(`--name must begin with "quickstart"`);
    return options;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    return process.exit(2);
  }
}

async function start() {
  step("Dependencies", "what package-lock.json names, into node_modules/");
  await ensureDependencies({ say });

  step("The Pulumi CLI", "on the PATH, or else official, or else built");
  const { bin, version, found } = await ensurePulumi({ say });
  say(`Pulumi ${version}, ${found}: ${bin}`);

  step("Build", "the package, into dist/");
  await ensureBuild({ say });

  step("The emulator", "the Sinch API on this machine; its data outlives it in .local/");
  const build = readFileSync(join(ROOT, "dist", ".stamp"), "utf8");
  const { url } = await ensureEmulator(folder, { build, say });

  const context = { bin, folder, stack, url };
  await openStack(context);
  await showDrift(context);
}

async function stop() {
  const emulator = runningEmulator(folder);
  const context = { ...(await findPulumi()), folder, stack };
  if (emulator && context.bin && stackExists(context)) await destroy(context);
  step("Stop the emulator", emulator ? `process ${emulator.pid}` : "it does not run");
  await stopEmulator(folder);

  step("Remove the stack", `${relative(ROOT, folder)} and Pulumi.${stack}.yaml`);
  removeStack(context);
  for (const file of Object.values(emulatorFiles(folder))) rmSync(file, { force: true });
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  say("npm start begins afresh.");
}

/** Nothing real depends on it, so a failure is shown and the rest is removed all the same. */
async function destroy(context) {
  const args = ["destroy", "--run-program", "--yes", "--skip-preview"];
  step("Destroy the stack", "as in real life, before its state is thrown away", `pulumi ${args.join(" ")}`);
  if (lockHolder(context).locked) await pulumi(context, ["cancel", "--yes"]);
  const { status } = await pulumi(context, args, { show: true });
  if (status !== 0) say("That failed; the emulator and the state are removed all the same.");
}
