/** Killing a program together with all that it has started. */
const { spawnSync } = require("node:child_process");
const { existsSync, readdirSync, readFileSync } = require("node:fs");

/**
 * Kills a process and its descendants. The Pulumi CLI gives each host and provider a process group of its own, and
 * these live on for ever when the CLI alone is killed.
 */
function killTree(pid) {
  for (const id of [...descendants(pid), pid]) {
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }
}

function descendants(ancestor) {
  const children = new Map();
  for (const [pid, parent] of processes()) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const found = [];
  for (const queue = [ancestor]; queue.length > 0;) {
    const next = children.get(queue.shift()) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** All processes as pairs of their id and their parent's. */
function processes() {
  if (existsSync("/proc/self/stat")) {
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), parentOf(name)]);
  }
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return (stdout ?? "").split("\n").map((line) => line.trim().split(/\s+/).map(Number));
}

function parentOf(pid) {
  try {
    // `pid (name) state ppid …`, where the name may contain anything.
    return Number(
      readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) \S+ /s, "")
        .split(" ")[0],
    );
  } catch {
    return 0;
  }
}

module.exports = { killTree };
