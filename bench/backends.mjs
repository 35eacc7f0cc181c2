/** Throw-away servers that keep Pulumi's state, for as long as the benchmark runs, where their programs are installed. */
import { execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { freePort } from "../tools/local-emulator.mjs";

const READY_MS = 30_000;
/** Debian has the programs of PostgreSQL in a folder for each version, none of them on the PATH. */
const DEBIAN = "/usr/lib/postgresql";
const BUCKET = "bench";

/** Each backend: the program that serves it, what that prints when it is ready, the signal that ends it at once. */
const SERVERS = [
  {
    name: "PostgreSQL",
    program: "postgres",
    install: "apt-get install postgresql",
    ready: /ready to accept connections/,
    signal: "SIGQUIT",
    // It refuses to run as root.
    user: process.getuid?.() === 0 ? "nobody" : undefined,
    prepare: (program, folder, options) =>
      execFileSync(
        join(dirname(program), "initdb"),
        ["-D", folder, "-U", "bench", "-A", "trust", "-E", "UTF8"],
        {
          ...options,
          stdio: ["ignore", "ignore", "pipe"],
        },
      ),
    args: (folder, port) => ["-D", folder, "-p", port, "-c", "listen_addresses=127.0.0.1", "-k", ""],
    url: (port) => `postgres://bench@127.0.0.1:${port}/postgres?sslmode=disable`,
    env: {},
  },
  {
    name: "S3 object store",
    program: "moto_server",
    install: "pip install 'moto[server]'",
    ready: /Running on/,
    signal: "SIGTERM",
    args: (_folder, port) => ["-H", "127.0.0.1", "-p", port],
    open: (port) => fetch(`http://127.0.0.1:${port}/${BUCKET}`, { method: "PUT" }),
    url: (port) => `s3://${BUCKET}?endpoint=http://127.0.0.1:${port}&s3ForcePathStyle=true&region=us-east-1`,
    env: { AWS_ACCESS_KEY_ID: "bench", AWS_SECRET_ACCESS_KEY: "bench" },
  },
];

/**
 * Starts each server that can run here, and says of the others why they cannot and what would help.
 *
 * @returns `{ backends, close }`: the backends as `{ name, url, env }`
 */
export async function startBackends({ say }) {
  const started = [];
  for (const server of SERVERS) {
    try {
      started.push(await start(server));
    } catch (error) {
      say(`${server.name} is left out as a backend: ${error.message} To measure it: ${server.install}`);
    }
  }
  return { backends: started, close: () => started.forEach(({ close }) => close()) };
}

async function start({ name, program, ready, signal, user, prepare, args, open, url, env }) {
  const file = programFile(program);
  if (!file) throw new Error(`there is no program ${program} here.`);
  const folder = mkdtempSync(join(tmpdir(), "pulumi-sinch-bench-"));
  let child;
  const close = () => {
    process.off("exit", close);
    child?.kill(signal);
    // The server may write until it has ended.
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  };
  process.once("exit", close);
  try {
    const account = user && { uid: idOf("-u", user), gid: idOf("-g", user) };
    if (account) chownSync(folder, account.uid, account.gid);
    // In English, since what it prints tells when it is ready.
    const options = { ...account, cwd: folder, env: { ...process.env, LC_ALL: "C" } };
    prepare?.(file, folder, options);
    const port = String(await freePort([]));
    // In a group of its own: Ctrl-C must not end it before the commands that use it.
    child = spawn(file, args(folder, port), { ...options, detached: true });
    await printed(child, ready);
    await open?.(port);
    return { name, url: url(port), env, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The file of a program on the PATH, or of the newest PostgreSQL in Debian's folders. */
function programFile(program) {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((one, other) => other - one) : [];
  const folders = [
    ...process.env.PATH.split(delimiter),
    ...versions.map((version) => join(DEBIAN, version, "bin")),
  ];
  const file = folders.map((folder) => join(folder, program)).find((candidate) => existsSync(candidate));
  // What belongs to the program is beside it, not beside a link to it.
  return file && realpathSync(file);
}

function idOf(option, user) {
  return Number(execFileSync("id", [option, user], { encoding: "utf8" }));
}

/** Waits until a server has printed a text, and passes over all that it prints then. */
function printed(child, text) {
  return new Promise((resolve, reject) => {
    let output = "";
    const fail = (what) => reject(new Error(`${what}.\n${output.trim()}\n`));
    const late = setTimeout(() => fail(`it was not ready within ${READY_MS / 1_000} s`), READY_MS);
    const streams = [child.stdout, child.stderr];
    const read = (piece) => {
      output += piece;
      if (!text.test(output)) return;
      clearTimeout(late);
      for (const stream of streams) stream.off("data", read).resume();
      resolve();
    };
    for (const stream of streams) stream.setEncoding("utf8").on("data", read);
    child.once("error", (error) => fail(error.message));
    child.once("exit", (status) => {
      clearTimeout(late);
      fail(`it ended with status ${status}`);
    });
  });
}
