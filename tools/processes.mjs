/** Running other programs so that none is left behind: each in a process group of its own, ended with us. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { killTree } from "./process-tree.cjs";

/** How long a program may take to end after an interrupt before it is killed. */
const GRACE_MS = 30_000;
/** npm passes on the Ctrl-C that the terminal has sent already: two that close are one. */
const SAME_INTERRUPT_MS = 1_500;

const running = new Set();
let interruptedAt = 0;

/** Sends a signal to a process group; a group that has ended is no error. */
export function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

/**
 * Runs a program to its end, without standard input, and returns `{ status, stdout, stderr }`. A program that
 * a signal ended has the status 128. Does not throw for a status other than 0; a program that cannot be
 * started has the status 127 and the reason in `stderr`.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean | "stderr"} [options.show] Shows the output, or standard error only, while it comes, instead
 *   of returning it.
 * @param {(text: string) => void} [options.onOutput] Gets each piece of output.
 * @param {(pid: number) => void} [options.onStart] Gets the process id, if the program could be started.
 * @param {AbortSignal} [options.signal] Kills the program.
 */
export function run(command, args, { cwd, env, show = false, onOutput, onStart, signal } = {}) {
  return new Promise((resolve) => {
    const [program, ...first] = programOf(command);
    const child = spawn(program, [...first, ...args], {
      cwd,
      env,
      stdio: ["ignore", show === true ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      detached: process.platform !== "win32",
    });
    const texts = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name]?.setEncoding("utf8").on("data", (text) => {
        texts[name] += text;
        onOutput?.(text);
      });
    }
    const kill = () => killTree(child.pid);
    signal?.addEventListener("abort", kill, { once: true });
    if (child.pid) {
      running.add(child.pid);
      onStart?.(child.pid);
    }
    const finish = (status, extra = "") => {
      signal?.removeEventListener("abort", kill);
      running.delete(child.pid);
      if (interruptedAt > 0) return leaveWhenAllHaveEnded();
      resolve({ status, stdout: texts.stdout, stderr: texts.stderr + extra });
    };
    child.on("error", (error) => finish(127, `${command}: ${error.message}\n`));
    child.on("close", (code) => finish(code ?? 128));
  });
}

/** Windows has npm as a shell script, which cannot be started without a shell: Node.js runs what that would. */
function programOf(command) {
  if (command !== "npm" || process.platform !== "win32") return [command];
  return [process.execPath, join(dirname(process.execPath), "node_modules", "npm", "bin", "npm-cli.js")];
}

/** From now on Ctrl-C (and SIGTERM, SIGHUP) ends the running programs first, then this one with status 130. */
export function endProgramsOnInterrupt(message = "Interrupted.") {
  const interrupt = () => {
    const now = Date.now();
    if (interruptedAt > 0 && now - interruptedAt < SAME_INTERRUPT_MS) return;
    const again = interruptedAt > 0;
    interruptedAt = now;
    if (!again) console.log(`\n${message}`);
    if (again) killAll();
    else for (const pid of running) signalGroup(pid, "SIGINT");
    setTimeout(killAll, GRACE_MS).unref();
    leaveWhenAllHaveEnded();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, interrupt);
}

function killAll() {
  for (const pid of running) killTree(pid);
}

function leaveWhenAllHaveEnded() {
  if (running.size === 0) process.exit(130);
}

/** True if a process with this id exists. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** The command line of a process, its arguments separated by spaces; empty if there is no such process. */
export function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    // Not Linux, or gone.
    return (spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? "").trim();
  }
}

/** `75000` → `1 min 15 s`. */
export function duration(ms) {
  const seconds = Math.round(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
