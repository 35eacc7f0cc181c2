import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/**
 * Keeps the memory for what has just been made as small as it is at the start: it would grow to 32 MB, and what a history
 * leaves behind, row by row, is gone again at once.
 */
export function keepMemorySmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}

/** Gives back what is used no more: of a large preview, more than all that is needed for millions of calls. */
export function clearMemory(): void {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc()");
}
