/** Registries that are started for a dry run and thrown away. What they lack, clients get from where they always do. */
import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../local-emulator.mjs";
import { killTree } from "../process-tree.cjs";
import { must, pythonWith } from "./common.mjs";

/** The last that runs on Node.js 20. */
const VERDACCIO = "verdaccio@6.8.0";
const PYPISERVER = "pypiserver==2.4.2";
const START_MS = 30_000;
const POLL_MS = 100;

/**
 * Starts a registry for npm.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, close: () => void }>} the environment makes npm publish to it and install
 *   from it
 */
export async function startNpm(folder) {
  mkdirSync(folder, { recursive: true });
  const upstream = (await must("npm", ["config", "get", "registry"])).trim();
  const everyone = { access: "$all", publish: "$all", proxy: "upstream" };
  const config = {
    ...{ storage: join(folder, "storage"), uplinks: { upstream: { url: upstream, timeout: "60s" } } },
    // What is being released is nowhere else.
    packages: {
      "{@pulumi-sinch/*,pulumi-sinch,pulumi-sinch-fleet}": { ...everyone, proxy: undefined },
      "**": everyone,
    },
    ...{ max_body_size: "100mb", log: { type: "stdout", level: "warn" } },
  };
  // YAML takes JSON as it is.
  writeFileSync(join(folder, "config.yaml"), JSON.stringify(config));
  // It asks for a tag of node-fetch, which mirrors do not have.
  writeFileSync(join(folder, "package.json"), JSON.stringify({ overrides: { "node-fetch": "2.7.0" } }));
  await must("npm", ["install", "--no-save", VERDACCIO], { cwd: folder });
  const program = join(folder, "node_modules", "verdaccio", "bin", "verdaccio");
  const server = await start((port) => [
    process.execPath,
    [program, "--config", join(folder, "config.yaml"), "--listen", `127.0.0.1:${port}`],
  ]);
  // npm publishes nothing without a name; the registry asks for none.
  const rc = join(folder, "npmrc");
  writeFileSync(rc, `registry=${server.url}/\n//${new URL(server.url).host}/:_authToken=dry-run\n`);
  return { env: { npm_config_userconfig: rc, npm_config_registry: `${server.url}/` }, close: server.close };
}

/** Starts a registry for Python, likewise for twine and pip. */
export async function startPypi(folder) {
  const packages = join(folder, "packages");
  mkdirSync(packages, { recursive: true });
  const python = await pythonWith(join(folder, "venv"), PYPISERVER);
  const open = ["--authenticate", ".", "--passwords", "."];
  const options = ["--interface", "127.0.0.1", ...open, "--disable-fallback"];
  const server = await start((port) => [
    python,
    ["-m", "pypiserver", "run", "--port", String(port), ...options, packages],
  ]);
  const upstream = (
    await must("python3", ["-m", "pip", "config", "get", "global.index-url"]).catch(() => "")
  ).trim();
  return {
    env: {
      ...{ TWINE_REPOSITORY_URL: `${server.url}/`, TWINE_USERNAME: "dry-run", TWINE_PASSWORD: "dry-run" },
      PIP_EXTRA_INDEX_URL: `${server.url}/simple/`,
      ...(upstream !== "" && { PIP_INDEX_URL: upstream }),
    },
    close: server.close,
  };
}

/** Starts a program that serves HTTP at a free port, and waits until it does. */
async function start(commandAt) {
  const port = await freePort([]);
  const url = `http://127.0.0.1:${port}`;
  const [program, args] = commandAt(port);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const close = () => killTree(child.pid);
  process.once("exit", close);
  const deadline = Date.now() + START_MS;
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  while (!(await answers())) {
    if (child.exitCode !== null || Date.now() > deadline) {
      close();
      throw new Error(`${program} ${args.join(" ")} does not answer.\n${said}`);
    }
    await sleep(POLL_MS);
  }
  return { url, close };
}
