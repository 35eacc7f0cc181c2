import type { Clock } from "./clock";

/** Names that were given up and cannot be taken again yet, each with the time from which it can. */
export type HeldNames = Map<string, number>;

/** Keeps a name from being taken again for some time. */
export function hold(held: HeldNames, name: string, { clock, ms }: { clock: Clock; ms: number }): void {
  if (ms > 0) held.set(name, clock.now() + ms);
}

/** Whether a name cannot be taken again yet. */
export function isHeld(held: HeldNames, name: string, clock: Clock): boolean {
  const freeAt = held.get(name);
  if (freeAt === undefined) return false;
  if (clock.now() < freeAt) return true;
  held.delete(name);
  return false;
}
