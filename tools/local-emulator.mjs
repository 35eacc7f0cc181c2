/** The emulator of `npm start`: one process in the background, recorded so that a later command finds it. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandLine, isAlive, signalGroup } from "./processes.mjs";
import { ROOT } from "./setup.mjs";

const FIRST_PORT = 4010;
const START_MS = 20_000;
const STOP_MS = 5_000;
const POLL_MS = 100;

/** The emulator's built-in account; it opens nothing but the emulator. */
export const ACCOUNT = {
  keyId: "emulator-key-id",
  keySecret: "emulator-key-secret",
  projectId: "emulator-project",
};

/** Where an emulator keeps what it has, in the folder of `npm start`. */
export function emulatorFiles(folder) {
  return {
    record: join(folder, "emulator.json"),
    data: join(folder, "emulator-data.json"),
    log: join(folder, "emulator.log"),
  };
}

/**
 * The recorded emulator if it still runs, as `{ pid, port, url, build }`. A process id alone proves nothing: the
 * machine may have been restarted and given it to another program. So the command line has to name our data file.
 */
export function runningEmulator(folder) {
  const { record, data } = emulatorFiles(folder);
  if (!existsSync(record)) return undefined;
  const emulator = readRecord(record);
  if (emulator && isAlive(emulator.pid) && commandLine(emulator.pid).includes(data)) return emulator;
  rmSync(record, { force: true });
  return undefined;
}

function readRecord(record) {
  try {
    const { pid, port, build } = JSON.parse(readFileSync(record, "utf8"));
    return Number.isInteger(pid) && pid > 0 ? { pid, port, build, url: urlOf(port) } : undefined;
  } catch {
    return undefined;
  }
}

function urlOf(port) {
  return `http://127.0.0.1:${port}`;
}

/**
 * The emulator, started unless it runs already. One that does not answer, or that is of an older build, is
 * replaced: what it holds is in its data file.
 *
 * @param {string} folder
 * @param {{ build: string, say: (line: string) => void }} options
 */
export async function ensureEmulator(folder, { build, say }) {
  const running = runningEmulator(folder);
  if (running && running.build === build && (await answers(running.url))) {
    say(`It runs already: ${running.url} (process ${running.pid})`);
    return running;
  }
  if (running) await stopEmulator(folder);
  const port = await freePort([running?.port, FIRST_PORT]);
  const emulator = await startEmulator(folder, port, build);
  say(`Listening on ${emulator.url} (process ${emulator.pid}, log ${emulatorFiles(folder).log})`);
  return emulator;
}

async function startEmulator(folder, port, build) {
  const { record, data, log } = emulatorFiles(folder);
  mkdirSync(folder, { recursive: true });
  const output = openSync(log, "w");
  const main = join(ROOT, "dist", "bin", "pulumi-sinch.js");
  const args = [main, "emulator", "--port", String(port), "--data", data];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", output, output],
  });
  // Written at once, so that an interrupt from here on leaves no emulator that nobody knows.
  if (child.pid) writeFileSync(record, JSON.stringify({ pid: child.pid, port, build }));
  closeSync(output);
  child.on("error", () => {});
  child.unref();

  const deadline = Date.now() + START_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await answers(urlOf(port))) return { pid: child.pid, port, build, url: urlOf(port) };
    await sleep(POLL_MS);
  }
  await stopEmulator(folder);
  throw new Error(`The emulator did not start:\n${readFileSync(log, "utf8").trim()}`);
}

/** Ends the recorded emulator. Returns false if there was none. */
export async function stopEmulator(folder) {
  const running = runningEmulator(folder);
  if (!running) return false;
  signalGroup(running.pid, "SIGTERM");
  const deadline = Date.now() + STOP_MS;
  while (isAlive(running.pid) && Date.now() < deadline) await sleep(POLL_MS);
  if (isAlive(running.pid)) signalGroup(running.pid, "SIGKILL");
  rmSync(emulatorFiles(folder).record, { force: true });
  return true;
}

/** True if the emulator hands out a token. */
async function answers(url) {
  try {
    return (await fetchToken(url)) !== undefined;
  } catch {
    return false;
  }
}

async function fetchToken(url) {
  const response = await fetch(`${url}/oauth2/token`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT.keyId}:${ACCOUNT.keySecret}`).toString("base64")}`,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: "grant_type=client_credentials",
    signal: AbortSignal.timeout(2_000),
  });
  return response.ok ? (await response.json()).access_token : undefined;
}

/**
 * One request to the API, made as anybody would who changes something by hand.
 *
 * @returns the answer's JSON, or undefined if it has none
 * @throws {Error} if the status is not 2xx
 */
export async function request(url, { method = "GET", path, body }) {
  const response = await fetch(`${url}/v1/projects/${ACCOUNT.projectId}${path}`, {
    method,
    headers: { authorization: `Bearer ${await fetchToken(url)}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} failed with status ${response.status}: ${text}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** The first of the wished ports that is free, else any that is. */
export async function freePort(wishes) {
  for (const port of [...wishes, 0]) {
    if (port === undefined) continue;
    const got = await new Promise((resolve) => {
      const server = createServer();
      server.once("error", () => resolve(undefined));
      server.listen(port, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(address.port));
      });
    });
    if (got) return got;
  }
  throw new Error("There is no free port.");
}
