/** A lock between processes: a folder, held by whoever made it, and renewed so that a dead owner is noticed. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "./processes.mjs";

const RENEW_MS = 2_000;
/** A lock not renewed for so long is nobody's: its process id may belong to another program by now. */
const STALE_MS = 30_000;
const POLL_MS = 300;

/**
 * Does the work while holding the lock, waiting for another holder first. The lock is given back however the
 * work ends, also when the process exits in the middle of it.
 *
 * @template T
 * @param {string} lock Path of the lock's folder.
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (owner: number) => void }} [options] `onWait` is called once, and may throw to give up.
 * @returns {Promise<T>}
 */
export async function withLock(lock, work, { onWait } = {}) {
  mkdirSync(dirname(lock), { recursive: true });
  let waited = false;
  while (!take(lock)) {
    if (removeIfStale(lock)) continue;
    if (!waited) onWait?.(ownerOf(lock));
    waited = true;
    await sleep(POLL_MS);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  process.once("exit", release);
  const renewal = setInterval(() => renew(lock), RENEW_MS);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    process.off("exit", release);
    release();
  }
}

function take(lock) {
  try {
    mkdirSync(lock);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
  writeFileSync(join(lock, "pid"), String(process.pid));
  return true;
}

function renew(lock) {
  const now = new Date();
  try {
    utimesSync(lock, now, now);
  } catch {
    // Somebody has removed the folder, by hand perhaps; the work goes on.
  }
}

/** The process id in a lock; 0 if its owner has not written it yet. */
function ownerOf(lock) {
  try {
    return Number(readFileSync(join(lock, "pid"), "utf8"));
  } catch {
    return 0;
  }
}

function removeIfStale(lock) {
  const owner = ownerOf(lock);
  let age;
  try {
    age = Date.now() - statSync(lock).mtimeMs;
  } catch {
    return true;
  }
  if (age < STALE_MS && (owner === 0 || isAlive(owner))) return false;
  // Renamed first: of two processes that see a stale lock only one can rename it.
  const aside = `${lock}.stale-${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch {
    return true;
  }
  rmSync(aside, { recursive: true, force: true });
  return true;
}
