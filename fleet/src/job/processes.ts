import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

/** A process that has not ended. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
}

/**
 * Kills all that a session's leader has started, but for itself. The Pulumi CLI gives each host and provider a process
 * group of its own, and one whose parent has died has another parent; the session stays. Where the system does not
 * tell it, those that still descend from the leader are found; another one ends by itself, as its engine is gone.
 *
 * @returns whether none is left
 */
export function killSession(leader: number): boolean {
  const others = members(leader);
  for (const pid of others) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended in the meantime.
    }
  }
  return others.length === 0;
}

/** The processes of a session besides its leader. */
export function members(leader: number): number[] {
  const all = processes();
  const found = new Set([leader]);
  // Parents have not always lower ids than their children: again until no more are found.
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { pid, parent, session } of all) if (session === leader || found.has(parent)) found.add(pid);
  }
  found.delete(leader);
  return [...found];
}

function processes(): Process[] {
  if (!existsSync("/proc/self/stat")) {
    const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
    return stdout.split("\n").flatMap((line) => {
      const [pid, parent, state = "Z"] = line.trim().split(/\s+/);
      return state.startsWith("Z") ? [] : [{ pid: Number(pid), parent: Number(parent), session: 0 }];
    });
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        // `pid (name) state ppid pgrp session …`, where the name may contain anything.
        const [state, parent, , session] = readFileSync(`/proc/${name}/stat`, "utf8")
          .replace(/^.*\) /s, "")
          .split(" ");
        if (state === "Z") return [];
        return [{ pid: Number(name), parent: Number(parent), session: Number(session) }];
      } catch {
        return [];
      }
    });
}
