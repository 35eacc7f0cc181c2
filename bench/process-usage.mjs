/** What a command and all that it starts take of the processor and of memory, out of /proc (Linux only). */
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** The kernel counts processor time in hundredths of a second (sysconf(_SC_CLK_TCK), 100 on every Linux of note). */
const MS_PER_TICK = 10;
const SAMPLE_MS = 50;

/** What tells the processes of the Pulumi CLI apart, by their command lines. */
const ROLES = [
  ["provider", /dynamic-provider/],
  ["program", /pulumi\/cmd\/run/],
  ["host", /pulumi-language-/],
];

/** Whether this system tells the usage of processes. */
export const canMeasure = existsSync("/proc/self/stat");

/**
 * Watches a process and its descendants until `stop()`, which returns the processor time of all of them in
 * milliseconds, and by role the processor time and the peak memory (resident, in bytes) of the largest process.
 * What a process did in its last 50 ms may be missing. With `sumEveryMs`, looks as often, and also returns the most
 * memory that all of them had at one time, what they share counted once (PSS, in bytes): the kernel takes a millisecond
 * and more to add up one process, so that times that are measured with it are not those of others.
 */
export function watch(rootPid, { sumEveryMs } = {}) {
  const seen = new Map();
  let sumBytes = 0;
  const look = () => {
    const pids = sample(rootPid, seen);
    if (sumEveryMs) sumBytes = Math.max(sumBytes, sumOf(pids));
  };
  const timer = setInterval(look, sumEveryMs ?? SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      const all = [...seen.values()];
      const roles = {};
      for (const { role, cpuMs, peakBytes } of all) {
        const sum = (roles[role] ??= { cpuMs: 0, peakBytes: 0 });
        sum.cpuMs += cpuMs;
        sum.peakBytes = Math.max(sum.peakBytes, peakBytes);
      }
      return {
        cpuMs: all.reduce((total, { cpuMs }) => total + cpuMs, 0),
        roles,
        ...(sumEveryMs && { sumBytes }),
      };
    },
  };
}

/**
 * Processor time in milliseconds that processes have taken so far, with all that they have started: a parent that waits
 * for the end of its children, as all do here, is told what they took. What a process killed from outside has left
 * running counts no more.
 */
export function usedBy(rootPids) {
  const all = new Map();
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat) all.set(stat.pid, stat);
  }
  const own = [...all.values()].filter((stat) => rootPids.some((pid) => descendsFrom(stat, pid, all)));
  return own.reduce((sum, { cpuMs, endedMs }) => sum + cpuMs + endedMs, 0);
}

/** Notes the usage of all processes below one, and itself; returns their ids. */
function sample(rootPid, seen) {
  const parents = new Map();
  const pids = [];
  for (const name of readdirSync("/proc")) {
    const stat = /^\d+$/.test(name) ? statOf(name) : undefined;
    if (stat) parents.set(stat.pid, stat);
  }
  for (const stat of parents.values()) {
    if (!descendsFrom(stat, rootPid, parents)) continue;
    pids.push(stat.pid);
    const peakBytes = peakMemory(stat.pid);
    const known = seen.get(stat.pid);
    if (peakBytes === undefined) continue;
    // A shell that becomes another program keeps its id, so the role is that of the last look.
    seen.set(stat.pid, {
      role: roleOf(stat.pid) ?? known?.role ?? "cli",
      cpuMs: stat.cpuMs,
      peakBytes: Math.max(peakBytes, known?.peakBytes ?? 0),
    });
  }
  return pids;
}

function sumOf(pids) {
  const kilobytes = pids.map(
    (pid) => /^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`) ?? "")?.[1],
  );
  return 1024 * kilobytes.reduce((sum, one) => sum + Number(one ?? 0), 0);
}

function descendsFrom(stat, rootPid, parents) {
  for (let one = stat; one; one = parents.get(one.parent)) if (one.pid === rootPid) return true;
  return false;
}

function statOf(pid) {
  const text = read(`/proc/${pid}/stat`);
  // `pid (name) state ppid … utime stime …`, where the name may contain anything.
  const fields = text?.replace(/^.*\) /s, "").split(" ");
  if (!fields) return undefined;
  return {
    pid: Number(pid),
    parent: Number(fields[1]),
    cpuMs: (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK,
    /** Of its children that have ended. */
    endedMs: (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK,
  };
}

function peakMemory(pid) {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function roleOf(pid) {
  const line = read(`/proc/${pid}/cmdline`);
  return line === undefined || line === ""
    ? undefined
    : (ROLES.find(([, pattern]) => pattern.test(line))?.[0] ?? "cli");
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined; // It has ended in the meantime.
  }
}
