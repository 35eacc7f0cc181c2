/**
 * Runs as a process of its own, which leads the session of a job's processes and outlives them: it starts the job, stops
 * it when standard input ends, and kills all of them when the lease was not renewed for half its time, or the job died.
 * So that it is small and nothing keeps it from looking at the time, it does nothing else.
 */
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Ended, Told } from "./messages";
import { killSession } from "./processes";

const LOOK_MS = 100;
/** Longer than any resource waits for the API once the engine was asked to stop. */
const STOP_MS = 4 * 60_000;

const job = fork(join(__dirname, "main.js"), [], {
  // What a program, Pulumi or a provider prints may hold anything: it goes nowhere.
  stdio: ["ignore", "ignore", process.env.PULUMI_SINCH_FLEET_STDERR === "true" ? "inherit" : "ignore", "ipc"],
});
let ended: Ended | undefined;
let isEnding = false;
/** What a job that was killed has left there may have passwords in clear. */
let workDir: string | undefined;
/** By both clocks: one stands still while the machine sleeps, the other one can be set. */
let end = { wallMs: Infinity, steadyMs: Infinity };

createInterface({ input: process.stdin })
  .once("line", (line) => job.send({ order: JSON.parse(line) as unknown }))
  .once("close", stop);
// Where nobody listens any more, all is done all the same.
process.stdout.on("error", () => undefined);
process.on("SIGTERM", stop).on("SIGINT", stop);

job.on("message", (told: Told) => {
  if ("ended" in told) {
    ended = told.ended;
  } else if ("workDir" in told) {
    ({ workDir } = told);
  } else {
    const leftMs = told.leaseMs / 2 - (Date.now() - told.renewedMs);
    end = { wallMs: told.renewedMs + told.leaseMs / 2, steadyMs: performance.now() + leftMs };
  }
});
job.once("exit", () => {
  finish(ended ?? failed("JobDiedError", "the process of the job ended without a word"));
});
setInterval(() => {
  if (Date.now() > end.wallMs || performance.now() > end.steadyMs)
    finish(failed("LeaseLostError", "the lease was not renewed for half its time"));
}, LOOK_MS);

function stop(): void {
  if (job.connected) job.send({ stop: true });
  setTimeout(() => {
    finish(failed("JobDiedError", "the job did not end when it was told to stop"));
  }, STOP_MS);
}

function failed(name: string, text: string): Ended {
  return { error: { name, text } };
}

/** Kills whatever is left, and says how it ended once nothing is. */
function finish(how: Ended): void {
  if (isEnding) return;
  isEnding = true;
  const kill = (): void => {
    if (!killSession(process.pid)) {
      setTimeout(kill, LOOK_MS);
      return;
    }
    if (workDir !== undefined) rmSync(workDir, { recursive: true, force: true });
    process.stdout.write(`${JSON.stringify(how)}\n`, () => process.exit(0));
  };
  kill();
}
