import { setTimeout as pause } from "node:timers/promises";

/** The name of an error's class, which is what Temporal decides by. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : String(error);
}

/** Looks again and again until it is so; the test's own time limit ends it. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await pause(20);
}
