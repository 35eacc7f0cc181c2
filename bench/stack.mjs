/** A Pulumi project in a temporary folder that runs one of the programs, and its commands with what they took. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { configArgs } from "../tools/local-stack.mjs";
import { run } from "../tools/processes.mjs";
import { ROOT } from "../tools/setup.mjs";
import { watch } from "./process-usage.mjs";

const STACK = "bench";
/** What a developer may have set must not change a figure. */
const FOREIGN_VARIABLE = /^(SINCH_|PULUMI_|AWS_|NODE_OPTIONS$)/;
const APPROVED = ["--yes", "--skip-preview"];

/** The commands of the CLI behind the operations that are measured. */
export const OPERATIONS = {
  create: ["up", ...APPROVED],
  "no-op up": ["up", ...APPROVED, "--expect-no-changes"],
  preview: ["preview", "--expect-no-changes"],
  refresh: ["refresh", ...APPROVED, "--expect-no-changes"],
  drift: ["refresh", "--preview-only", "--expect-no-changes"],
  update: ["up", ...APPROVED],
  destroy: ["destroy", ...APPROVED],
};

/**
 * Makes a project with a stack.
 *
 * @param {object} options
 * @param {string} options.bin The folder of the CLI.
 * @param {string} options.url The emulator.
 * @param {string} [options.program] A module of this repository that declares the resources.
 * @param {Record<string, string>} [options.files] The project's own files in its place, with an `index.js` or `index.ts`.
 * @param {string} [options.modules] Its `node_modules`. @default those of the repository
 * @param {string | object} [options.runtime] As in `Pulumi.yaml`. @default Node.js without TypeScript
 * @param {object} [options.plugins] As in `Pulumi.yaml`.
 * @param {string} [options.path] A folder that comes first on the PATH.
 * @param {NodeJS.ProcessEnv} [options.env] Variables for all commands.
 * @param {string} [options.backend] The URL of a backend. @default a folder in the project's
 */
export async function createStack({
  bin,
  url,
  program,
  files = { "index.js": `require(${JSON.stringify(program)});\n` },
  modules = join(ROOT, "node_modules"),
  runtime = { name: "nodejs", options: { typescript: false } },
  plugins,
  path,
  env = {},
  backend,
}) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-sinch-bench-")));
  const removeFolder = () => rmSync(directory, { recursive: true, force: true });
  process.once("exit", removeFolder);
  mkdirSync(join(directory, "state"));
  mkdirSync(join(directory, "tmp"));
  symlinkSync(modules, join(directory, "node_modules"));
  const main = Object.keys(files).find((name) => name.startsWith("index."));
  const project = {
    "Pulumi.yaml": JSON.stringify({ name: "bench", runtime, plugins }),
    "package.json": JSON.stringify({ main }),
    ...files,
  };
  for (const [name, text] of Object.entries(project)) writeFileSync(join(directory, name), text);
  const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_VARIABLE.test(name));
  const variables = {
    ...Object.fromEntries(inherited),
    PATH: [path, bin, process.env.PATH].filter(Boolean).join(delimiter),
    // ts-node keeps there what it has compiled: no contender may find what another one's run has left.
    TMPDIR: join(directory, "tmp"),
    PULUMI_HOME: join(directory, "home"),
    PULUMI_BACKEND_URL: backend ?? `file://${join(directory, "state")}`,
    PULUMI_CONFIG_PASSPHRASE: "bench",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...env,
  };

  /** Runs a command; throws with all that it printed if it fails. */
  const pulumi = async (args, { env: more = {}, onStart, signal } = {}) => {
    const words = [...args, "--stack", STACK, "--non-interactive", "--color", "never"];
    const command = join(bin, "pulumi");
    const { status, stdout, stderr } = await run(command, words, {
      cwd: directory,
      env: { ...variables, ...more },
      onStart,
      signal,
    });
    if (status !== 0 && !signal?.aborted)
      throw new Error(
        `pulumi ${args.join(" ")} ended with status ${status}\n${tail(stdout)}\n${tail(stderr)}`,
      );
    return stdout;
  };

  await pulumi(["stack", "init"]);
  await pulumi(configArgs(url));
  return {
    directory,
    /** Runs an operation; returns its wall time and what its processes took. */
    async measure(operation, more = {}, args = [], what = {}) {
      let usage;
      const beganMs = performance.now();
      await pulumi([...OPERATIONS[operation], ...args], {
        env: more,
        onStart: (pid) => (usage = watch(pid, what)),
      });
      const wallMs = performance.now() - beganMs;
      return { wallMs, ...usage.stop() };
    },
    /** Runs an operation until the signal comes, which kills the CLI and all that it has started. */
    async kill(operation, signal) {
      await pulumi(OPERATIONS[operation], { signal });
      if (!signal.aborted) throw new Error(`the ${operation} ended before it was killed`);
      // The file backend writes it in place; a state beside an empty one cannot be read (docs/how-to/restore-state.md).
      const metadata = join(directory, "state", ".pulumi", "stacks", "bench", `${STACK}.json.attrs`);
      if (existsSync(metadata) && statSync(metadata).size === 0) rmSync(metadata);
    },
    async resources() {
      const { deployment } = JSON.parse(await pulumi(["stack", "export"]));
      return (deployment.resources ?? []).filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic"));
    },
    /** Removes the stack, which may be in a backend elsewhere, and the folder. */
    async remove() {
      if (backend !== undefined) await pulumi(["stack", "rm", "--yes", "--force"]);
      process.off("exit", removeFolder);
      removeFolder();
    },
  };
}

/** Bytes of state for each resource: inputs and outputs, and what the engine keeps beside them. */
export function stateBytes(resources) {
  const bytes = (value) => Buffer.byteLength(JSON.stringify(value));
  const own = resources.map(({ inputs, outputs }) => bytes({ inputs, outputs }));
  const all = resources.map(bytes);
  const mean = (values) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return { own: mean(own), engine: mean(all) - mean(own) };
}

function tail(text) {
  return text.length > 3_000 ? `…${text.slice(-3_000)}` : text;
}
