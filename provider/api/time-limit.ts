import { AsyncLocalStorage } from "node:async_hooks";
import type { Clock } from "./clock";

/*
 * How long the present operation may wait, where the user has said so (customTimeouts). It bounds what one resource
 * waits for; a request that is on its way is waited for all the same, since it may be carried out.
 */

const ends = new AsyncLocalStorage<number>();

/** Runs work whose waits together are to take no longer; 0 seconds are no limit. */
export async function withTimeLimit<Result>(
  clock: Clock,
  seconds: number,
  work: () => Promise<Result>,
): Promise<Result> {
  return seconds > 0 ? await ends.run(clock.now() + seconds * 1000, work) : await work();
}

/** What is left of the limit; the usual patience where there is none. */
export function patienceMs(clock: Clock, usualMs: number): number {
  const endMs = ends.getStore();
  return endMs === undefined ? usualMs : Math.max(0, endMs - clock.now());
}
